//! `kakou seal FILE`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use kakou_store::Store;
use kakou_store::views::SealedView;
use serde_json::Value;

use crate::error::CliError;
use crate::print;
use crate::visit_file::{VisitFile, read_visits};

/// Seals each visit of a file and prints its line when it is durable. A bad one is named and left
/// out; the others go on.
pub(crate) fn seal(store: &Store, path: &Path, json: bool) -> Result<ExitCode, CliError> {
    let file = read_visits(path)?;
    let mut ignored: BTreeSet<String> = file.ignored.into_iter().collect();
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut bad = 0;
    for (place, visit) in file.visits {
        match seal_one(store, folder, visit, &mut ignored) {
            Ok(sealed) => print_sealed(&sealed, json)?,
            Err(problem) => {
                bad += 1;
                eprintln!("error: {}: {place}: {problem}", path.display());
            }
        }
    }
    if !ignored.is_empty() {
        let keys: Vec<_> = ignored.into_iter().collect();
        eprintln!(
            "warning: keys that are not known were ignored: {}",
            keys.join(", ")
        );
    }
    Ok(if bad == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn seal_one(
    store: &Store,
    folder: &Path,
    visit: Value,
    ignored: &mut BTreeSet<String>,
) -> Result<SealedView, String> {
    let visit: VisitFile =
        serde_json::from_value(visit).map_err(|error| format!("{error} [bad-input]"))?;
    ignored.extend(visit.ignored.keys().cloned());
    let photos = visit
        .read_photos(folder)
        .map_err(|error| format!("{error} [{}]", error.code()))?;
    let given = visit
        .given(photos)
        .map_err(|problem| format!("{problem} [bad-input]"))?;
    store
        .seal(given)
        .map_err(|error| format!("{error} [{}]", error.code()))
}

/// One line: id, site's name, check code.
pub(crate) fn print_sealed(sealed: &SealedView, json: bool) -> Result<(), CliError> {
    if json {
        print::json(sealed)
    } else {
        print::line(&format!(
            "{}  {}  {}",
            sealed.id, sealed.site.name, sealed.check_code
        ))
    }
}
