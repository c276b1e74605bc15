//! A checklist as it is published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Category, Choice, FilledFrom, Group, Item, Join};
use crate::SiteKind;

/// The longest template file that is read, in bytes: it must fit into one fact.
const MAX_FILE: usize = 1_000_000;

/// A checklist: self-contained, published as one fact, named by a visit with its id, version and
/// hash. Codes are stable for ever; the texts may change with the version.
///
/// The hash is over all of its fields, so one that is added later must not be serialised while it
/// has its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The same for all its versions, for example `checkpoint`.
    pub id: String,
    /// From 1; a higher one replaces a lower one for new visits.
    pub version: u32,
    /// What it is called.
    pub title: Words,
    /// The kinds of site that it is for.
    pub kinds: Vec<KindWords>,
    /// Numbers that its conditions and sentences name, for example `disinfection.required`.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(type = "Record<string, number>"))]
    pub constants: BTreeMap<String, i64>,
    /// Its parts, in the order of the page.
    pub groups: Vec<Group>,
    /// What is asked, in the order of the page.
    pub items: Vec<Item>,
    /// What can be found.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Which findings a bulletin says in one sentence.
    #[serde(default)]
    pub joins: Vec<Join>,
}

/// A text in both languages of the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese; sentences are made of this one.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A kind of site and the words for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct KindWords {
    /// Its code.
    pub code: SiteKind,
    /// What it is called in lists.
    pub name: Words,
    /// The short noun that stands for `{place}` in sentences, for example 卡点.
    pub place: String,
    /// The phrase for its entrance that stands for `{gate}`, for example 村口卡点.
    pub gate: String,
}

/// A file that is not a template at all. What is wrong *in* a template is a
/// [`TemplateFault`](super::TemplateFault).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Too long to fit into a fact.
    #[error("the checklist has {bytes} bytes, at most {MAX_FILE} are taken")]
    TooLarge {
        /// How long it is.
        bytes: usize,
    },
    /// Not JSON, or not of a template's shape.
    #[error("line {line}, column {column}: {message}")]
    Unreadable {
        /// Counted from 1; 0 when the place is not known.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What was expected there.
        message: String,
    },
}

impl TemplateError {
    /// Stable, kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "checklist-too-large",
            Self::Unreadable { .. } => "checklist-unreadable",
        }
    }
}

impl Template {
    /// Reads a template's JSON. It is not yet checked: see [`Template::check`].
    ///
    /// # Errors
    /// When it is too long, no JSON, or has a field that a template does not have.
    pub fn parse(json: &[u8]) -> Result<Self, TemplateError> {
        if json.len() > MAX_FILE {
            return Err(TemplateError::TooLarge { bytes: json.len() });
        }
        serde_json::from_slice(json).map_err(|error| TemplateError::Unreadable {
            line: error.line(),
            column: error.column(),
            message: shape_of(&error),
        })
    }

    /// The words for a kind of site, when the template is for it.
    pub fn kind(&self, code: &SiteKind) -> Option<&KindWords> {
        self.kinds.iter().find(|kind| kind.code == *code)
    }

    /// The item with this code.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }

    /// The roles that a roster can demand of a shift.
    pub fn roles(&self) -> impl Iterator<Item = &Choice> {
        let items = self.items.iter();
        let items = items.filter(|item| item.filled_from == FilledFrom::RosterRoles);
        items.flat_map(|item| item.answer.choices())
    }

    /// The category with this code.
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories
            .iter()
            .find(|category| category.code == code)
    }
}

/// The message without the place, which stands beside it.
fn shape_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&place).unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_template_is_refused_with_its_place() {
        let error = Template::parse(b"{\n \"id\": 3}").unwrap_err();
        assert_eq!(error.code(), "checklist-unreadable");
        assert_eq!(
            error.to_string(),
            "line 2, column 8: invalid type: integer `3`, expected a string"
        );
        for wrong in [&b""[..], b"\xff\xfe", b"[]", b"{\"id\":\"a\",\"colour\":1}"] {
            assert_eq!(
                Template::parse(wrong).unwrap_err().code(),
                "checklist-unreadable"
            );
        }
    }

    #[test]
    fn deeply_nested_json_is_refused() {
        let deep = format!("{{\"kinds\":{}", "[".repeat(100_000));
        assert_eq!(
            Template::parse(deep.as_bytes()).unwrap_err().code(),
            "checklist-unreadable"
        );
    }

    #[test]
    fn a_file_that_fits_no_fact_is_refused() {
        let error = Template::parse(&vec![b' '; MAX_FILE + 1]).unwrap_err();
        assert_eq!(error.code(), "checklist-too-large");
    }
}
