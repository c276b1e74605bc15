//! One sync of a journal at a time, also across processes: a lock that dies with its holder.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use kakou_store::StoreError;

use crate::error::SyncError;

/// Holds the lock until it is dropped.
pub(super) fn take(folder: &Path) -> Result<File, SyncError> {
    let path = folder.join("sync.lock");
    let failed = |error| StoreError::File {
        path: path.clone(),
        error,
    };
    let mut options = OpenOptions::new();
    let file = options
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(SyncError::Busy),
        Err(TryLockError::Error(error)) => Err(failed(error).into()),
    }
}
