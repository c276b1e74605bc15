//! `backup`: one file with everything, keys too.

use std::path::PathBuf;

use serde_json::json;

use super::desk::Desk;
use super::progress::Bar;
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file; one that is there is never overwritten
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let store = desk.open()?;
    let bar = Bar::new("backing up");
    store.back_up(&args.to, &mut |done, all| bar.at(done, all))?;
    drop(bar);
    let made = std::fs::metadata(&args.to).map_err(|error| ServerError::file(&args.to, error))?;
    let file = args.to.display().to_string();
    let text = format!(
        "backed up to {file}, {} bytes; it holds the keys, so keep it safe",
        made.len()
    );
    desk.print(&json!({"file": file, "bytes": made.len()}), &text)
}
