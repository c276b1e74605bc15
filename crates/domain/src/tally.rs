//! 查验台账: what a checkpoint did on a shift of a day. Counts of people, never who they were.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::TallyId;
use crate::visit::SiteRef;

/// The longest name of a shift or a region, in characters.
const MAX_NAME: usize = 20;
/// The most regions that one tally names.
const MAX_REGIONS: usize = 50;
/// The longest reason, in characters.
const MAX_REASON: usize = 500;
/// More than a checkpoint can count in a shift: a slip of the finger.
const MAX_COUNT: u32 = 1_000_000;

/// What was counted. What nobody counted is missing, which is not the same as none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TallyCounts {
    /// 检查车辆
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicles_checked: Option<u32>,
    /// 劝返车辆
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicles_turned_back: Option<u32>,
    /// 测温人次
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temperatures_taken: Option<u32>,
    /// 来自重点地区人员, by region.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people_from: Vec<PeopleFrom>,
}

/// How many people came from a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PeopleFrom {
    /// 湖北
    pub region: String,
    /// How many.
    pub people: u32,
}

/// A checkpoint's tally of a shift, or its correction: the later one follows the earlier and says
/// why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TallyRecorded {
    /// Where.
    pub site: SiteRef,
    /// Which day; a shift that goes past midnight belongs to the day on which it began.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub day: NaiveDate,
    /// 白班; empty is the whole day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shift: String,
    /// What was counted.
    pub counts: TallyCounts,
    /// Why it differs from what was recorded before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Why a tally cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TallyError {
    /// Nothing was counted.
    #[error("a tally counts at least one thing")]
    Empty,
    /// More vehicles turned back than were checked.
    #[error("{back} vehicles were turned back, of only {checked} that were checked")]
    MoreThanChecked {
        /// Turned back.
        back: u32,
        /// Checked.
        checked: u32,
    },
    /// A number that no checkpoint reaches in a shift.
    #[error("{0} is more than a checkpoint can count in a shift")]
    TooMany(u32),
    /// A correction without a reason.
    #[error("there is a tally of this shift already; a correction needs its reason")]
    NoReason,
    /// A text that is empty or too long, or a list with too many parts.
    #[error("{what} is empty or too long, at most {most}")]
    TooLong {
        /// Which.
        what: &'static str,
        /// How much there may be.
        most: usize,
    },
}

impl TallyError {
    /// Stable, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "tally-empty",
            Self::MoreThanChecked { .. } => "tally-more-than-checked",
            Self::TooMany(_) => "tally-too-many",
            Self::NoReason => "tally-without-reason",
            Self::TooLong { .. } => "tally-too-long",
        }
    }
}

impl TallyRecorded {
    /// Which tally it is: one a site, day and shift.
    pub fn id(&self) -> TallyId {
        TallyId::of(self.site.id, self.day, &self.shift)
    }

    /// Whether it may be recorded, when `before` says that there is one already.
    pub fn check(&self, before: Option<&TallyCounts>) -> Result<(), TallyError> {
        let TallyCounts {
            vehicles_checked,
            vehicles_turned_back,
            temperatures_taken,
            people_from,
        } = &self.counts;
        let counted = [vehicles_checked, vehicles_turned_back, temperatures_taken];
        if people_from.is_empty() && counted.iter().all(|one| one.is_none()) {
            return Err(TallyError::Empty);
        }
        let numbers = counted.into_iter().flatten().copied();
        let numbers = numbers.chain(people_from.iter().map(|from| from.people));
        if let Some(many) = numbers.into_iter().find(|number| *number > MAX_COUNT) {
            return Err(TallyError::TooMany(many));
        }
        if let (Some(back), Some(checked)) = (*vehicles_turned_back, *vehicles_checked)
            && back > checked
        {
            return Err(TallyError::MoreThanChecked { back, checked });
        }
        self.check_texts()?;
        let corrects = before.is_some_and(|before| *before != self.counts);
        if corrects && self.reason.trim().is_empty() {
            return Err(TallyError::NoReason);
        }
        Ok(())
    }

    fn check_texts(&self) -> Result<(), TallyError> {
        let fits = |what, text: &str, most| {
            let long = text.chars().count() > most;
            (!long)
                .then_some(())
                .ok_or(TallyError::TooLong { what, most })
        };
        fits("shift", &self.shift, MAX_NAME)?;
        fits("reason", &self.reason, MAX_REASON)?;
        if self.counts.people_from.len() > MAX_REGIONS {
            return Err(TallyError::TooLong {
                what: "people_from",
                most: MAX_REGIONS,
            });
        }
        self.counts.people_from.iter().try_for_each(|from| {
            let region = from.region.trim();
            let what = "region";
            if region.is_empty() {
                return Err(TallyError::TooLong {
                    what,
                    most: MAX_NAME,
                });
            }
            fits(what, region, MAX_NAME)
        })
    }
}

impl TallyCounts {
    /// Adds what another tally counted.
    pub fn add(&mut self, other: &Self) {
        fn sum(one: &mut Option<u32>, other: Option<u32>) {
            if let Some(other) = other {
                *one = Some(one.unwrap_or(0).saturating_add(other));
            }
        }
        sum(&mut self.vehicles_checked, other.vehicles_checked);
        sum(&mut self.vehicles_turned_back, other.vehicles_turned_back);
        sum(&mut self.temperatures_taken, other.temperatures_taken);
        for from in &other.people_from {
            let known = self.people_from.iter_mut();
            match known.into_iter().find(|one| one.region == from.region) {
                Some(one) => one.people = one.people.saturating_add(from.people),
                None => self.people_from.push(from.clone()),
            }
        }
    }
}
