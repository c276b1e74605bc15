//! A cell: a value with its type, so that each format writes it as its own.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use serde::{Serialize, Serializer};

use crate::language::Language;

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// As somebody wrote it, or a word for it.
    Text(String),
    /// A count or a measure.
    Number(f64),
    /// A day.
    Date(NaiveDate),
    /// A moment, by the clock on the wall where it was.
    Time(DateTime<FixedOffset>),
    /// Yes or no.
    Flag(bool),
    /// Not known, or not set.
    Empty,
}

impl Cell {
    /// A text; what is empty says nothing.
    pub(super) fn text(text: impl Into<String>) -> Self {
        match text.into() {
            text if text.is_empty() => Self::Empty,
            text => Self::Text(text),
        }
    }

    pub(super) fn id(id: impl ToString) -> Self {
        Self::Text(id.to_string())
    }

    pub(super) fn count(count: usize) -> Self {
        Self::Number(count as f64)
    }

    /// A day that the store wrote.
    pub(super) fn day(text: &str) -> Self {
        text.parse().map_or(Self::text(text), Self::Date)
    }

    /// A moment that the store wrote.
    pub(super) fn moment(text: &str) -> Self {
        DateTime::parse_from_rfc3339(text).map_or(Self::text(text), Self::Time)
    }

    /// What may be missing.
    pub(super) fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// As text: days and moments in ISO 8601, yes and no in words.
    pub(super) fn plain(&self, language: Language) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Time(at) => iso(*at),
            Self::Flag(true) => language.say("yes").to_owned(),
            Self::Flag(false) => language.say("no").to_owned(),
            Self::Empty => String::new(),
        }
    }
}

fn iso(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, false)
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            // A count is written without a fraction.
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                serializer.serialize_i64(*number as i64)
            }
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Date(day) => serializer.collect_str(day),
            Self::Time(at) => serializer.serialize_str(&iso(*at)),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Empty => serializer.serialize_none(),
        }
    }
}
