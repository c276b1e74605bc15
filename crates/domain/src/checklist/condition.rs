//! When an item is relevant, an answer valid, a rule raised, a sentence said.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Answer, Method};

/// A condition on what is known of a visit. It is three-valued: what reads an item that is
/// irrelevant, unanswered, not checked, not applicable or invalid is neither true nor false, and
/// only a definite result has an effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Each of these.
    All(Vec<Condition>),
    /// At least one of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// The answer is this.
    Is {
        /// A yes/no item, or one with one choice.
        item: String,
        /// What it must be.
        value: Scalar,
    },
    /// The answer is one of these.
    In {
        /// An item with one choice.
        item: String,
        /// The choices' codes.
        choices: Vec<String>,
    },
    /// This is among what is chosen.
    Includes {
        /// An item with several choices.
        item: String,
        /// The choice's code.
        choice: String,
    },
    /// Nothing is chosen: «none of these».
    Empty {
        /// An item with several choices.
        item: String,
    },
    /// A count compared to something.
    Compare {
        /// A count.
        item: String,
        /// How it must stand to the other.
        is: Comparison,
        /// The other.
        to: Operand,
    },
    /// The visit is made in this way.
    Method(Method),
}

/// An answer that a condition names: yes, no, or a choice's code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Scalar {
    /// `true` or `false`.
    YesNo(bool),
    /// A choice's code.
    Choice(String),
}

/// How a count stands to another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// <
    Below,
    /// ≤
    AtMost,
    /// =
    Equal,
    /// ≥
    AtLeast,
    /// >
    Above,
}

/// What a count is compared to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Operand {
    /// A number.
    Number(#[cfg_attr(feature = "ts", ts(type = "number"))] i64),
    /// Another count.
    Item(String),
    /// A constant of the template.
    Constant(String),
}

/// What is known of a visit: the answers that are relevant, values, and valid.
pub(super) struct Known<'a> {
    pub(super) method: Method,
    pub(super) constants: &'a BTreeMap<String, i64>,
    pub(super) answers: BTreeMap<&'a str, &'a Answer>,
}

impl Condition {
    /// `None` when it cannot be said.
    pub(super) fn holds(&self, known: &Known<'_>) -> Option<bool> {
        let answer = |item: &str| known.answers.get(item).copied();
        match self {
            Self::All(parts) => all(parts.iter().map(|part| part.holds(known))),
            Self::Any(parts) => {
                all(parts.iter().map(|part| part.holds(known).map(|is| !is))).map(|is| !is)
            }
            Self::Not(part) => part.holds(known).map(|is| !is),
            Self::Is { item, value } => match (answer(item)?, value) {
                (Answer::YesNo(given), Scalar::YesNo(wanted)) => Some(given == wanted),
                (Answer::One(given), Scalar::Choice(wanted)) => Some(given == wanted),
                _ => None,
            },
            Self::In { item, choices } => match answer(item)? {
                Answer::One(given) => Some(choices.contains(given)),
                _ => None,
            },
            Self::Includes { item, choice } => match answer(item)? {
                Answer::Many(given) => Some(given.contains(choice)),
                _ => None,
            },
            Self::Empty { item } => match answer(item)? {
                Answer::Many(given) => Some(given.is_empty()),
                _ => None,
            },
            Self::Compare { item, is, to } => {
                let left = known.count(item)?;
                let right = match to {
                    Operand::Number(number) => *number,
                    Operand::Item(other) => known.count(other)?,
                    Operand::Constant(name) => *known.constants.get(name)?,
                };
                Some(is.holds(left, right))
            }
            Self::Method(method) => Some(known.method == *method),
        }
    }

    /// The codes of the items that it reads, each as often as it reads it.
    pub(super) fn items(&self) -> Vec<&str> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::items).collect(),
            Self::Not(part) => part.items(),
            Self::Compare {
                item,
                to: Operand::Item(other),
                ..
            } => vec![item, other],
            Self::Is { item, .. }
            | Self::In { item, .. }
            | Self::Includes { item, .. }
            | Self::Empty { item }
            | Self::Compare { item, .. } => vec![item],
            Self::Method(_) => vec![],
        }
    }
}

/// False when one is false, else unknown when one is unknown, else true.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => result = None,
        }
    }
    result
}

impl Comparison {
    fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::Below => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::AtLeast => left >= right,
            Self::Above => left > right,
        }
    }
}

impl Known<'_> {
    fn count(&self, item: &str) -> Option<i64> {
        match self.answers.get(item)? {
            Answer::Count(count) => Some(*count),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn holds(json: &str, answers: &[(&'static str, Answer)]) -> Option<bool> {
        let constants = BTreeMap::from([("required".to_owned(), 2)]);
        let known = Known {
            method: Method::Announced,
            constants: &constants,
            answers: answers
                .iter()
                .map(|(code, answer)| (*code, answer))
                .collect(),
        };
        serde_json::from_str::<Condition>(json)
            .unwrap()
            .holds(&known)
    }

    const YES: &str = r#"{"method":"announced"}"#;
    const NO: &str = r#"{"method":"phone_check"}"#;
    const UNKNOWN: &str = r#"{"is":{"item":"x","value":true}}"#;

    #[test]
    fn what_is_unknown_decides_nothing_by_itself() {
        assert_eq!(holds(UNKNOWN, &[]), None);
        assert_eq!(holds(&format!(r#"{{"not":{UNKNOWN}}}"#), &[]), None);
        assert_eq!(holds(&format!(r#"{{"all":[{UNKNOWN},{YES}]}}"#), &[]), None);
        assert_eq!(
            holds(&format!(r#"{{"all":[{UNKNOWN},{NO}]}}"#), &[]),
            Some(false)
        );
        assert_eq!(
            holds(&format!(r#"{{"any":[{UNKNOWN},{YES}]}}"#), &[]),
            Some(true)
        );
        assert_eq!(holds(&format!(r#"{{"any":[{UNKNOWN},{NO}]}}"#), &[]), None);
    }

    #[test]
    fn an_answer_of_another_kind_is_unknown() {
        let answers = [("x", Answer::Count(1))];
        assert_eq!(holds(UNKNOWN, &answers), None);
        assert_eq!(holds(r#"{"empty":{"item":"x"}}"#, &answers), None);
        assert_eq!(
            holds(r#"{"includes":{"item":"x","choice":"a"}}"#, &answers),
            None
        );
    }

    #[test]
    fn an_empty_selection_is_known() {
        assert_eq!(
            holds(r#"{"empty":{"item":"x"}}"#, &[("x", Answer::Many(vec![]))]),
            Some(true)
        );
    }

    proptest! {
        #[test]
        fn a_count_compares_as_numbers_do(left: i64, right: i64) {
            for (is, expected) in [
                ("below", left < right), ("at_most", left <= right), ("equal", left == right),
                ("at_least", left >= right), ("above", left > right),
            ] {
                let json = serde_json::json!({"compare": {"item": "a", "is": is, "to": {"item": "b"}}});
                let answers = [("a", Answer::Count(left)), ("b", Answer::Count(right))];
                prop_assert_eq!(holds(&json.to_string(), &answers), Some(expected));
            }
        }
    }
}
