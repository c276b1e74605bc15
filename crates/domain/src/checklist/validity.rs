//! Which answers an item takes.

use serde::Serialize;

use super::{AnswerKind, Words};
use crate::Answer;

/// The longest reason for 不适用, in characters.
const MAX_REASON: u32 = 500;

/// Why an answer prevents sealing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum InvalidAnswer {
    /// For example a text where a count must stand.
    #[error("not an answer of this kind: a {expected} is expected")]
    WrongKind {
        /// `count`, `yes_no`, `one` or `many`.
        #[cfg_attr(
            feature = "ts",
            ts(type = "\"count\" | \"yes_no\" | \"one\" | \"many\"")
        )]
        expected: &'static str,
    },
    /// A count that cannot be.
    #[error("{given} is not within {min} to {max}")]
    OutOfRange {
        /// What was given.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        given: i64,
        /// The least.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        min: i64,
        /// The most.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        max: i64,
    },
    /// Not among the choices.
    #[error("{choice} is not among the choices")]
    UnknownChoice {
        /// What was given, shortened to 80 characters.
        choice: String,
    },
    /// Chosen here, and not in the item that limits what can be.
    #[error("{choice} is not chosen in {among}")]
    NotAmong {
        /// What was given.
        choice: String,
        /// The item that limits it.
        among: String,
    },
    /// Chosen twice.
    #[error("{choice} is chosen twice")]
    RepeatedChoice {
        /// Which.
        choice: String,
    },
    /// 不适用 without a reason.
    #[error("not applicable needs a reason")]
    ReasonMissing,
    /// 不适用 with a reason that is an essay.
    #[error("the reason is longer than {max} characters")]
    ReasonTooLong {
        /// The most.
        max: u32,
    },
    /// It contradicts another answer.
    #[error("{}", message.en)]
    Constraint {
        /// The constraint's code.
        constraint: String,
        /// What the template says.
        message: Words,
    },
    /// The template has no such item: the answer would be lost.
    #[error("the checklist has no such item")]
    UnknownItem,
}

impl InvalidAnswer {
    /// Stable, kebab-case; the same as in its JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongKind { .. } => "wrong-kind",
            Self::OutOfRange { .. } => "out-of-range",
            Self::UnknownChoice { .. } => "unknown-choice",
            Self::NotAmong { .. } => "not-among",
            Self::RepeatedChoice { .. } => "repeated-choice",
            Self::ReasonMissing => "reason-missing",
            Self::ReasonTooLong { .. } => "reason-too-long",
            Self::Constraint { .. } => "constraint",
            Self::UnknownItem => "unknown-item",
        }
    }
}

impl AnswerKind {
    /// Whether it takes this answer, constraints apart. 未检查 is always taken, 不适用 with a reason.
    pub(super) fn take(&self, answer: &Answer) -> Result<(), InvalidAnswer> {
        match (self, answer) {
            (_, Answer::NotChecked) | (Self::YesNo, Answer::YesNo(_)) => Ok(()),
            (_, Answer::NotApplicable(reason)) if reason.trim().is_empty() => {
                Err(InvalidAnswer::ReasonMissing)
            }
            (_, Answer::NotApplicable(reason))
                if reason.chars().nth(MAX_REASON as usize).is_some() =>
            {
                Err(InvalidAnswer::ReasonTooLong { max: MAX_REASON })
            }
            (_, Answer::NotApplicable(_)) => Ok(()),
            (Self::Count { min, max }, Answer::Count(given)) => {
                if (min..=max).contains(&given) {
                    Ok(())
                } else {
                    Err(InvalidAnswer::OutOfRange {
                        given: *given,
                        min: *min,
                        max: *max,
                    })
                }
            }
            (Self::One { .. }, Answer::One(code)) => self.take_choice(code),
            (Self::Many { .. }, Answer::Many(codes)) => {
                for (index, code) in codes.iter().enumerate() {
                    self.take_choice(code)?;
                    if codes.iter().take(index).any(|earlier| earlier == code) {
                        return Err(InvalidAnswer::RepeatedChoice {
                            choice: code.clone(),
                        });
                    }
                }
                Ok(())
            }
            _ => Err(InvalidAnswer::WrongKind {
                expected: self.name(),
            }),
        }
    }

    fn take_choice(&self, code: &str) -> Result<(), InvalidAnswer> {
        if self.choice(code).is_some() {
            Ok(())
        } else {
            Err(InvalidAnswer::UnknownChoice {
                choice: code.chars().take(80).collect(),
            })
        }
    }

    /// As it is written in a template.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Count { .. } => "count",
            Self::YesNo => "yes_no",
            Self::One { .. } => "one",
            Self::Many { .. } => "many",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(kind: &str, answer: &str) -> Option<&'static str> {
        let kind: AnswerKind = serde_json::from_str(kind).unwrap();
        kind.take(&serde_json::from_str(answer).unwrap())
            .err()
            .map(|invalid| invalid.code())
    }

    #[test]
    fn negative_and_huge_counts_are_out_of_range() {
        let count = r#"{"count":{}}"#;
        assert_eq!(code(count, "0"), None);
        assert_eq!(code(count, "100000"), None);
        assert_eq!(code(count, "-1"), Some("out-of-range"));
        assert_eq!(code(count, "100001"), Some("out-of-range"));
        assert_eq!(code(count, "\"3\""), Some("wrong-kind"));
        assert_eq!(code(count, "true"), Some("wrong-kind"));
    }

    #[test]
    fn what_is_chosen_is_among_the_choices_and_once() {
        let many = r#"{"many":{"choices":[{"code":"rope","label":{"zh":"绳索","en":"Rope"}}]}}"#;
        assert_eq!(code(many, "[]"), None);
        assert_eq!(code(many, r#"["rope"]"#), None);
        assert_eq!(code(many, r#"["stone"]"#), Some("unknown-choice"));
        assert_eq!(code(many, r#"["rope","rope"]"#), Some("repeated-choice"));
    }

    #[test]
    fn not_applicable_has_a_reason() {
        assert_eq!(
            code(r#""yes_no""#, r#"{"not_applicable":" "}"#),
            Some("reason-missing")
        );
        assert_eq!(
            code(r#""yes_no""#, r#"{"not_applicable":"开放小区"}"#),
            None
        );
        let essay = format!(r#"{{"not_applicable":"{}"}}"#, "长".repeat(501));
        assert_eq!(code(r#""yes_no""#, &essay), Some("reason-too-long"));
    }

    #[test]
    fn the_code_in_json_is_the_code() {
        let invalid = InvalidAnswer::OutOfRange {
            given: -1,
            min: 0,
            max: 9,
        };
        let json = serde_json::to_value(&invalid).unwrap();
        assert_eq!(json["code"], invalid.code());
    }
}
