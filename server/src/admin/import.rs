//! `import`: takes a list in.

use std::path::PathBuf;

use serde_json::json;

use super::desk::{Desk, warn};
use super::progress::Bar;
use crate::error::ServerError;
use crate::intake::{ListKind, take_in};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the file lists
    kind: ListKind,
    /// CSV or XLSX, with headings in Chinese or English
    file: PathBuf,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let store = desk.open()?;
    let bar = Bar::new("reading");
    let mut progress = |done, all| bar.counted(done, all);
    let intake = take_in(&store, args.kind, &args.file, &mut progress)?;
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
