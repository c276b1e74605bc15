//! Evidence that is carried in a bundle instead of sent.

use kakou_domain::AuthorId;
use rusqlite::Row;

use super::fault::FileFault;
use super::hash_of;
use super::name::{BlobName, Part};
use crate::bundle::BundleFrom;
use crate::error::Result;
use crate::meta;
use crate::store::Store;
use crate::views::Room;

impl Store {
    /// The own files that a bundle takes along: those that no server has said it has, or all.
    pub(crate) fn files_to_carry(&self, from: BundleFrom) -> Result<Vec<BlobName>> {
        if from == BundleFrom::Unconfirmed {
            let waiting = self.files_to_send()?.into_iter();
            return Ok(waiting.map(|file| file.name).collect());
        }
        self.read(|db| {
            let author = meta::author(db, self.folder())?;
            let text = "SELECT DISTINCT fact_file.sha256
                        FROM entry JOIN fact_file ON fact_file.fact = entry.fact
                        WHERE entry.author = ?1 ORDER BY fact_file.sha256";
            let read = |row: &Row<'_>| row.get::<_, String>(0);
            let mut files = Vec::new();
            for sha256 in db.prepare_cached(text)?.query_map([author.0], read)? {
                files.extend(BlobName::new(&sha256?, Part::Whole).ok());
            }
            Ok(files)
        })
    }

    /// Keeps a file that came in the bundle of an author and is not here yet: that author brought it. Says
    /// whether it was kept.
    ///
    /// # Errors
    /// [`FileFault::WrongHash`], [`FileFault::NoRoom`].
    pub(crate) fn keep_carried(
        &self,
        author: AuthorId,
        name: &BlobName,
        bytes: &[u8],
    ) -> Result<bool> {
        if hash_of(bytes) != name.sha256() {
            return Err(FileFault::WrongHash.into());
        }
        if self.size_here(name)?.is_some() {
            self.note_brought(author, name)?;
            return Ok(false);
        }
        if self.room()? == Room::AnswersOnly {
            return Err(FileFault::NoRoom.into());
        }
        self.lay_down(author, name, bytes)?;
        Ok(true)
    }
}
