//! `backup`: one file with everything, keys too; the photos in a folder that each backup adds to.

use std::path::PathBuf;

use indicatif::HumanBytes;
use kakou_store::{EvidenceCopied, Store};
use serde_json::json;

use super::desk::{Desk, warn};
use super::progress::Bar;
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file; one that is there is never overwritten
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Copy the photos, too: into a folder that earlier backups may have begun
    #[arg(long, value_name = "DIR")]
    evidence: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let store = desk.open()?;
    let bar = Bar::new("backing up");
    store.back_up(&args.to, &mut |done, all| bar.at(done, all))?;
    drop(bar);
    // After the file, so that the folder has every photo that the file knows.
    let copied = copy_photos(&store, args)?;
    let made = std::fs::metadata(&args.to).map_err(|error| ServerError::file(&args.to, error))?;
    let file = args.to.display().to_string();
    let mut text = format!(
        "backed up to {file}, {} bytes; it holds the keys, so keep it safe",
        made.len()
    );
    if let Some(copied) = &copied {
        text.push_str(&format!(
            "\n{} photos are in the folder, {} of them new ({})",
            copied.files,
            copied.new,
            HumanBytes(copied.bytes)
        ));
    }
    let photos = copied.map(|copied| {
        json!({
            "files": copied.files,
            "new": copied.new,
            "bytes": copied.bytes,
            "damaged": copied.damaged,
        })
    });
    let document = json!({"file": file, "bytes": made.len(), "evidence": photos});
    desk.print(&document, &text)
}

fn copy_photos(store: &Store, args: &Args) -> Result<Option<EvidenceCopied>, ServerError> {
    let Some(folder) = &args.evidence else {
        let here = store.file_figures()?.here;
        if here > 0 {
            warn(&format!(
                "{here} photos are not in this backup; name a folder for them with --evidence"
            ));
        }
        return Ok(None);
    };
    let bar = Bar::new("photos");
    let copied = store.back_up_evidence(folder, &mut |done, all| bar.at(done, all))?;
    drop(bar);
    if copied.damaged > 0 {
        warn(&format!(
            "{} photos are damaged and were not copied",
            copied.damaged
        ));
    }
    Ok(Some(copied))
}
