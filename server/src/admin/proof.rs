//! `proof`, `verify-proof`: a visit proved alone, as the tablet's command line does.

use std::path::Path;

use kakou_cli::proof::{self, ProofArgs, ProofFailed};

use super::desk::{Desk, Form, print};
use crate::error::ServerError;

pub(super) fn run(desk: &Desk, args: &ProofArgs) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    let written = proof::write(&store, args).map_err(failed)?;
    desk.print(&written, &written.text())
}

/// Needs no data folder.
pub(super) fn check(file: &Path, form: Form) -> Result<(), ServerError> {
    let proved = proof::check(file).map_err(failed)?;
    print(form, &proved, &proof::text(&proved))
}

fn failed(error: ProofFailed) -> ServerError {
    match error {
        ProofFailed::Store(error) => error.into(),
        ProofFailed::File(error) => ServerError::BadValue(error.to_string()),
        ProofFailed::Report(error) => error.into(),
    }
}
