//! The server's side of a file's way: begun, gone on with at the byte where it stopped, proved by
//! its hash, laid down once. Each device has its own beginning of a file, so that none can spoil
//! another's.

use std::fs;

use chrono::{DateTime, FixedOffset, TimeDelta};
use kakou_domain::AuthorId;
use kakou_journal::{HoldsProof, Nonce};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::fault::FileFault;
use super::hash_of;
use super::name::{BlobName, Part, is_hash};
use super::naming::Naming;
use crate::enrolment::Device;
use crate::error::{Result, StoreError};
use crate::keyfile::file_error;
use crate::store::Store;
use crate::views::Room;

/// The most bytes of a file: a photo as we keep it has a tenth of it.
pub const LARGEST_FILE: u64 = 8 << 20;
/// The most bytes of a small copy.
const LARGEST_THUMBNAIL: u64 = 256 << 10;
/// The most uploads that a device has under way.
const MOST_OPEN: u32 = 100;
/// An upload that was begun so long ago is given up.
const EXPIRES_AFTER: TimeDelta = TimeDelta::days(7);

/// A file that is announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    /// Which file.
    pub name: BlobName,
    /// SHA-256 of its bytes; of a small copy its own.
    pub hash: String,
    /// Bytes.
    pub size: u64,
}

/// Where an upload stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadState {
    /// Bytes that are here.
    pub offset: u64,
    /// Bytes in all.
    pub size: u64,
    /// When it is given up; `None` when the file is here whole.
    pub expires_at: Option<DateTime<FixedOffset>>,
}

struct Begun {
    hash: String,
    size: u64,
    expires_at: DateTime<FixedOffset>,
}

impl Store {
    /// Begins an upload, or finds the one that the device began before; a file that is here is told
    /// as whole. The device must see a fact that names the file.
    ///
    /// # Errors
    /// See [`FileFault`].
    pub fn begin_upload(&self, device: &Device, new: &NewUpload) -> Result<UploadState> {
        let naming = self.check_announced(device, new)?;
        // For who names it and has not brought it all is as if it were not here.
        if self.need_not_come(device, new, &naming)? {
            self.forget_upload(device.author, &new.name)?;
            // A small copy that is here may be another than the one that is announced.
            return Ok(whole(new.size));
        }
        let expires_at = self.clock().now() + EXPIRES_AFTER;
        let before = self.write(|tx| {
            let before = begun(tx, device.author, &new.name)?;
            if before.is_none() {
                self.check_quota(tx, device.author)?;
            }
            let text = "INSERT INTO upload (author, name, hash, size, expires_at)
                        VALUES (?1, ?2, ?3, ?4, ?5)
                        ON CONFLICT (author, name) DO UPDATE SET hash = excluded.hash,
                          size = excluded.size, expires_at = excluded.expires_at";
            tx.prepare_cached(text)?.execute(params![
                device.author.0,
                new.name.to_string(),
                new.hash,
                i64::try_from(new.size).unwrap_or(i64::MAX),
                expires_at.to_rfc3339(),
            ])?;
            Ok(before)
        })?;
        let goes_on =
            before.is_some_and(|before| (&before.hash, before.size) == (&new.hash, new.size));
        if !goes_on {
            self.drop_bytes(device.author, &new.name)?;
        }
        let begun = Begun {
            hash: new.hash.clone(),
            size: new.size,
            expires_at,
        };
        match self.stands(device.author, &new.name, &begun) {
            Err(StoreError::Blob(FileFault::WrongHash)) => self.begin_upload(device, new),
            stands => stands,
        }
    }

    fn need_not_come(&self, device: &Device, new: &NewUpload, naming: &Naming) -> Result<bool> {
        Ok(match new.name.part() {
            Part::Whole => naming.is_had() && self.size_here(&new.name)?.is_some(),
            Part::Thumbnail => {
                self.has_small_copy(device.author, &new.name)
                    || naming.opens && self.size_here(&new.name)?.is_some()
            }
        })
    }

    /// A device shows by the answer to a nonce that it has a file that is here: it then counts as brought
    /// by it, and need not be sent.
    ///
    /// # Errors
    /// [`FileFault::NotNamed`]. [`FileFault::NotShown`] when the answer is wrong, nothing was asked, or
    /// the file is not here.
    pub fn show_held(
        &self,
        device: &Device,
        name: &BlobName,
        asked: Option<&Nonce>,
        answer: &HoldsProof,
    ) -> Result<UploadState> {
        if self.naming_of_all(device, name)?.sizes.is_empty() {
            return Err(FileFault::NotNamed.into());
        }
        let nonce = asked.ok_or(FileFault::NotShown)?;
        self.size_here(name)?.ok_or(FileFault::NotShown)?;
        let bytes = self.evidence(name)?.ok_or(FileFault::NotShown)?;
        if *answer != HoldsProof::of(nonce, device.author, &bytes) {
            return Err(FileFault::NotShown.into());
        }
        self.note_brought(device.author, name)?;
        self.forget_upload(device.author, name)?;
        Ok(whole(bytes.len() as u64))
    }

    /// Where a device's upload stands.
    ///
    /// # Errors
    /// [`FileFault::NotBegun`], [`FileFault::Expired`].
    pub fn upload_state(&self, device: &Device, name: &BlobName) -> Result<UploadState> {
        if let Some(size) = self.size_for(device, name)? {
            return Ok(whole(size));
        }
        let begun = self.begun(device.author, name)?;
        self.stands(device.author, name, &begun)
    }

    /// Goes on with an upload at `offset`. The last byte makes the file whole: it is proved, laid
    /// down durably and known before this returns.
    ///
    /// # Errors
    /// See [`FileFault`]. With another hash the upload is gone and can be begun again.
    pub fn append_upload(
        &self,
        device: &Device,
        name: &BlobName,
        offset: u64,
        bytes: &[u8],
    ) -> Result<UploadState> {
        let begun = match self.begun(device.author, name) {
            Ok(begun) => begun,
            // Another device may have brought it to its end meanwhile.
            Err(gone) => match self.upload_state(device, name) {
                Ok(state) if state.offset != offset => {
                    return Err(FileFault::Offset { have: state.offset }.into());
                }
                Ok(state) if bytes.is_empty() => return Ok(state),
                _ => return Err(gone),
            },
        };
        let have = self.bytes_here(device.author, name)?;
        if have != offset {
            return Err(FileFault::Offset { have }.into());
        }
        let offset = have + bytes.len() as u64;
        if offset > begun.size {
            return Err(FileFault::TooLong.into());
        }
        if self.room()? == Room::AnswersOnly {
            return Err(FileFault::NoRoom.into());
        }
        self.write_bytes(device.author, name, bytes)?;
        self.stands(device.author, name, &begun)
    }

    /// Gives up an upload that is under way.
    ///
    /// # Errors
    /// [`FileFault::NotBegun`].
    pub fn end_upload(&self, device: &Device, name: &BlobName) -> Result<()> {
        self.begun(device.author, name)?;
        self.forget_upload(device.author, name)
    }

    fn check_announced(&self, device: &Device, new: &NewUpload) -> Result<Naming> {
        let most = match new.name.part() {
            Part::Whole => LARGEST_FILE,
            Part::Thumbnail => LARGEST_THUMBNAIL,
        };
        if new.size > most {
            return Err(FileFault::TooLarge { most }.into());
        }
        let naming = self.naming_of_all(device, &new.name)?;
        if naming.sizes.is_empty() {
            return Err(FileFault::NotNamed.into());
        }
        let fits = match new.name.part() {
            Part::Whole => naming.sizes.contains(&new.size) && new.hash == new.name.sha256(),
            Part::Thumbnail => is_hash(&new.hash),
        };
        if !fits || new.size == 0 {
            return Err(FileFault::SizeDiffers.into());
        }
        if self.room()? == Room::AnswersOnly {
            return Err(FileFault::NoRoom.into());
        }
        Ok(naming)
    }

    fn check_quota(&self, db: &Connection, author: AuthorId) -> Result<()> {
        let text = "SELECT count(*) FROM upload WHERE author = ?1";
        let open: u32 = db
            .prepare_cached(text)?
            .query_row([author.0], |row| row.get(0))?;
        match open < MOST_OPEN {
            true => Ok(()),
            false => Err(FileFault::TooMany { most: MOST_OPEN }.into()),
        }
    }

    /// Where an upload stands. With its last byte it is brought to its end, also when the server was
    /// killed between the two.
    fn stands(&self, author: AuthorId, name: &BlobName, begun: &Begun) -> Result<UploadState> {
        let offset = self.bytes_here(author, name)?;
        if offset >= begun.size {
            self.finish(author, name, begun)?;
            return Ok(whole(begun.size));
        }
        Ok(UploadState {
            offset,
            size: begun.size,
            expires_at: Some(begun.expires_at),
        })
    }

    /// Proves the file and lays it down. The order matters: bytes, then the row, then what is not
    /// needed any more goes. Cut off in between, it is done again.
    fn finish(&self, author: AuthorId, name: &BlobName, begun: &Begun) -> Result<()> {
        let path = self.path_of(author, name);
        let bytes = fs::read(&path).map_err(|error| file_error(&path, error))?;
        if hash_of(&bytes) != begun.hash {
            self.forget_upload(author, name)?;
            return Err(FileFault::WrongHash.into());
        }
        match name.part() {
            Part::Whole => self.lay_down(author, name, &bytes)?,
            Part::Thumbnail => self.keep_small_copy(author, name, &bytes)?,
        }
        self.forget_upload(author, name)
    }

    /// Lays a proved file down, and notes it and who brought it.
    pub(super) fn lay_down(&self, author: AuthorId, name: &BlobName, bytes: &[u8]) -> Result<()> {
        self.shelf().put(name, bytes)?;
        // One of the version before, which nothing proved.
        self.shelf().remove(&name.thumbnail().to_string())?;
        self.note_whole(name, bytes.len() as u64, Some(author))?;
        self.drop_small_copies(author, name)
    }

    fn forget_upload(&self, author: AuthorId, name: &BlobName) -> Result<()> {
        let text = "DELETE FROM upload WHERE author = ?1 AND name = ?2";
        self.write(|tx| {
            let known = params![author.0, name.to_string()];
            Ok(tx.prepare_cached(text)?.execute(known)?)
        })?;
        self.drop_bytes(author, name)
    }

    fn begun(&self, author: AuthorId, name: &BlobName) -> Result<Begun> {
        let begun = self.read(|db| begun(db, author, name))?;
        let begun = begun.ok_or(FileFault::NotBegun)?;
        match self.clock().now() < begun.expires_at {
            true => Ok(begun),
            false => Err(FileFault::Expired.into()),
        }
    }
}

fn whole(size: u64) -> UploadState {
    UploadState {
        offset: size,
        size,
        expires_at: None,
    }
}

fn begun(db: &Connection, author: AuthorId, name: &BlobName) -> Result<Option<Begun>> {
    let text = "SELECT hash, size, expires_at FROM upload WHERE author = ?1 AND name = ?2";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?));
    let found = db
        .prepare_cached(text)?
        .query_row(params![author.0, name.to_string()], read)
        .optional()?;
    Ok(found.and_then(|(hash, size, expires_at)| {
        Some(Begun {
            hash,
            size: u64::try_from(size).ok()?,
            expires_at: DateTime::parse_from_rfc3339(&expires_at).ok()?,
        })
    }))
}
