//! `kakou load FILE`.

use std::path::Path;
use std::process::ExitCode;

use kakou_store::{LONGEST_PACK, Pack, Store};

use crate::error::CliError;
use crate::file::read;
use crate::print;

/// Takes in a pack. Taking it in twice changes nothing. On a tablet that trusts no server yet a person
/// says by `trust` that the pack's fingerprint is headquarters'.
pub(crate) fn load(store: &Store, path: &Path, trust: Option<&str>) -> Result<ExitCode, CliError> {
    let pack = Pack::read(&read(path, LONGEST_PACK)?).map_err(|error| CliError::Pack {
        path: path.to_owned(),
        error,
    })?;
    let new = store.load_pack(&pack, trust)?;
    let (county, print) = (pack.county(), pack.fingerprint());
    print::line(&format!("{new} new entries of {county}, signed by {print}"))?;
    Ok(ExitCode::SUCCESS)
}
