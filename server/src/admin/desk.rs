//! What every command works with: the data folder, and where it prints.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kakou_domain::{DivisionCode, SystemClock};
use kakou_store::Store;
use serde::Serialize;

use crate::error::ServerError;

/// The most characters of a name or a title.
const LONGEST_TEXT: usize = 60;

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// For people.
    Text,
    /// One JSON document.
    Json,
}

/// The data folder, and where to print.
pub(super) struct Desk {
    pub(super) folder: PathBuf,
    pub(super) form: Form,
}

impl Desk {
    pub(super) fn new(folder: &Path, form: Form) -> Result<Self, ServerError> {
        let folder =
            std::path::absolute(folder).map_err(|error| ServerError::file(folder, error))?;
        Ok(Self { folder, form })
    }

    /// The county's store.
    pub(super) fn open(&self) -> Result<Store, ServerError> {
        let store = Store::open(&self.folder, Arc::new(SystemClock))?;
        // A folder of a version before: from here on whose word counts is asked.
        store.adopt_rules()?;
        Ok(store)
    }

    /// The same with projections that know every entry.
    pub(super) fn open_up_to_date(&self) -> Result<Store, ServerError> {
        let store = self.open()?;
        store.project_all()?;
        Ok(store)
    }

    /// Prints a result in the form that was asked for.
    pub(super) fn print(&self, document: &impl Serialize, text: &str) -> Result<(), ServerError> {
        print(self.form, document, text)
    }
}

/// Prints a result in a form.
pub(super) fn print(form: Form, document: &impl Serialize, text: &str) -> Result<(), ServerError> {
    let json;
    let printed = match form {
        Form::Text => text,
        Form::Json => {
            json = to_json(document)?;
            &json
        }
    };
    match printed.trim_end() {
        "" => Ok(()),
        printed => write_out(&format!("{printed}\n")),
    }
}

/// One line of JSON.
pub(super) fn to_json(document: &impl Serialize) -> Result<String, ServerError> {
    serde_json::to_string(document).map_err(|error| ServerError::Output(error.into()))
}

/// Writes to standard output, at once.
pub(super) fn write_out(text: &str) -> Result<(), ServerError> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(ServerError::Output)
}

/// Writes a warning to standard error.
pub(super) fn warn(text: &str) {
    // There is nowhere to say that standard error is closed.
    let _ = writeln!(io::stderr().lock(), "warning: {text}");
}

/// Refuses a division that nobody has stated.
pub(super) fn check_division(store: &Store, division: &DivisionCode) -> Result<(), ServerError> {
    match store.register()?.divisions.contains_key(division) {
        true => Ok(()),
        false => Err(ServerError::UnknownDivision(division.clone())),
    }
}

/// Refuses a name or a title that says nothing or fits on no line.
pub(super) fn check_text(what: &'static str, text: &str) -> Result<(), ServerError> {
    match text.trim().chars().count() {
        1..=LONGEST_TEXT => Ok(()),
        _ => Err(ServerError::BadText { what }),
    }
}

/// Codes and ids in a line.
pub(super) fn listed(values: &[impl ToString]) -> String {
    let texts: Vec<_> = values.iter().map(ToString::to_string).collect();
    texts.join(", ")
}
