//! The life of a finding: who may go from where to where.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::FindingId;
use crate::fold::FindingRow;
use crate::visit::Evidence;

/// The longest note, in characters.
const MAX_NOTE: usize = 1_000;
/// The longest name of a unit, in characters.
const MAX_UNIT: usize = 60;

/// Where a finding stands, least advanced first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FindingState {
    /// 待交办
    Raised,
    /// 已交办
    Assigned,
    /// 整改中
    Rectifying,
    /// 已整改
    Rectified,
    /// 复查合格(已销号)
    Verified,
    /// 已撤销
    Withdrawn,
}

impl fmt::Display for FindingState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl FindingState {
    /// Whether somebody still has something to do at the site.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Raised | Self::Assigned | Self::Rectifying)
    }

    /// Whether a finding may go from here to `to`. Staying where one is, is a move too: a new
    /// deadline, a note, «still not rectified».
    pub fn may_become(self, to: Self) -> bool {
        use FindingState::{Assigned, Raised, Rectified, Rectifying, Verified, Withdrawn};
        match self {
            Raised => matches!(to, Raised | Assigned | Rectifying | Rectified | Withdrawn),
            Assigned => matches!(to, Assigned | Rectifying | Rectified | Withdrawn),
            Rectifying => matches!(to, Assigned | Rectifying | Rectified | Withdrawn),
            Rectified => matches!(to, Rectified | Rectifying | Verified | Withdrawn),
            Verified => matches!(to, Verified | Rectifying),
            Withdrawn => matches!(to, Withdrawn),
        }
    }
}

/// What an inspector found of a finding that was still open from an earlier visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Recheck {
    /// 已整改
    Rectified,
    /// 仍未整改
    Still,
}

impl Recheck {
    /// Where a finding in `state` goes by it. What was called rectified and is seen to be is verified
    /// (复查合格), or goes back to work (复查不合格); what is still wrong stays where it is.
    #[must_use]
    pub fn moves_to(self, state: FindingState) -> FindingState {
        match (self, state) {
            (Self::Rectified, FindingState::Rectified | FindingState::Verified) => {
                FindingState::Verified
            }
            (Self::Rectified, _) => FindingState::Rectified,
            (Self::Still, open) if open.is_open() => open,
            (Self::Still, _) => FindingState::Rectifying,
        }
    }
}

/// Somebody moves a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FindingMoved {
    /// Which.
    pub finding: FindingId,
    /// Where to.
    pub to: FindingState,
    /// 交办 to which unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Until when; on a finding that had a deadline, an extension that is granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub deadline: Option<NaiveDate>,
    /// 申请延期: the day that the unit asks for. It changes nothing until somebody grants it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub asks_until: Option<NaiveDate>,
    /// A word on it; needed for a withdrawal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Photos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Why a finding cannot be moved so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// From where it stands it does not go there.
    #[error("a finding that is {from} cannot become {to}")]
    Illegal {
        /// Where it stands.
        from: FindingState,
        /// Where it was to go.
        to: FindingState,
    },
    /// 交办 without a unit.
    #[error("an assignment names the unit that is responsible")]
    NoUnit,
    /// 撤销 without a reason.
    #[error("a withdrawal needs its reason")]
    NoReason,
    /// 申请延期 of what has no deadline, or of what is not open, or to an earlier day.
    #[error("an extension is asked for an open finding, to a day after its deadline")]
    NoExtension,
    /// A text that is too long.
    #[error("{what} is too long, at most {most} characters")]
    TooLong {
        /// Which.
        what: &'static str,
        /// How much there may be.
        most: usize,
    },
}

impl MoveError {
    /// Stable, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Illegal { .. } => "illegal-move",
            Self::NoUnit => "move-without-unit",
            Self::NoReason => "move-without-reason",
            Self::NoExtension => "move-no-extension",
            Self::TooLong { .. } => "move-too-long",
        }
    }
}

impl FindingMoved {
    /// A move without anything beside it.
    pub fn new(finding: FindingId, to: FindingState) -> Self {
        Self {
            finding,
            to,
            unit: None,
            deadline: None,
            asks_until: None,
            note: String::new(),
            evidence: Vec::new(),
        }
    }

    /// Whether the finding may be moved so, from where it stands.
    pub fn check(&self, finding: &FindingRow) -> Result<(), MoveError> {
        let (from, to) = (finding.state(), self.to);
        if !finding.may_become(to) {
            return Err(MoveError::Illegal { from, to });
        }
        let unit = self.unit.as_deref().unwrap_or_default();
        for (what, text, most) in [
            ("note", self.note.as_str(), MAX_NOTE),
            ("unit", unit, MAX_UNIT),
        ] {
            if text.chars().count() > most {
                return Err(MoveError::TooLong { what, most });
            }
        }
        let assigned = finding.assigned();
        if to == FindingState::Assigned && unit.trim().is_empty() && assigned.unit.is_none() {
            return Err(MoveError::NoUnit);
        }
        if to == FindingState::Withdrawn && self.note.trim().is_empty() {
            return Err(MoveError::NoReason);
        }
        match self.asks_until {
            Some(_) if to != from || !to.is_open() => Err(MoveError::NoExtension),
            Some(day) if assigned.deadline.is_none_or(|deadline| day <= deadline) => {
                Err(MoveError::NoExtension)
            }
            _ => Ok(()),
        }
    }
}
