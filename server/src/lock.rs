//! One server a data folder: whoever serves or restores it holds its lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::ServerError;

const LOCK_FILE: &str = "server.lock";

/// Held as long as it lives; the operating system releases it when the process ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock of a data folder.
    ///
    /// # Errors
    /// When another process holds it, or the lock's file cannot be opened.
    pub fn take(folder: &Path) -> Result<Self, ServerError> {
        let path = folder.join(LOCK_FILE);
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(|error| ServerError::file(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(ServerError::Running(folder.to_owned())),
            Err(TryLockError::Error(error)) => Err(ServerError::file(path, error)),
        }
    }
}
