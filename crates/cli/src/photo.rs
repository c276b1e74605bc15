//! Photos of the command line: `kakou draft photo`, `kakou supplement`, and those of a visits' file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kakou_domain::VisitId;
use kakou_picture::MAX_BYTES;
use kakou_store::{PhotoGiven, Store};

use crate::error::CliError;
use crate::file::read;
use crate::print;

/// Reads a photo's file. A command line does not know where it stands.
pub(crate) fn read_photo(path: &Path, shows: Option<String>) -> Result<PhotoGiven, CliError> {
    Ok(PhotoGiven {
        bytes: read(path, MAX_BYTES as u64)?,
        shows,
        position: None,
    })
}

/// Adds photos to a sealed visit, all of them or none.
pub(crate) fn supplement(
    store: &Store,
    visit: VisitId,
    files: &[PathBuf],
    note: &str,
    json: bool,
) -> Result<ExitCode, CliError> {
    let photos = files
        .iter()
        .map(|file| read_photo(file, None))
        .collect::<Result<Vec<_>, _>>()?;
    let page = store.supplement(visit, &photos, note)?;
    if json {
        print::json(&page.record)?;
    } else {
        print::line(&format!("{visit}  {} photos", page.record.evidence.len()))?;
    }
    Ok(ExitCode::SUCCESS)
}
