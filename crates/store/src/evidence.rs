//! Evidence files: each under the hash of its bytes, beside the database.
//!
//! A file is durable before the row that names it is, and it is cleaned up only after nothing names
//! it: there may be a file without a row, never a row without its file.

mod files;
mod photos;
mod room;
mod tidy;

use kakou_domain::fold::VisitFoldRow;

use crate::error::Result;
use crate::store::Store;
use crate::views::{EvidenceView, SupplementView};

use files::Files;
pub use photos::PhotoGiven;
pub(crate) use room::FreeSpace;
pub use tidy::Tidied;

impl Store {
    /// The bytes of a file that lies here; `None` when it does not, or when the name is no hash.
    pub fn evidence_file(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        self.files().read(sha256)
    }

    /// The small copy of a photo that lies here. One that is missing is made again.
    pub fn evidence_thumbnail(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        self.files().read_thumbnail(sha256)
    }

    fn files(&self) -> Files {
        Files::beside(self.folder())
    }

    /// A visit's files as it stands now, then those that were added after it was sealed.
    pub(crate) fn evidence_of(&self, visit: &VisitFoldRow) -> Vec<EvidenceView> {
        let files = self.files();
        let views = visit.evidence().map(|(evidence, added)| EvidenceView {
            here: files.has(&evidence.sha256),
            evidence: evidence.clone(),
            supplement: added.map(|version| SupplementView {
                at: version.at.to_rfc3339(),
                by: version.by.clone(),
                notes: version.content.notes.clone(),
            }),
        });
        views.collect()
    }
}
