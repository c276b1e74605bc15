//! 日期存疑: visits that say that they were made after they had been received. Their date is no
//! accident of a clock: what is dated ahead would be its site's last visit for as long as it likes.

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::VisitId;

/// How far ahead of its receipt a visit may be dated: clocks and time zones are wrong by less.
const AHEAD: TimeDelta = TimeDelta::hours(24);

/// The longest reason of a decision, in characters.
const MAX_REASON: usize = 200;

/// Headquarters doubts the dates of visits that it has received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitDoubted {
    /// When, by the server's clock.
    pub received_at: DateTime<FixedOffset>,
    /// Of one push, or a part of it.
    pub visits: Vec<DoubtedVisit>,
}

/// A visit, and the date that is doubted: once it is corrected to another one, that one is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtedVisit {
    /// Which.
    pub visit: VisitId,
    /// When it says that it was made.
    pub visited_at: DateTime<FixedOffset>,
}

/// A person at headquarters has decided whether a visit counts with its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitDateDecided {
    /// Which.
    pub visit: VisitId,
    /// The date that was decided on.
    pub visited_at: DateTime<FixedOffset>,
    /// Whether it counts.
    pub counts: bool,
    /// Why.
    pub reason: String,
}

/// What a visit's date counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DateStanding {
    /// Nobody doubts it, or headquarters has decided that it counts.
    Counts,
    /// It is doubted, and nobody has decided.
    Doubted,
    /// Headquarters has decided that it does not count.
    Rejected,
}

/// Why a visit's date cannot be decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// There is nothing to decide.
    #[error("nobody doubts the date that this visit has now")]
    NotDoubted,
    /// A decision without a reason, or with a long one.
    #[error("a decision on a date has a reason of 1 to {MAX_REASON} characters")]
    Reason,
}

impl DateError {
    /// Stable, for messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotDoubted => "date-not-doubted",
            Self::Reason => "date-reason",
        }
    }
}

/// A decision on the date that a visit has.
///
/// # Errors
/// The reason is no reason.
pub fn decide(
    visit: VisitId,
    visited_at: DateTime<FixedOffset>,
    counts: bool,
    reason: &str,
) -> Result<VisitDateDecided, DateError> {
    let reason = reason.trim().to_owned();
    match reason.chars().count() {
        1..=MAX_REASON => Ok(VisitDateDecided {
            visit,
            visited_at,
            counts,
            reason,
        }),
        _ => Err(DateError::Reason),
    }
}

/// Whether a visit says that it was made more than a day after it was received.
pub fn is_ahead(visited_at: DateTime<FixedOffset>, received_at: DateTime<FixedOffset>) -> bool {
    visited_at - received_at > AHEAD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_ahead_by_more_than_a_day_whatever_its_time_zone() {
        let at = |text| DateTime::parse_from_rfc3339(text).unwrap();
        let received = at("2020-02-14T09:00:00+08:00");
        assert!(!is_ahead(at("2020-02-15T09:00:00+08:00"), received));
        assert!(!is_ahead(at("2020-02-15T01:00:00Z"), received));
        assert!(is_ahead(at("2020-02-15T01:00:01Z"), received));
        assert!(!is_ahead(at("1999-01-01T00:00:00Z"), received));
    }
}
