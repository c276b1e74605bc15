//! Printing one thing or a list, for people or as JSON.

use std::io::Write;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::AfterError;
use crate::visits::Form;

/// Prints one thing: its line, or one JSON document.
pub(super) fn one<T: Serialize>(
    out: &mut impl Write,
    form: Form,
    value: &T,
    line: impl FnOnce(&T) -> String,
) -> Result<(), AfterError> {
    match form {
        Form::Json => serde_json::to_writer(&mut *out, value).map_err(std::io::Error::from)?,
        Form::Text => out.write_all(line(value).as_bytes())?,
    }
    writeln!(out)?;
    Ok(out.flush()?)
}

/// Prints a list: a line each, or one JSON array.
pub(super) fn all<T: Serialize>(
    out: &mut impl Write,
    form: Form,
    rows: &[T],
    line: impl Fn(&T) -> String,
) -> Result<(), AfterError> {
    if form == Form::Json {
        return one(out, form, &rows, |_| String::new());
    }
    for row in rows {
        writeln!(out, "{}", line(row))?;
    }
    Ok(out.flush()?)
}

/// A word of the domain, as it is written in facts: `assigned`, `reminder_talk`.
pub(super) fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let word = Value::String(text.to_owned());
    serde_json::from_value(word).map_err(|error| error.to_string())
}
