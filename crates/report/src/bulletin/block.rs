//! What the body consists of.

use serde::{Deserialize, Serialize};

/// A piece of the body. Headings have no numbers: whoever prints them counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A numbered heading; on the lower levels often a whole sentence.
    Heading {
        /// How deep.
        level: HeadingLevel,
        /// Without its number.
        text: String,
        /// The facts behind it, by their ids. They are kept and not printed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<String>,
    },
    /// A paragraph.
    Paragraph {
        /// What it says.
        text: String,
        /// The facts behind it, by their ids. They are kept and not printed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<String>,
    },
}

impl Block {
    /// A heading without sources.
    pub fn heading(level: HeadingLevel, text: impl Into<String>) -> Self {
        Self::Heading {
            level,
            text: text.into(),
            sources: Vec::new(),
        }
    }

    /// A paragraph without sources.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph {
            text: text.into(),
            sources: Vec::new(),
        }
    }

    /// The same with the facts behind it.
    pub fn from_facts(mut self, facts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let (Self::Heading { sources, .. } | Self::Paragraph { sources, .. }) = &mut self;
        sources.extend(facts.into_iter().map(Into::into));
        self
    }
}

/// The four levels of GB/T 9704-2012, 7.3.3; in JSON 1 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "1 | 2 | 3 | 4"))]
#[serde(try_from = "u8", into = "u8")]
pub enum HeadingLevel {
    /// 一、 in 黑体
    First,
    /// （一） in 楷体
    Second,
    /// 1. in 仿宋, as the text
    Third,
    /// （1） in 仿宋, as the text
    Fourth,
}

impl From<HeadingLevel> for u8 {
    fn from(level: HeadingLevel) -> Self {
        match level {
            HeadingLevel::First => 1,
            HeadingLevel::Second => 2,
            HeadingLevel::Third => 3,
            HeadingLevel::Fourth => 4,
        }
    }
}

impl TryFrom<u8> for HeadingLevel {
    type Error = String;

    fn try_from(level: u8) -> Result<Self, String> {
        match level {
            1 => Ok(Self::First),
            2 => Ok(Self::Second),
            3 => Ok(Self::Third),
            4 => Ok(Self::Fourth),
            _ => Err(format!("there is no heading of level {level}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_level_is_refused() {
        let read = |level: u8| {
            serde_json::from_str::<Block>(&format!(
                r#"{{"block":"heading","level":{level},"text":"问题"}}"#
            ))
        };
        assert_eq!(
            read(2).unwrap(),
            Block::heading(HeadingLevel::Second, "问题")
        );
        assert!(read(0).is_err());
        assert!(read(5).is_err());
    }

    #[test]
    fn the_facts_behind_a_paragraph_are_kept() {
        let paragraph = Block::paragraph("无人值守。").from_facts(["甲", "乙"]);
        let json = serde_json::to_string(&paragraph).unwrap();
        assert!(json.contains(r#""sources":["甲","乙"]"#));
        assert_eq!(serde_json::from_str::<Block>(&json).unwrap(), paragraph);
    }
}
