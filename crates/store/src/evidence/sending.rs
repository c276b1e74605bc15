//! The tablet's side of a file's way: which own files the server has not said it has, and noting
//! its word that it has one.

use kakou_domain::supervision::Role;
use kakou_domain::visit::Evidence;
use rusqlite::{Connection, Row, Transaction, params};

use super::fault::FileFault;
use super::hash_of;
use super::name::{BlobName, Part};
use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::{FilesToSend, Room};
use crate::{journal, meta, practice};

/// A file that the server has not said it has whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileToSend {
    /// Which.
    pub name: BlobName,
    /// Bytes, as the facts say.
    pub size: u64,
    /// Whether the server has its small copy.
    pub thumbnail_sent: bool,
}

impl Store {
    /// The own files that the server has not said it has, the newest first. Of a server in another
    /// epoch than before all are asked for again: it may have lost what it had.
    pub fn files_to_send(&self) -> Result<Vec<FileToSend>> {
        self.list_again_in_a_new_epoch()?;
        self.read(|db| {
            let text = "SELECT sha256, size, thumb_sent FROM file_to_send ORDER BY n DESC, sha256";
            let read = |row: &Row<'_>| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, i64>(1)?,
                    row.get::<_, bool>(2)?,
                ))
            };
            let mut files = Vec::new();
            for row in db.prepare_cached(text)?.query_map([], read)? {
                let (sha256, size, thumbnail_sent) = row?;
                // What a fact calls a file and is no hash has none.
                let Ok(name) = BlobName::new(&sha256, Part::Whole) else {
                    continue;
                };
                files.push(FileToSend {
                    name,
                    size: u64::try_from(size).unwrap_or(0),
                    thumbnail_sent,
                });
            }
            Ok(files)
        })
    }

    /// The server said that it has a file; it is not sent again.
    pub fn file_sent(&self, name: &BlobName) -> Result<()> {
        let text = match name.part() {
            Part::Whole => "DELETE FROM file_to_send WHERE sha256 = ?1",
            Part::Thumbnail => "UPDATE file_to_send SET thumb_sent = 1 WHERE sha256 = ?1",
        };
        self.write(|tx| {
            tx.prepare_cached(text)?.execute([name.sha256()])?;
            Ok(())
        })
    }

    /// Keeps evidence that came from the server, after proving it.
    ///
    /// # Errors
    /// [`FileFault::WrongHash`], or no room.
    pub fn keep_fetched(&self, name: &BlobName, bytes: &[u8]) -> Result<()> {
        if name.part() == Part::Whole && hash_of(bytes) != name.sha256() {
            return Err(FileFault::WrongHash.into());
        }
        if self.room()? == Room::AnswersOnly {
            return Err(StoreError::NoRoomForPhotos);
        }
        self.shelf().put(name, bytes)?;
        if name.part() == Part::Whole {
            // From now on it is made of what was proved, not of what the author sent.
            self.shelf().remove(&name.thumbnail().to_string())?;
        }
        Ok(())
    }

    fn list_again_in_a_new_epoch(&self) -> Result<()> {
        let listed = self.read(|db| {
            let epoch = meta::get(db, meta::EPOCH)?.unwrap_or_default();
            Ok((meta::get(db, meta::FILES_LISTED)? != Some(epoch.clone())).then_some(epoch))
        })?;
        let Some(epoch) = listed else { return Ok(()) };
        self.write(|tx| {
            let own = journal::all(tx)?.into_iter();
            let own = own.filter(|row| row.role == Role::Inspector && self.key(row.author).is_ok());
            let text = "INSERT INTO file_to_send (sha256, size, n)
                        SELECT fact_file.sha256, max(fact_file.size), max(entry.n)
                        FROM entry JOIN fact_file ON fact_file.fact = entry.fact
                        WHERE entry.author = ?1 GROUP BY fact_file.sha256
                        ON CONFLICT (sha256) DO UPDATE SET thumb_sent = 0";
            for row in own {
                tx.prepare_cached(text)?.execute([row.author.0])?;
            }
            meta::set(tx, meta::FILES_LISTED, &epoch)
        })
    }
}

/// Notes the files that facts of this device have just named, in the same transaction.
pub(crate) fn remember_to_send(tx: &Transaction<'_>, role: Role, files: &[Evidence]) -> Result<()> {
    if files.is_empty() || role != Role::Inspector || practice::is(tx)? {
        return Ok(());
    }
    let text = "INSERT OR IGNORE INTO file_to_send (sha256, size, n)
                VALUES (?1, ?2, (SELECT max(n) FROM entry))";
    for file in files {
        let size = i64::try_from(file.size).unwrap_or(i64::MAX);
        tx.prepare_cached(text)?
            .execute(params![file.sha256, size])?;
    }
    Ok(())
}

/// How much waits to be sent.
pub(crate) fn count_to_send(db: &Connection) -> Result<FilesToSend> {
    let text = "SELECT count(*), coalesce(sum(size), 0) FROM file_to_send";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?));
    let (files, bytes) = db.prepare_cached(text)?.query_row([], read)?;
    Ok(FilesToSend {
        files,
        bytes: u64::try_from(bytes).unwrap_or(0),
    })
}
