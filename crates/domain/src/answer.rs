//! What an inspector answers to one item.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Value, json};

/// A visit's answers by item code. What is missing is unanswered; sealing turns a relevant
/// unanswered item into [`Answer::NotChecked`].
pub type Answers = BTreeMap<String, Answer>;

/// The answer to one item. Neither of the last two is ever shown or counted as «fine».
///
/// In JSON: `3`, `true`, `"makeshift"`, `["tables"]`, `"not_checked"`,
/// `{"not_applicable": "reason"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A count.
    Count(i64),
    /// Yes or no.
    YesNo(bool),
    /// One choice's code.
    One(String),
    /// Several choices' codes. Empty means «none of these», which is an answer.
    Many(Vec<String>),
    /// 未检查
    NotChecked,
    /// 不适用, with the reason.
    NotApplicable(String),
}

const NOT_CHECKED: &str = "not_checked";
const NOT_APPLICABLE: &str = "not_applicable";

impl Answer {
    /// Whether it says something about the item (neither 未检查 nor 不适用).
    pub fn is_value(&self) -> bool {
        !matches!(self, Self::NotChecked | Self::NotApplicable(_))
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Count(n) => json!(n),
            Self::YesNo(yes) => json!(yes),
            Self::One(code) => json!(code),
            Self::Many(codes) => json!(codes),
            Self::NotChecked => json!(NOT_CHECKED),
            Self::NotApplicable(reason) => json!({ NOT_APPLICABLE: reason }),
        }
    }

    fn from_json(value: Value) -> Result<Self, String> {
        match value {
            Value::Bool(yes) => Ok(Self::YesNo(yes)),
            Value::Number(n) => match n.as_i64() {
                Some(n) => Ok(Self::Count(n)),
                None => Err(format!(
                    "{n} is not a whole number of a size that can be counted"
                )),
            },
            Value::String(text) if text == NOT_CHECKED => Ok(Self::NotChecked),
            Value::String(code) => Ok(Self::One(code)),
            Value::Array(codes) => codes
                .into_iter()
                .map(|code| match code {
                    Value::String(code) => Ok(code),
                    other => Err(format!("a choice must be a text, not {other}")),
                })
                .collect::<Result<_, _>>()
                .map(Self::Many),
            Value::Object(mut object) if object.len() == 1 => match object.remove(NOT_APPLICABLE) {
                Some(Value::String(reason)) => Ok(Self::NotApplicable(reason)),
                _ => Err("an object answer must be {\"not_applicable\": \"reason\"}".to_owned()),
            },
            other => Err(format!("not an answer: {other}")),
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(Value::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(feature = "ts")]
impl ts_rs::TS for Answer {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;
    fn name(_: &ts_rs::Config) -> String {
        "Answer".to_owned()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "number | boolean | string | Array<string> | { not_applicable: string }".to_owned()
    }
    fn decl(config: &ts_rs::Config) -> String {
        format!("type Answer = {};", Self::inline(config))
    }
    fn output_path() -> Option<std::path::PathBuf> {
        Some("Answer.ts".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_answer() -> impl Strategy<Value = Answer> {
        prop_oneof![
            any::<i64>().prop_map(Answer::Count),
            any::<bool>().prop_map(Answer::YesNo),
            "[a-z]{1,8}".prop_map(Answer::One),
            prop::collection::vec("[a-z]{1,8}", 0..4).prop_map(Answer::Many),
            Just(Answer::NotChecked),
            ".{0,20}".prop_map(Answer::NotApplicable),
        ]
    }

    proptest! {
        #[test]
        fn an_answer_is_read_as_it_was_written(answer in any_answer()) {
            let text = serde_json::to_string(&answer).unwrap();
            prop_assert_eq!(serde_json::from_str::<Answer>(&text).unwrap(), answer);
        }
    }

    #[test]
    fn huge_and_broken_counts_are_refused() {
        for wrong in ["1e99", "1.5", "99999999999999999999", "{\"a\":1}", "[1]"] {
            assert!(serde_json::from_str::<Answer>(wrong).is_err(), "{wrong}");
        }
    }
}
