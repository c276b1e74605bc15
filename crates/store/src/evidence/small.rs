//! Small copies that came before their photos, in the folder `small` beside the database, each under its
//! photo and who sent it. Nothing proves them, so each stands for its sender's facts alone; of a photo that
//! is here the small copy is made.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use kakou_domain::AuthorId;

use super::folder::write_whole;
use super::name::BlobName;
use super::naming::{Naming, line_of};
use crate::error::Result;
use crate::keyfile::file_error;
use crate::store::Store;

const SMALL: &str = "small";

impl Store {
    /// Keeps the small copy that an author sent of a photo.
    pub(super) fn keep_small_copy(
        &self,
        author: AuthorId,
        name: &BlobName,
        bytes: &[u8],
    ) -> Result<()> {
        write_whole(&self.small_copy_of(author, name), bytes)
    }

    /// Whether an author has sent one.
    pub(super) fn has_small_copy(&self, author: AuthorId, name: &BlobName) -> bool {
        self.small_copy_of(author, name).is_file()
    }

    /// The small copy to be shown where a photo is not here or not open: of whoever named it first, for
    /// nobody knows its hash before him.
    pub(super) fn small_copy(&self, naming: &Naming, name: &BlobName) -> Result<Option<Vec<u8>>> {
        let Some(first) = naming.first else {
            return Ok(None);
        };
        for author in self.read(|db| line_of(db, first))? {
            let path = self.small_copy_of(author, name);
            match fs::read(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                read => return read.map(Some).map_err(|error| file_error(&path, error)),
            }
        }
        Ok(None)
    }

    /// Drops the small copies that a device sent of a photo.
    pub(super) fn drop_small_copies(&self, author: AuthorId, name: &BlobName) -> Result<()> {
        for author in self.read(|db| line_of(db, author))? {
            remove(&self.small_copy_of(author, name))?;
        }
        Ok(())
    }

    /// Drops all small copies of a photo that was erased.
    pub(crate) fn erase_small_copies(&self, name: &BlobName) -> Result<()> {
        let folder = self.folder().join(SMALL);
        let failed = |error| file_error(&folder, error);
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(failed)?,
        };
        for entry in entries {
            let entry = entry.map_err(failed)?;
            if entry
                .file_name()
                .to_string_lossy()
                .starts_with(name.sha256())
            {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }

    fn small_copy_of(&self, author: AuthorId, name: &BlobName) -> PathBuf {
        let file = format!("{}-{author}", name.sha256());
        self.folder().join(SMALL).join(file)
    }
}

fn remove(path: &std::path::Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(file_error(path, error)),
        _ => Ok(()),
    }
}
