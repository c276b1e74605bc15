//! Evidence files: each under the hash of its bytes, beside the database.

use std::path::PathBuf;

use kakou_domain::VisitId;
use kakou_domain::visit::Evidence;
use rusqlite::Connection;

use crate::error::Result;
use crate::keyfile::file_error;
use crate::lookup;
use crate::store::Store;
use crate::views::{EvidenceView, Room, SupplementView};

const FOLDER: &str = "evidence";
/// Below this the app warns: about 1,500 photos of 700 kB are left.
const LOW: u64 = 1 << 30;
/// Below this photos are refused: a year of answers still fits.
const ANSWERS_ONLY: u64 = 256 << 20;

impl Store {
    /// Whether there is room for photos.
    pub(crate) fn room(&self) -> Result<Room> {
        let free = fs4::available_space(self.folder())
            .map_err(|error| file_error(self.folder(), error))?;
        Ok(room(free))
    }

    /// Where a file of this hash lies, or would lie.
    pub(crate) fn evidence_path(&self, sha256: &str) -> PathBuf {
        self.folder().join(FOLDER).join(sha256)
    }

    /// The bytes of a file that lies here; `None` when it does not.
    pub fn evidence_file(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        let path = self.evidence_path(sha256);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(file_error(&path, error)),
        }
    }

    /// A visit's files as it stands now, then those that were added after it was sealed.
    pub(crate) fn evidence_of(&self, db: &Connection, visit: VisitId) -> Result<Vec<EvidenceView>> {
        let row = lookup::visit(db, visit)?;
        let view = |evidence: &Evidence, supplement: Option<SupplementView>| EvidenceView {
            here: self.evidence_path(&evidence.sha256).is_file(),
            evidence: evidence.clone(),
            supplement,
        };
        let current = row
            .current()
            .into_iter()
            .flat_map(|content| &content.evidence);
        let mut views: Vec<_> = current.map(|evidence| view(evidence, None)).collect();
        for (_, version) in row.supplemented.iter() {
            let supplement = SupplementView {
                at: version.at.to_rfc3339(),
                by: version.by.clone(),
                notes: version.content.notes.clone(),
            };
            let added = version.content.evidence.iter();
            views.extend(added.map(|evidence| view(evidence, Some(supplement.clone()))));
        }
        Ok(views)
    }
}

fn room(free: u64) -> Room {
    match free {
        0..ANSWERS_ONLY => Room::AnswersOnly,
        ANSWERS_ONLY..LOW => Room::Low,
        LOW.. => Room::Plenty,
    }
}
