//! `pack`: what a tablet without a network needs, in a file.

use std::path::PathBuf;

use kakou_domain::DivisionCode;
use kakou_journal::fingerprint;
use serde_json::json;

use super::desk::{Desk, check_division};
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the tablet may see: the code of the county, a township or a village
    #[arg(long, value_name = "CODE")]
    division: DivisionCode,
    /// The file
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    check_division(&store, &args.division)?;
    let bytes = store.pack(vec![args.division.clone()])?;
    let fingerprint = fingerprint(&store.headquarters()?.server_key);
    kakou_report::save(&args.out, &bytes)?;
    let file = args.out.display().to_string();
    let text = format!(
        "packed {} into {file}, {} bytes, signed by {fingerprint}: make this fingerprint known apart \
         from the file",
        args.division,
        bytes.len()
    );
    let document = json!({
        "file": file,
        "bytes": bytes.len(),
        "division": args.division,
        "fingerprint": fingerprint,
    });
    desk.print(&document, &text)
}
