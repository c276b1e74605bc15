//! What an inspector answers to one item.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Count(n) => n.serialize(serializer),
            Self::YesNo(yes) => yes.serialize(serializer),
            Self::One(code) => code.serialize(serializer),
            Self::Many(codes) => codes.serialize(serializer),
            Self::NotChecked => NOT_CHECKED.serialize(serializer),
            Self::NotApplicable(reason) => {
                serializer.collect_map([(NOT_APPLICABLE, reason.as_str())])
            }
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

fn no_count<E: de::Error>(n: impl fmt::Display) -> E {
    E::custom(format!(
        "{n} is not a whole number of a size that can be counted"
    ))
}

/// Reads an answer without a tree of values between: a visit has some thirty.
struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, yes or no, choices, or {\"not_applicable\": \"reason\"}")
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Answer, E> {
        Ok(Answer::YesNo(yes))
    }

    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Answer, E> {
        Ok(Answer::Count(n))
    }

    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Answer, E> {
        i64::try_from(n).map(Answer::Count).map_err(|_| no_count(n))
    }

    fn visit_f64<E: de::Error>(self, n: f64) -> Result<Answer, E> {
        Err(no_count(n))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Answer, E> {
        Ok(match text {
            NOT_CHECKED => Answer::NotChecked,
            code => Answer::One(code.to_owned()),
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, codes: A) -> Result<Answer, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(codes)).map(Answer::Many)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Answer, A::Error> {
        let mut reason = None;
        while let Some((key, value)) = object.next_entry::<String, String>()? {
            if key != NOT_APPLICABLE {
                return Err(de::Error::unknown_field(&key, &[NOT_APPLICABLE]));
            }
            reason = Some(value);
        }
        let reason = reason.ok_or_else(|| de::Error::missing_field(NOT_APPLICABLE))?;
        Ok(Answer::NotApplicable(reason))
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
        for wrong in [
            "1e99",
            "1.5",
            "3.0",
            "9223372036854775808",
            "99999999999999999999",
            "{\"a\":1}",
            "{\"a\":\"b\"}",
            "{}",
            "{\"not_applicable\":1}",
            "{\"not_applicable\":\"a\",\"b\":\"c\"}",
            "[1]",
            "null",
        ] {
            assert!(serde_json::from_str::<Answer>(wrong).is_err(), "{wrong}");
        }
    }
}
