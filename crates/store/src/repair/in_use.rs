//! Who has a data folder open: everybody who does shares a lock, which a repair takes alone.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};
use crate::keyfile::file_error;

const LOCK: &str = "open.lock";

/// Held by everybody who works in the folder, as long as it lives. Waits for a repair to end.
pub(super) fn shared(folder: &Path) -> Result<File> {
    let (path, file) = file(folder)?;
    file.lock_shared()
        .map_err(|error| file_error(&path, error))?;
    Ok(file)
}

/// Held by whoever must be alone in it.
pub(super) fn alone(folder: &Path) -> Result<File> {
    let (path, file) = file(folder)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(file_error(&path, error)),
    }
}

fn file(folder: &Path) -> Result<(PathBuf, File)> {
    let path = folder.join(LOCK);
    let mut options = OpenOptions::new();
    let file = options.create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| file_error(&path, error))?;
    Ok((path, file))
}
