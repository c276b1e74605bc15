//! A folder whose database was found damaged is marked: from its next start on it is repaired before
//! anything is written to it again.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};
use crate::keyfile::file_error;

const MARK: &str = "damaged";

fn path(folder: &Path) -> PathBuf {
    folder.join(MARK)
}

/// Marks a folder. When even that cannot be written, the damage is found again.
pub(crate) fn set(folder: &Path) {
    if !is_set(folder)
        && let Err(error) = fs::write(path(folder), "")
    {
        tracing::error!(%error, "the folder cannot be marked as damaged");
    }
}

pub(super) fn is_set(folder: &Path) -> bool {
    path(folder).exists()
}

pub(super) fn clear(folder: &Path) -> Result<()> {
    let path = path(folder);
    match fs::remove_file(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(|error| file_error(&path, error)),
    }
}

/// Refuses a folder that is marked.
pub(super) fn refuse(folder: &Path) -> Result<()> {
    match is_set(folder) {
        true => Err(StoreError::Damaged(folder.to_owned())),
        false => Ok(()),
    }
}
