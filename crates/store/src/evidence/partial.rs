//! The first bytes of uploads, in the folder `uploads` beside the database.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use kakou_domain::AuthorId;

use super::name::BlobName;
use crate::error::Result;
use crate::keyfile::file_error;
use crate::store::Store;

const UPLOADS: &str = "uploads";

impl Store {
    /// Removes uploads that expired, and bytes that belong to none.
    pub fn tidy_uploads(&self) -> Result<usize> {
        let now = self.clock().now().timestamp();
        let text = "DELETE FROM upload WHERE unixepoch(expires_at) <= ?1";
        let expired = self.write(|tx| Ok(tx.execute(text, [now])?))?;
        let folder = self.folder().join(UPLOADS);
        let failed = |error| file_error(&folder, error);
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(expired),
            entries => entries.map_err(failed)?,
        };
        let text = "SELECT 1 FROM upload WHERE lower(hex(author)) || '-' || name = ?1";
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // A row is there before its first byte is.
            if !self.read(|db| Ok(db.prepare_cached(text)?.exists([&name])?))? {
                fs::remove_file(entry.path()).map_err(failed)?;
            }
        }
        Ok(expired)
    }

    pub(super) fn path_of(&self, author: AuthorId, name: &BlobName) -> PathBuf {
        self.folder().join(UPLOADS).join(format!("{author}-{name}"))
    }

    /// How many bytes of an upload are here.
    pub(super) fn bytes_here(&self, author: AuthorId, name: &BlobName) -> Result<u64> {
        let path = self.path_of(author, name);
        match fs::metadata(&path) {
            Ok(file) => Ok(file.len()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            Err(error) => Err(file_error(&path, error)),
        }
    }

    /// Not synced to the disk: the hash proves the whole at the end, and a power cut costs no more
    /// than beginning again. Where there is no room for all of it, nothing of it is kept: a piece
    /// with a checksum is here whole or not at all.
    pub(super) fn write_bytes(
        &self,
        author: AuthorId,
        name: &BlobName,
        bytes: &[u8],
    ) -> Result<()> {
        let path = self.path_of(author, name);
        let write = || -> std::io::Result<()> {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut file = File::options().append(true).create(true).open(&path)?;
            let before = file.metadata()?.len();
            file.write_all(bytes).or_else(|error| {
                file.set_len(before)?;
                Err(error)
            })
        };
        write().map_err(|error| file_error(&path, error))
    }

    pub(super) fn drop_bytes(&self, author: AuthorId, name: &BlobName) -> Result<()> {
        let path = self.path_of(author, name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(file_error(&path, error)),
            _ => Ok(()),
        }
    }
}
