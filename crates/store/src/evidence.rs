//! Evidence files: each under the hash of its bytes, beside the database.
//!
//! A file is durable before the row that names it is, and it is cleaned up only after nothing names
//! it: there may be a file without a row, never a row without its file.

mod carried;
mod copies;
mod fault;
mod folder;
mod holdings;
mod name;
mod naming;
mod partial;
mod photos;
mod room;
mod sending;
mod shelf;
mod small;
mod tidy;
mod uploads;

use data_encoding::HEXLOWER;
use kakou_domain::fold::VisitFoldRow;
use kakou_domain::versions::Version;
use kakou_domain::visit::VisitSupplemented;
use kakou_picture::{Photo, thumbnail};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::names;
use crate::store::Store;
use crate::views::{EvidenceView, SupplementView};

pub use copies::EvidenceCopied;
pub use fault::FileFault;
pub(crate) use folder::Folder;
pub(crate) use name::is_hash;
pub use name::{BlobName, NotAName, Part};
pub use photos::PhotoGiven;
pub(crate) use room::FreeSpace;
pub use sending::FileToSend;
pub(crate) use sending::{count_to_send, remember_to_send};
pub(crate) use shelf::Shelf;
pub use tidy::Tidied;
pub use uploads::{LARGEST_FILE, NewUpload, UploadState};

impl Store {
    /// The bytes of a file that lies here; `None` when it does not, or when the name is no hash.
    pub fn evidence_file(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        let name = BlobName::new(sha256, Part::Whole);
        name.map_or(Ok(None), |name| self.shelf().read(&name))
    }

    /// The small copy of a photo that lies here. One that is missing is made again.
    pub fn evidence_thumbnail(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        let Ok(name) = BlobName::new(sha256, Part::Thumbnail) else {
            return Ok(None);
        };
        if let Some(small) = self.shelf().read(&name)? {
            return Ok(Some(small));
        }
        let Some(bytes) = self.shelf().read(&name.whole())? else {
            return Ok(None);
        };
        let small = thumbnail(&bytes)?;
        self.shelf().put(&name, &small)?;
        Ok(Some(small))
    }

    /// A file that lies here, or the small copy of one.
    pub fn evidence(&self, name: &BlobName) -> Result<Option<Vec<u8>>> {
        match name.part() {
            Part::Whole => self.evidence_file(name.sha256()),
            Part::Thumbnail => self.evidence_thumbnail(name.sha256()),
        }
    }

    /// How long a file is that lies here.
    pub fn evidence_size(&self, name: &BlobName) -> Result<Option<u64>> {
        self.shelf().size(name)
    }

    /// Writes a photo and its small copy; both are durable when this returns. The same bytes twice
    /// are one file.
    fn keep(&self, photo: &Photo) -> Result<String> {
        let sha256 = hash_of(&photo.bytes);
        if let Ok(name) = BlobName::new(&sha256, Part::Whole) {
            self.shelf().put(&name, &photo.bytes)?;
            self.shelf().put(&name.thumbnail(), &photo.thumbnail)?;
        }
        Ok(sha256)
    }

    /// How long the file of this hash is; `None` when it does not lie here.
    fn file_size(&self, sha256: &str) -> Result<Option<u64>> {
        let name = BlobName::new(sha256, Part::Whole);
        name.map_or(Ok(None), |name| self.shelf().size(&name))
    }

    /// A visit's files as it stands now, then those that were added after it was sealed.
    pub(crate) fn evidence_of(
        &self,
        db: &Connection,
        visit: &VisitFoldRow,
    ) -> Result<Vec<EvidenceView>> {
        let supplement = |version: &Version<VisitSupplemented>| -> Result<_> {
            Ok(SupplementView {
                at: version.at.to_rfc3339(),
                by: version.by.clone(),
                admitted: names::beside(db, &version.origin, [&*version.by])?,
                notes: version.content.notes.clone(),
            })
        };
        let views = visit.evidence().map(|(evidence, added)| {
            Ok(EvidenceView {
                here: self.file_size(&evidence.sha256)?.is_some(),
                evidence: evidence.clone(),
                supplement: added.map(supplement).transpose()?,
            })
        });
        views.collect()
    }
}

/// SHA-256 of a file, as its name says it.
pub fn hash_of(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}
