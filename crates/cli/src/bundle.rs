//! `kakou bundle`: what headquarters does not have yet, as one file to carry there.

use std::path::Path;
use std::process::ExitCode;

use kakou_store::{BundleFrom, Store};
use tempfile::NamedTempFile;

use crate::error::CliError;
use crate::print;

/// Writes the file whole or not at all.
pub(crate) fn bundle(
    store: &Store,
    out: &Path,
    from: BundleFrom,
    json: bool,
) -> Result<ExitCode, CliError> {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    let bundled = store.write_bundle(&mut file, from)?;
    file.as_file().sync_all()?;
    file.persist(out).map_err(|error| error.error)?;
    if json {
        print::json(&bundled)?;
    } else {
        print::line(&format!(
            "{} entries up to {} and {} photos of tablet {}, fingerprint {}",
            bundled.entries, bundled.to, bundled.files, bundled.author, bundled.fingerprint
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
