//! Practice folders: an ordinary tablet's store over invented facts, marked for ever. Nothing comes
//! into one from outside, and it has no account, so there is no server that it could send to.

use std::path::Path;
use std::sync::Arc;

use kakou_domain::Clock;
use kakou_domain::supervision::Role;
use rusqlite::Connection;

use crate::error::{Result, StoreError};
use crate::meta;
use crate::pack::Pack;
use crate::store::Store;

impl Store {
    /// Sets a folder up for practice with the facts of `sample`. One transaction: a folder is a
    /// whole practice folder or has not been set up, and a tablet's own never becomes one.
    pub fn create_practice(folder: &Path, sample: &Pack, clock: Arc<dyn Clock>) -> Result<Self> {
        Self::set_up(folder, Role::Inspector, clock, |store, tx| {
            meta::set(tx, meta::PRACTICE, "1")?;
            store.take_pack(tx, &sample.parcel).map(drop)
        })
    }

    /// Refuses, in a practice folder, what must not even begin there.
    ///
    /// # Errors
    /// [`StoreError::Practice`].
    pub fn refuse_in_practice(&self) -> Result<()> {
        self.read(refuse)
    }
}

/// Whether this is a practice folder.
pub(crate) fn is(db: &Connection) -> Result<bool> {
    Ok(meta::get(db, meta::PRACTICE)?.is_some())
}

pub(crate) fn refuse(db: &Connection) -> Result<()> {
    match is(db)? {
        true => Err(StoreError::Practice),
        false => Ok(()),
    }
}
