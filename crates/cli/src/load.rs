//! `kakou load FILE`.

use std::path::Path;
use std::process::ExitCode;

use kakou_store::{Parcel, Store};

use crate::error::CliError;
use crate::file::read;
use crate::print;

/// The longest pack, in bytes.
const MOST: u64 = 256 << 20;

/// Takes in a pack. Taking it in twice changes nothing.
pub(crate) fn load(store: &Store, path: &Path) -> Result<ExitCode, CliError> {
    let parcel = Parcel::decode(&read(path, MOST)?).map_err(|error| CliError::Pack {
        path: path.to_owned(),
        error,
    })?;
    let new = store.apply_pack(&parcel)?;
    print::line(&format!(
        "{new} new entries of {}",
        parcel.heading.headquarters.county
    ))?;
    Ok(ExitCode::SUCCESS)
}
