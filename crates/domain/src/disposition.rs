//! 处理问责: what followed from a visit or from findings, for a person by role or for a unit.

mod count;
mod measure;
mod sentence;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{DispositionId, FindingId, SubjectId, VisitId};

pub use count::{DispositionTotals, Further, count};
pub use measure::{Measure, MeasureTaken, Term};
pub use sentence::{said, said_totals};

/// The longest role, body or unit, in characters.
const MAX_NAME: usize = 60;
/// The longest reason, in characters.
const MAX_REASON: usize = 500;
/// The most measures on one subject at once.
const MAX_MEASURES: usize = 5;

/// Who is disposed: a person by role, or a unit. A person's name is never needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A person. Two measures on one village head have the same id: they are one person.
    Person {
        /// Which person, without a name.
        id: SubjectId,
        /// 村委会主任
        role: String,
    },
    /// 任固镇党委; units are told apart by their names.
    Unit {
        /// Its name.
        name: String,
    },
}

/// Somebody was disposed, or an earlier statement of that is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DispositionRecorded {
    /// The disposition that this corrects; its own fact's id where it is the first of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<DispositionId>,
    /// The visit that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<VisitId>,
    /// The findings that led to it, where it is not the visit as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingId>,
    /// When, if that is known; else it is not printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub date: Option<NaiveDate>,
    /// By which body, if that is known; else it is not printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Who.
    pub subject: Subject,
    /// What was done, in the order in which it is said.
    pub measures: Vec<MeasureTaken>,
    /// Why it is taken back, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
    /// Why it is corrected, where it is. Facts of earlier versions correct without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Why a disposition cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DispositionError {
    /// Neither a visit nor findings.
    #[error("a disposition names the visit or the findings that led to it")]
    NoOrigin,
    /// No measure, or more than there may be.
    #[error("a disposition has 1 to {MAX_MEASURES} measures")]
    MeasureCount,
    /// The same measure twice on one subject.
    #[error("{0} is named twice")]
    MeasureTwice(Measure),
    /// A measure that does not fit: 党内警告 for a unit, 罚款 for a person.
    #[error("{0} is not taken against {1}")]
    WrongSubject(Measure, &'static str),
    /// A term or an amount that the measure does not have, or lacks.
    #[error("{0}: {1}")]
    WrongDetail(Measure, &'static str),
    /// A correction without a reason.
    #[error("a correction of a disposition needs its reason")]
    NoReason,
    /// A text that is empty or too long.
    #[error("{what} is empty or too long, at most {most} characters")]
    Text {
        /// Which.
        what: &'static str,
        /// How much there may be.
        most: usize,
    },
}

impl DispositionError {
    /// Stable, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoOrigin => "disposition-without-origin",
            Self::MeasureCount => "disposition-measure-count",
            Self::MeasureTwice(_) => "disposition-measure-twice",
            Self::WrongSubject(..) => "disposition-wrong-subject",
            Self::WrongDetail(..) => "disposition-wrong-detail",
            Self::NoReason => "disposition-without-reason",
            Self::Text { .. } => "disposition-text",
        }
    }
}

impl Subject {
    /// A person whose `label` tells it apart from others of the same visit: the same label there
    /// means the same person, on whichever tablet it is written.
    pub fn of_visit(visit: VisitId, label: &str, role: &str) -> Self {
        Self::Person {
            id: SubjectId::of(&visit.to_string(), label),
            role: role.trim().to_owned(),
        }
    }

    /// What it is called in a sentence.
    pub fn called(&self) -> &str {
        match self {
            Self::Person { role, .. } => role,
            Self::Unit { name } => name,
        }
    }

    fn is_unit(&self) -> bool {
        matches!(self, Self::Unit { .. })
    }
}

impl DispositionRecorded {
    /// Whether it may be recorded.
    pub fn check(&self) -> Result<(), DispositionError> {
        if self.visit.is_none() && self.findings.is_empty() {
            return Err(DispositionError::NoOrigin);
        }
        text("subject", self.subject.called(), MAX_NAME)?;
        if let Some(by) = &self.by {
            text("by", by, MAX_NAME)?;
        }
        if let Some(reason) = &self.withdrawn {
            text("withdrawn", reason, MAX_REASON)?;
        }
        let reason = self.reason.as_deref().unwrap_or_default();
        if !reason.is_empty() {
            text("reason", reason, MAX_REASON)?;
        } else if self.corrects.is_some() && self.withdrawn.is_none() {
            return Err(DispositionError::NoReason);
        }
        if self.measures.is_empty() || self.measures.len() > MAX_MEASURES {
            return Err(DispositionError::MeasureCount);
        }
        for (place, taken) in self.measures.iter().enumerate() {
            taken.check(self.subject.is_unit())?;
            let earlier = &self.measures[..place];
            if earlier.iter().any(|one| one.measure == taken.measure) {
                return Err(DispositionError::MeasureTwice(taken.measure));
            }
        }
        Ok(())
    }

    /// What makes it one case (起): the visit that led to it, or the first finding where that came
    /// from no visit.
    pub fn case(&self) -> Option<Uuid> {
        let finding = || self.findings.first().map(|finding| finding.0);
        self.visit.map(|visit| visit.0).or_else(finding)
    }
}

fn text(what: &'static str, text: &str, most: usize) -> Result<(), DispositionError> {
    if text.trim().is_empty() || text.chars().count() > most {
        return Err(DispositionError::Text { what, most });
    }
    Ok(())
}
