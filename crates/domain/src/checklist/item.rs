//! What is asked.

use serde::{Deserialize, Serialize};

use super::{Condition, Rule, Words};
use crate::Answer;

/// A part of a checklist's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its code, for example `staffing`.
    pub code: String,
    /// What it is called.
    pub label: Words,
}

/// One question of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its code, for example `staffing.present`.
    pub code: String,
    /// The group that it stands in.
    pub group: String,
    /// What it is called.
    pub label: Words,
    /// What a count counts.
    #[serde(default)]
    pub unit: Option<Words>,
    /// What an answer looks like.
    pub answer: AnswerKind,
    /// Who fills it first.
    #[serde(default)]
    pub filled_from: FilledFrom,
    /// It is asked only when this definitely holds.
    #[serde(default)]
    pub relevant: Option<Condition>,
    /// What an answer must hold to besides its kind.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    /// What the group's button fills in; an item without one must be answered by itself.
    #[serde(default)]
    pub normal: Option<Answer>,
    /// Worst first; the first that holds raises.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// What an answer to an item looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AnswerKind {
    /// A whole number.
    Count {
        /// The least that is valid.
        #[serde(default)]
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        min: i64,
        /// The most that is valid.
        #[serde(default = "usual_max")]
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        max: i64,
    },
    /// Yes or no.
    YesNo,
    /// One of these.
    One {
        /// What can be chosen.
        choices: Vec<Choice>,
    },
    /// Some of these, or none.
    Many {
        /// What can be chosen.
        choices: Vec<Choice>,
        /// The item of several choices to whose chosen ones the answer is limited, for example the
        /// roles that are missing to those that must be there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        among: Option<String>,
    },
}

/// More than any county counts at one place in a day; a slipped key is caught.
fn usual_max() -> i64 {
    100_000
}

impl AnswerKind {
    /// What can be chosen; nothing for counts and yes/no.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::One { choices } | Self::Many { choices, .. } => choices,
            Self::Count { .. } | Self::YesNo => &[],
        }
    }

    /// The item that limits what can be chosen.
    pub(super) fn among(&self) -> Option<&str> {
        match self {
            Self::Many { among, .. } => among.as_deref(),
            Self::One { .. } | Self::Count { .. } | Self::YesNo => None,
        }
    }

    /// The choice with this code.
    pub fn choice(&self, code: &str) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.code == code)
    }
}

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its code, for example `makeshift`.
    pub code: String,
    /// What it is called.
    pub label: Words,
}

/// Who fills an item first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FilledFrom {
    /// The inspector, by looking or asking.
    #[default]
    Inspector,
    /// The number of the shift that is on, by the site's roster; the inspector can correct it.
    Roster,
    /// The roles that this shift must have. Such an item is asked only where the roster names some.
    RosterRoles,
    /// Counts the calls to the duty phone as they are made: 0 before the first.
    CallsMade,
    /// Counts those of them that were answered.
    CallsAnswered,
}

/// What an answer must hold to besides its kind, for example «answered ≤ calls».
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    /// Its code, kebab-case.
    pub code: String,
    /// The answer is invalid when this definitely does not hold.
    pub holds: Condition,
    /// What the inspector reads then.
    pub message: Words,
}
