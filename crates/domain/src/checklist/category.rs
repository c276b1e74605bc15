//! What can be found, and its words.

use serde::{Deserialize, Serialize};

use super::{Condition, Words};
use crate::{Nature, Severity};

/// A category of findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its code, for example `staffing.absent`.
    pub code: String,
    /// Its short name for filters and tables, for example 缺岗.
    pub label: Words,
    /// A fault, unless said otherwise.
    #[serde(default = "fault")]
    pub nature: Nature,
    /// Major, unless said otherwise; a rule can override it, and so can the inspector.
    #[serde(default = "major")]
    pub severity: Severity,
    /// The first whose condition holds and whose values are known is the finding's text.
    pub sentences: Vec<Sentence>,
}

/// A sentence with slots: `{place}` and `{gate}` are the words of the kind of site, `{choice}` is
/// what an each-choice rule raised it for, and any other is an item's or a constant's code.
/// What stands in `[…]` is said only when every slot in it has a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Only the last sentence of a category has none.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Chinese, ending in 。
    pub text: String,
}

fn fault() -> Nature {
    Nature::Fault
}

fn major() -> Severity {
    Severity::Major
}
