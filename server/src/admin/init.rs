//! `init`: sets a county up.

use std::path::PathBuf;
use std::sync::Arc;

use kakou_domain::{DivisionCode, SystemClock};
use serde_json::json;

use super::desk::Desk;
use super::progress::Bar;
use crate::error::ServerError;
use crate::setup::{NewCounty, Sites, set_up};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The county's code, 6 digits
    #[arg(long, value_name = "CODE")]
    county: DivisionCode,
    /// Its name, for example 汤阴县
    #[arg(long)]
    name: Option<String>,
    /// The table of its townships and villages, CSV or XLSX
    #[arg(long, value_name = "FILE")]
    divisions: PathBuf,
    /// Make one checkpoint a village and one office a township
    #[arg(long)]
    with_sites: bool,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let new = NewCounty {
        county: args.county.clone(),
        name: args.name.as_deref(),
        divisions: &args.divisions,
        sites: match args.with_sites {
            true => Sites::FromDivisions,
            false => Sites::None,
        },
    };
    let bar = Bar::new("reading");
    let mut progress = |done, all| bar.counted(done, all);
    let founded = set_up(&desk.folder, &new, Arc::new(SystemClock), &mut progress)?;
    drop(bar);
    let document = json!({
        "county": args.county,
        "name": founded.name,
        "divisions": founded.divisions,
        "sites": founded.sites,
        "checklists": founded.checklists,
        "fingerprint": founded.fingerprint,
    });
    let text = format!(
        "made {} ({}) in {}: {} divisions, {} sites, {} checklists\n\
         fingerprint of the server's key: {}",
        founded.name,
        args.county,
        desk.folder.display(),
        founded.divisions,
        founded.sites,
        founded.checklists,
        founded.fingerprint,
    );
    desk.print(&document, &text)
}
