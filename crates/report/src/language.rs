//! The language of a paper. Sentences of findings stay as they were sealed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kakou_domain::checklist::Words as TwoWords;
use serde::{Deserialize, Serialize};

use crate::text::one_line;

/// The language of a paper's own words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// A paper's own words by their keys; `{…}` in them is filled in.
pub(crate) type Words = BTreeMap<String, String>;

static CHINESE: LazyLock<Words> = LazyLock::new(|| read(include_str!("words/zh.json")));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| read(include_str!("words/en.json")));

/// The files are part of the program, and a test reads them.
pub(crate) fn read(json: &str) -> Words {
    serde_json::from_str(json).unwrap_or_default()
}

/// Words with what stands in their slots.
pub(crate) fn fill_in(words: &str, values: &[(&str, &str)]) -> String {
    let mut rest = words;
    let mut said = String::new();
    // Read from left to right, so that what is filled in is not itself taken for a slot.
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let Some((slot, behind)) = after.split_once('}') else {
            break;
        };
        let value = values.iter().find(|(name, _)| *name == slot);
        said.push_str(value.map_or("", |(_, value)| value));
        rest = behind;
    }
    said.push_str(rest);
    said
}

impl Language {
    /// All of its words.
    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::Chinese => &CHINESE,
            Self::English => &ENGLISH,
        }
    }

    /// The words under a key.
    pub(crate) fn say(self, key: &str) -> &'static str {
        self.words().get(key).map_or("", String::as_str)
    }

    /// The words under a key, filled in.
    pub(crate) fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        fill_in(self.say(key), values)
    }

    /// The word for a value of the domain, by its code: `severity` and `Grave` is `severity_grave`.
    pub(crate) fn of<T: Serialize>(self, what: &str, value: T) -> &'static str {
        match serde_json::to_value(value) {
            Ok(serde_json::Value::String(code)) => self.say(&format!("{what}_{code}")),
            _ => "",
        }
    }

    /// A name that is claimed, with the one that headquarters admitted beside it where that is another:
    /// 王某（登记名：李某）.
    pub(crate) fn name(self, claimed: &str, admitted: Option<&str>) -> String {
        let claimed = one_line(claimed);
        match admitted.filter(|_| !claimed.is_empty()) {
            Some(admitted) => {
                let values = [
                    ("name", claimed.as_str()),
                    ("admitted", &one_line(admitted)),
                ];
                self.fill("admitted_beside", &values)
            }
            None => claimed,
        }
    }

    /// What a checklist says in this language.
    pub(crate) fn pick(self, words: &TwoWords) -> &str {
        match self {
            Self::Chinese => &words.zh,
            Self::English => &words.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_words_and_slots() {
        let slots = |words: &Words| -> Vec<(String, Vec<String>)> {
            let slots_of = |text: &String| {
                let after = text.split('{').skip(1);
                let mut slots: Vec<String> = after
                    .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
                    .collect();
                slots.sort();
                slots
            };
            let pairs = words
                .iter()
                .map(|(key, text)| (key.clone(), slots_of(text)));
            pairs.collect()
        };
        assert!(!CHINESE.is_empty());
        assert_eq!(slots(&CHINESE), slots(&ENGLISH));
    }

    #[test]
    fn the_admitted_name_stands_beside_another_that_is_claimed() {
        let (zh, en) = (Language::Chinese, Language::English);
        assert_eq!(zh.name("王某", Some("李某")), "王某（登记名：李某）");
        assert_eq!(en.name("Wang", Some("Li")), "Wang (admitted as Li)");
        assert_eq!(zh.name("王某", None), "王某");
        assert_eq!(zh.name("", Some("李某")), "");
    }

    #[test]
    fn what_is_filled_in_is_not_taken_for_a_slot() {
        let said = Language::Chinese.fill("place", &[("township", "{site}"), ("site", "甲")]);
        assert_eq!(said, "{site}甲");
    }
}
