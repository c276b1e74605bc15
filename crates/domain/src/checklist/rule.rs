//! What raises a finding.

use serde::{Deserialize, Serialize};

use super::Condition;
use crate::Severity;

/// Raises a finding when its condition definitely holds and its item is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// When.
    pub when: Condition,
    /// What.
    pub raises: Raises,
    /// Instead of the category's own severity.
    #[serde(default)]
    pub severity: Option<Severity>,
}

/// What a rule raises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Raises {
    /// One finding of this category.
    Category(String),
    /// One finding for each chosen choice, for example `gatherings.{choice}`.
    EachChoice(String),
}

/// Stands for the chosen choice's code in [`Raises::EachChoice`], and for its label in the
/// sentences of what that raises.
pub(super) const CHOICE: &str = "choice";

/// The category that a pattern such as `gatherings.{choice}` names for one choice.
pub(super) fn category_of(pattern: &str, choice: &str) -> String {
    pattern.replace(&format!("{{{CHOICE}}}"), choice)
}
