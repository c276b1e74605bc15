//! The folder of evidence files: `<sha256>`, and `<sha256>.thumb` beside it.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use data_encoding::HEXLOWER;
use kakou_picture::{Photo, thumbnail};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::error::Result;
use crate::keyfile::{file_error, sync_folder};

const FOLDER: &str = "evidence";
const THUMBNAIL: &str = ".thumb";

/// The folder of evidence files of one data folder.
pub(super) struct Files {
    folder: PathBuf,
}

/// A file of the folder.
pub(super) struct Listed {
    /// Where it lies.
    pub(super) path: PathBuf,
    /// What it is.
    pub(super) what: What,
    /// Bytes.
    pub(super) size: u64,
    /// When it was written last, or taken off a visit.
    pub(super) touched: SystemTime,
}

/// What a file of the folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// Evidence, by its hash.
    Evidence(String),
    /// The small copy of the evidence of this hash.
    Thumbnail(String),
    /// Left over from a write that was cut off.
    Unfinished,
}

impl Files {
    /// The folder beside a database.
    pub(super) fn beside(data: &Path) -> Self {
        Self {
            folder: data.join(FOLDER),
        }
    }

    /// Writes a photo and its small copy; both are durable when this returns. The same bytes twice
    /// are one file.
    pub(super) fn keep(&self, photo: &Photo) -> Result<String> {
        let sha256 = HEXLOWER.encode(&Sha256::digest(&photo.bytes));
        self.write(&sha256, &photo.bytes)?;
        self.write(&thumbnail_name(&sha256), &photo.thumbnail)?;
        sync_folder(&self.folder.join(&sha256)).map_err(|error| file_error(&self.folder, error))?;
        Ok(sha256)
    }

    /// Whether a file of this hash lies here.
    pub(super) fn has(&self, sha256: &str) -> bool {
        self.size(sha256).is_some()
    }

    /// How long the file of this hash is, in bytes.
    pub(super) fn size(&self, sha256: &str) -> Option<u64> {
        let found = fs::metadata(self.path(sha256)?).ok()?;
        found.is_file().then_some(found.len())
    }

    pub(super) fn read(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        self.path(sha256).map_or(Ok(None), |path| read(&path))
    }

    pub(super) fn read_thumbnail(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        let Some(path) = self.path(sha256) else {
            return Ok(None);
        };
        let name = thumbnail_name(sha256);
        if let Some(small) = read(&self.folder.join(&name))? {
            return Ok(Some(small));
        }
        let Some(bytes) = read(&path)? else {
            return Ok(None);
        };
        let small = thumbnail(&bytes)?;
        self.write(&name, &small)?;
        Ok(Some(small))
    }

    /// Lets the time begin anew after which a file that nothing names is cleaned up.
    pub(super) fn touch(&self, sha256: &str) {
        let now = fs::FileTimes::new().set_modified(SystemTime::now());
        let touched = self
            .path(sha256)
            .map(|path| fs::File::options().write(true).open(path)?.set_times(now));
        if let Some(Err(error)) = touched {
            tracing::warn!(%error, "an evidence file's time cannot be set");
        }
    }

    /// All that lies in the folder.
    pub(super) fn list(&self) -> Result<Vec<Listed>> {
        let failed = |error| file_error(&self.folder, error);
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed)?,
        };
        let mut listed = Vec::new();
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let found = entry.metadata().map_err(failed)?;
            listed.push(Listed {
                what: what(&entry.file_name().to_string_lossy()),
                path: entry.path(),
                size: found.len(),
                touched: found.modified().map_err(failed)?,
            });
        }
        Ok(listed)
    }

    /// Where a file of this hash lies. Hashes also come from other devices' facts and from the page:
    /// what is none leads nowhere.
    fn path(&self, sha256: &str) -> Option<PathBuf> {
        is_hash(sha256).then(|| self.folder.join(sha256))
    }

    /// The whole file appears under its name, or nothing does.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.folder.join(name);
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&self.folder)?;
            sync_folder(&self.folder)?;
            let mut making = NamedTempFile::new_in(&self.folder)?;
            making.write_all(bytes)?;
            making.as_file().sync_all()?;
            making.persist(&path)?;
            Ok(())
        };
        write().map_err(|error| file_error(&path, error))
    }
}

fn what(name: &str) -> What {
    match name.strip_suffix(THUMBNAIL) {
        Some(sha256) if is_hash(sha256) => What::Thumbnail(sha256.to_owned()),
        None if is_hash(name) => What::Evidence(name.to_owned()),
        _ => What::Unfinished,
    }
}

fn thumbnail_name(sha256: &str) -> String {
    format!("{sha256}{THUMBNAIL}")
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file_error(path, error)),
    }
}
