//! `kakou evidence get`.

use std::process::ExitCode;
use std::sync::Arc;

use kakou_store::Store;
use kakou_sync::{Timing, fetch_from_server};
use serde_json::json;

use crate::args::EvidenceVerb;
use crate::error::CliError;
use crate::{print, sync};

pub(crate) fn run(
    store: &Arc<Store>,
    timing: Timing,
    verb: &EvidenceVerb,
    as_json: bool,
) -> Result<ExitCode, CliError> {
    let EvidenceVerb::Get { sha256, out } = verb;
    let bytes = sync::block_on(fetch_from_server(store, timing, sha256))?;
    kakou_report::save(out, &bytes)?;
    let file = out.display();
    if as_json {
        print::json(&json!({"file": file.to_string(), "bytes": bytes.len()}))?;
    } else {
        print::line(&format!("{file}  {} bytes", bytes.len()))?;
    }
    Ok(ExitCode::SUCCESS)
}
