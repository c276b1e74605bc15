//! `restore`: makes the data folder from a backup.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kakou_domain::SystemClock;
use kakou_store::Store;
use serde_json::json;

use super::desk::Desk;
use super::progress::Bar;
use crate::error::ServerError;
use crate::lock::FolderLock;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file that `backup` made
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The folder of photos beside it; without one, those of the folder that is set aside
    #[arg(long, value_name = "DIR")]
    evidence: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let there = desk.folder.is_dir();
    let _lock = there.then(|| FolderLock::take(&desk.folder)).transpose()?;
    let aside = Store::restore(&args.from, &desk.folder, Arc::new(SystemClock))?;
    let store = desk.open_up_to_date()?;
    let photos = take_photos(&store, args.evidence.as_deref(), aside.as_deref())?;
    let missing = store.file_figures()?.missing;
    let aside = aside.map(|aside| aside.display().to_string());
    let epoch = store.epoch()?;
    let mut text = format!("restored {} in a new epoch, {epoch}", desk.folder.display());
    if let Some(aside) = &aside {
        text.push_str(&format!("\nwhat was there is now {aside}"));
    }
    text.push_str(&format!("\n{photos} photos were taken over"));
    if missing > 0 {
        text.push_str(&format!(
            "; {missing} are missing, and come from the tablets that have them"
        ));
    }
    let folder = desk.folder.display().to_string();
    let document = json!({
        "folder": folder,
        "epoch": epoch,
        "set_aside": aside,
        "photos": photos,
        "photos_missing": missing,
    });
    desk.print(&document, &text)
}

/// How many there are now.
fn take_photos(
    store: &Store,
    named: Option<&Path>,
    aside: Option<&Path>,
) -> Result<u64, ServerError> {
    let of_before = aside.map(|aside| aside.join("evidence"));
    let bar = Bar::new("photos");
    let from = named.map(Path::to_owned).or(of_before);
    match from {
        Some(from) => {
            store.take_evidence(&from, &mut |done, all| bar.at(done, all))?;
        }
        None => {
            store.reconcile_files()?;
        }
    }
    Ok(store.file_figures()?.here)
}
