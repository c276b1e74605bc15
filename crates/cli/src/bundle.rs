//! `kakou bundle`: what headquarters does not have yet, as one file to carry there.

use std::path::Path;
use std::process::ExitCode;

use kakou_store::{BundleFrom, Store};

use crate::error::CliError;
use crate::print;

/// Writes the file whole or not at all.
pub(crate) fn bundle(
    store: &Store,
    out: &Path,
    from: BundleFrom,
    json: bool,
) -> Result<ExitCode, CliError> {
    let bundled = kakou_report::whole(out, |file| Ok(store.write_bundle(file, from)?))?;
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
