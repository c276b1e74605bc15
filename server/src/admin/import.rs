//! `import`: takes in a list, or what a tablet could not send.

use std::fs::File;
use std::path::PathBuf;

use kakou_domain::DivisionCode;
use kakou_store::Admit;
use serde_json::json;

use super::desk::{Desk, check_division, check_text, warn};
use super::progress::Bar;
use crate::error::ServerError;
use crate::intake::{ListKind, take_in};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Sites, from a CSV or XLSX file with headings in Chinese or English
    Sites(ListArgs),
    /// Units, from a CSV or XLSX file
    Units(ListArgs),
    /// Rosters, from a CSV or XLSX file
    Rosters(ListArgs),
    /// What a tablet could not send, from the file that `kakou bundle` wrote
    Bundle(BundleArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    /// The file
    file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct BundleArgs {
    /// The file
    file: PathBuf,
    /// Admit the tablet, if nobody did: the person or the team
    #[arg(
        long,
        value_name = "NAME",
        requires = "division",
        requires = "fingerprint"
    )]
    admit: Option<String>,
    /// What an admitted tablet may see
    #[arg(long, value_name = "CODE", requires = "admit")]
    division: Option<DivisionCode>,
    /// The fingerprint that the tablet to be admitted shows
    #[arg(long, value_name = "FINGERPRINT", requires = "admit")]
    fingerprint: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    match args {
        Args::Sites(args) => list(desk, ListKind::Sites, args),
        Args::Units(args) => list(desk, ListKind::Units, args),
        Args::Rosters(args) => list(desk, ListKind::Rosters, args),
        Args::Bundle(args) => bundle(desk, args),
    }
}

fn list(desk: &Desk, kind: ListKind, args: &ListArgs) -> Result<(), ServerError> {
    let store = desk.open()?;
    let bar = Bar::new("reading");
    let mut progress = |done, all| bar.counted(done, all);
    let intake = take_in(&store, kind, &args.file, &mut progress)?;
    drop(bar);
    for heading in &intake.ignored_headings {
        warn(&format!("the column {heading} was not read"));
    }
    let document = json!({
        "new": intake.new,
        "unchanged": intake.unchanged,
        "ignored_headings": intake.ignored_headings,
    });
    let text = format!(
        "{} new or changed, {} unchanged",
        intake.new, intake.unchanged
    );
    desk.print(&document, &text)
}

fn bundle(desk: &Desk, args: &BundleArgs) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    if let Some(division) = &args.division {
        check_division(&store, division)?;
    }
    if let Some(name) = &args.admit {
        check_text("name", name)?;
    }
    let admit = args.admit.clone().zip(args.division.clone());
    let admit = admit.zip(args.fingerprint.clone());
    let admit = admit.map(|((name, division), fingerprint)| Admit {
        name,
        division,
        fingerprint,
    });
    let file = File::open(&args.file).map_err(|error| ServerError::file(&args.file, error))?;
    let taken = store.take_bundle(file, admit.as_ref())?;
    let text = format!(
        "{}: {} new entries, {} known already, {} new photos; the journal stands at {}",
        taken.name, taken.new, taken.known, taken.new_files, taken.to
    );
    if taken.left_out > 0 {
        let left = taken.left_out;
        warn(&format!(
            "{left} files were left out: no record of this tablet names them"
        ));
    }
    desk.print(&taken, &text)
}
