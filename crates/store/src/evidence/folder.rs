//! The shelf as a folder: `<sha256>`, and `<sha256>.thumb` beside it.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::NamedTempFile;

use crate::error::Result;
use crate::keyfile::{file_error, sync_folder};

use super::name::BlobName;
use super::shelf::{Listed, Shelf};

/// The folder's name beside a database.
pub(crate) const EVIDENCE: &str = "evidence";

/// A folder of evidence files.
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder beside a database.
    pub(crate) fn beside(data: &Path) -> Self {
        Self::at(data.join(EVIDENCE))
    }

    /// This folder.
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path }
    }

    fn file(&self, name: &BlobName) -> PathBuf {
        self.path.join(name.to_string())
    }
}

impl Shelf for Folder {
    fn size(&self, name: &BlobName) -> Result<Option<u64>> {
        let path = self.file(name);
        match fs::metadata(&path) {
            Ok(found) => Ok(found.is_file().then_some(found.len())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(file_error(&path, error)),
        }
    }

    fn read(&self, name: &BlobName) -> Result<Option<Vec<u8>>> {
        let path = self.file(name);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(file_error(&path, error)),
        }
    }

    fn put(&self, name: &BlobName, bytes: &[u8]) -> Result<()> {
        write_whole(&self.file(name), bytes)
    }

    /// By a second name for the same bytes where that is possible: neither of the two ever changes.
    fn adopt(&self, name: &BlobName, file: &Path) -> Result<()> {
        fs::create_dir_all(&self.path).map_err(|error| file_error(&self.path, error))?;
        let path = self.file(name);
        match fs::hard_link(file, &path) {
            Ok(()) => sync_folder(&path).map_err(|error| file_error(&path, error)),
            Err(_) => {
                let bytes = fs::read(file).map_err(|error| file_error(file, error))?;
                self.put(name, &bytes)
            }
        }
    }

    fn touch(&self, name: &BlobName) -> Result<()> {
        let path = self.file(name);
        let now = fs::FileTimes::new().set_modified(SystemTime::now());
        let touched = fs::File::options().write(true).open(&path);
        touched
            .and_then(|file| file.set_times(now))
            .map_err(|error| file_error(&path, error))
    }

    fn list(&self) -> Result<Vec<Listed>> {
        let failed = |error| file_error(&self.path, error);
        let entries = match fs::read_dir(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed)?,
        };
        let mut listed = Vec::new();
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let found = match entry.metadata() {
                // Cleaned up, or finished under its name, since the folder was read.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                found => found.map_err(failed)?,
            };
            listed.push(Listed {
                key: entry.file_name().to_string_lossy().into_owned(),
                size: found.len(),
                touched: found.modified().map_err(failed)?,
            });
        }
        Ok(listed)
    }

    fn remove(&self, key: &str) -> Result<()> {
        let path = self.path.join(key);
        match fs::remove_file(&path) {
            // Somebody else was quicker.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(|error| file_error(&path, error)),
        }
    }
}

/// Writes a file whole or not at all; it is durable when this returns, as is its folder.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(path);
        if !folder.is_dir() {
            fs::create_dir_all(folder)?;
            sync_folder(folder)?;
        }
        let mut making = NamedTempFile::new_in(folder)?;
        making.write_all(bytes)?;
        making.as_file().sync_all()?;
        making.persist(path)?;
        sync_folder(path)
    };
    write().map_err(|error| file_error(path, error))
}
