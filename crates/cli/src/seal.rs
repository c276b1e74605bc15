//! `kakou seal FILE`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use kakou_domain::{CampaignId, VisitId};
use kakou_store::views::SealedView;
use kakou_store::{Store, StoreError};
use serde_json::Value;
use uuid::Uuid;

use crate::case_file::campaign_of;
use crate::error::CliError;
use crate::print;
use crate::visit_file::{VisitFile, read_visits};

/// Seals each visit of a file and prints its line when it is durable. A bad one is named and left
/// out; the others go on.
pub(crate) fn seal(store: &Store, path: &Path, json: bool) -> Result<ExitCode, CliError> {
    let file = read_visits(path)?;
    let campaign = match file.campaign {
        Some(campaign) => campaign_of(store, campaign)?,
        None => None,
    };
    let mut ignored: BTreeSet<String> = file.ignored.into_iter().collect();
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut bad = 0;
    for (place, visit) in file.visits {
        match seal_one(store, folder, visit, campaign, &mut ignored) {
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
    campaign: Option<CampaignId>,
    ignored: &mut BTreeSet<String>,
) -> Result<SealedView, String> {
    let mut visit: VisitFile =
        serde_json::from_value(visit).map_err(|error| format!("{error} [bad-input]"))?;
    ignored.extend(visit.ignored.keys().cloned());
    let followed = std::mem::take(&mut visit.dispositions);
    // Before the visit is sealed: a bad one keeps the whole visit out, so that it can be tried again.
    for one in &followed {
        let checked = one.of(VisitId(Uuid::nil())).check();
        checked.map_err(|error| format!("{error} [{}]", error.code()))?;
    }
    let photos = visit
        .read_photos(folder)
        .map_err(|error| format!("{error} [{}]", error.code()))?;
    let given = visit
        .given(photos, campaign)
        .map_err(|problem| format!("{problem} [bad-input]"))?;
    let told = |error: StoreError| format!("{error} [{}]", error.code());
    let sealed = store.seal(given).map_err(told)?;
    for one in &followed {
        store.disposition_record(one.of(sealed.id)).map_err(told)?;
    }
    Ok(sealed)
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
