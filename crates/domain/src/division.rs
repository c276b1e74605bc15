//! The administrative tree, by the national statistical codes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::IdError;

/// A code of the national statistical division tree: province 2, city 4, county 6, township 9,
/// village 12 digits. A division lies within another when its code begins with the other's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(try_from = "String", into = "String")]
pub struct DivisionCode(String);

/// How deep in the tree a division stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 省
    Province,
    /// 市
    City,
    /// 县
    County,
    /// 乡镇
    Township,
    /// 村
    Village,
}

impl DivisionCode {
    /// Checks the length and that all are digits.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let fits =
            matches!(text.len(), 2 | 4 | 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit());
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::new("division code", text))
        }
    }

    /// As it is written in files and facts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How deep in the tree it stands.
    pub fn level(&self) -> Level {
        match self.0.len() {
            2 => Level::Province,
            4 => Level::City,
            6 => Level::County,
            9 => Level::Township,
            _ => Level::Village,
        }
    }

    /// Whether `other` is this division or lies within it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// Whether one of the two contains the other: what concerns a county concerns its villages,
    /// and what concerns a village concerns its county.
    pub fn touches(&self, other: &Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The township that it is or lies in.
    pub fn township(&self) -> Option<Self> {
        self.0.get(..9).map(|code| Self(code.to_owned()))
    }

    /// The county that it is or lies in.
    pub fn county(&self) -> Option<Self> {
        self.0.get(..6).map(|code| Self(code.to_owned()))
    }
}

impl TryFrom<String> for DivisionCode {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::new(&text)
    }
}

impl From<DivisionCode> for String {
    fn from(code: DivisionCode) -> Self {
        code.0
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DivisionCode {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::new(text.trim())
    }
}

/// What people call a division: 程岗村民委员会 → 程岗村, 白营村村民委员会 → 白营村,
/// 白龙二村街民委员会 → 白龙二村街. A 社区 keeps its name.
pub fn everyday_name(official: &str) -> String {
    let name = official.trim();
    let Some(stem) = name.strip_suffix("民委员会") else {
        return name.to_owned();
    };
    // 白营村|村民委员会 and 某某|居民委员会: the first character of the body's own title is not the place's.
    let shorter = stem
        .strip_suffix("村村")
        .map(|stem| format!("{stem}村"))
        .or_else(|| stem.strip_suffix('居').map(str::to_owned));
    shorter
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_names_are_what_people_say() {
        for (official, said) in [
            ("程岗村民委员会", "程岗村"),
            ("白营村村民委员会", "白营村"),
            ("白龙二村街民委员会", "白龙二村街"),
            ("汤河办事处社区", "汤河办事处社区"),
            ("东关居民委员会", "东关"),
        ] {
            assert_eq!(everyday_name(official), said);
        }
    }

    #[test]
    fn a_code_has_one_of_five_lengths_and_only_digits() {
        for wrong in [
            "",
            "4105231",
            "41052310020x",
            "４１０５２３",
            "4105231002000",
        ] {
            assert!(DivisionCode::new(wrong).is_err(), "{wrong}");
        }
        let village = DivisionCode::new("410523100200").unwrap();
        assert_eq!(village.level(), Level::Village);
        assert_eq!(village.township().unwrap().as_str(), "410523100");
        assert!(village.county().unwrap().contains(&village));
    }
}
