//! What a visit's answers mean under a checklist.

use serde::Serialize;

use super::InvalidAnswer;
use crate::{Nature, Severity};

/// What a visit's answers mean under a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Evaluation {
    /// Each item of the checklist, in its order.
    pub items: Vec<ItemState>,
    /// What the rules raise, in the order of the items.
    pub findings: Vec<Raised>,
    /// Each group of the checklist, in its order.
    pub groups: Vec<GroupProgress>,
    /// Answered codes that the checklist does not have. They prevent sealing: what was seen would
    /// be lost.
    pub unknown: Vec<String>,
}

/// How one item stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ItemState {
    /// The item.
    pub code: String,
    /// Whether it is asked. When it is not, its answer is ignored and its state is unanswered.
    pub relevant: bool,
    /// Its answer.
    pub state: AnswerState,
}

/// How an item's answer stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "is", content = "why", rename_all = "snake_case")]
pub enum AnswerState {
    /// Nothing yet.
    Unanswered,
    /// A valid value.
    Answered,
    /// 未检查, said so.
    NotChecked,
    /// 不适用, with a reason.
    NotApplicable,
    /// It prevents sealing.
    Invalid(InvalidAnswer),
}

/// A finding that the rules raise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Raised {
    /// The item whose rule raised it.
    pub item: String,
    /// That item's group.
    pub group: String,
    /// Its category.
    pub category: String,
    /// Fault or need.
    pub nature: Nature,
    /// How bad.
    pub severity: Severity,
    /// Its sentence.
    pub text: String,
}

/// How far a group is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct GroupProgress {
    /// The group.
    pub code: String,
    /// How many items are asked.
    pub relevant: u32,
    /// How many of them have a valid value. Neither 未检查 nor 不适用 is one.
    pub answered: u32,
    /// How many are 未检查.
    pub not_checked: u32,
    /// How many faults its items raise. Needs are never counted with them.
    pub faults: u32,
    /// The state in one word.
    pub state: Progress,
}

/// How far a group is, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Nobody has answered anything; what the roster filled in does not count.
    NotBegun,
    /// Something is unanswered or invalid.
    Begun,
    /// Each item is dealt with, be it as 未检查.
    Done,
}

impl Evaluation {
    /// What prevents sealing: item codes, each with the reason.
    pub fn invalid(&self) -> Vec<(&str, InvalidAnswer)> {
        let known = self.items.iter().filter_map(|item| match &item.state {
            AnswerState::Invalid(why) => Some((item.code.as_str(), why.clone())),
            _ => None,
        });
        let unknown = self
            .unknown
            .iter()
            .map(|code| (code.as_str(), InvalidAnswer::UnknownItem));
        known.chain(unknown).collect()
    }
}
