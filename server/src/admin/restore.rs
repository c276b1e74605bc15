//! `restore`: makes the data folder from a backup.

use std::path::PathBuf;
use std::sync::Arc;

use kakou_domain::SystemClock;
use kakou_store::Store;
use serde_json::json;

use super::desk::Desk;
use crate::error::ServerError;
use crate::lock::FolderLock;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file that `backup` made
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let there = desk.folder.is_dir();
    let _lock = there.then(|| FolderLock::take(&desk.folder)).transpose()?;
    let aside = Store::restore(&args.from, &desk.folder, Arc::new(SystemClock))?;
    let aside = aside.map(|aside| aside.display().to_string());
    let epoch = desk.open()?.epoch()?;
    let mut text = format!("restored {} in a new epoch, {epoch}", desk.folder.display());
    if let Some(aside) = &aside {
        text.push_str(&format!("\nwhat was there is now {aside}"));
    }
    let folder = desk.folder.display().to_string();
    let document = json!({"folder": folder, "epoch": epoch, "set_aside": aside});
    desk.print(&document, &text)
}
