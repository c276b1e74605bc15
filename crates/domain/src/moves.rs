//! The life of a finding: who may go from where to where.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::FindingId;
use crate::visit::Evidence;

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
    /// Where a finding in `state` goes by it. What is still wrong stays where it is, but what was
    /// called rectified goes back to work.
    #[must_use]
    pub fn moves_to(self, state: FindingState) -> FindingState {
        match (self, state.is_open()) {
            (Self::Rectified, _) => FindingState::Rectified,
            (Self::Still, true) => state,
            (Self::Still, false) => FindingState::Rectifying,
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
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub deadline: Option<NaiveDate>,
    /// A word on it; needed for a withdrawal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Photos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}
