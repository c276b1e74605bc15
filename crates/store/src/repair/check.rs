//! Finding damage: at each start, once a day, and whenever SQLite meets some.

use std::fs::File;
use std::path::Path;

use chrono::{DateTime, TimeDelta};
use kakou_domain::Seq;
use rusqlite::Connection;

use super::install::with_end;
use super::wal::Log;
use super::{in_use, mark};
use crate::error::{Result, StoreError};
use crate::keyfile::file_error;
use crate::store::{DATABASE, Store};
use crate::{entry, journal, meta, schema};

/// Looking through the whole database once in so long is enough.
const AGAIN_AFTER: TimeDelta = TimeDelta::days(1);

impl Store {
    /// Looks through the database for damaged pages, once a day, however often it is called. A
    /// folder that has some is marked, so that its next start repairs it first; a marked one is not
    /// read again.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn check_daily(&self) -> Result<()> {
        let now = self.clock().now();
        let last = self.read(|db| meta::get(db, meta::CHECKED))?;
        let last = last.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
        if last.is_some_and(|last| (now - last).abs() < AGAIN_AFTER) {
            return Ok(());
        }
        self.check_mark()?;
        self.quick_check()?;
        self.write(|tx| meta::set(tx, meta::CHECKED, &now.to_rfc3339()))
    }

    /// Refuses a folder in which damage was met since it was opened.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn check_mark(&self) -> Result<()> {
        mark::refuse(self.folder())
    }

    /// Looks through the database for damaged pages now.
    pub(crate) fn quick_check(&self) -> Result<()> {
        let sound = self.read(is_consistent)?;
        self.damaged_unless(sound)
    }

    /// At each start: the own journal ends where its author signed.
    pub(crate) fn check_head(&self) -> Result<()> {
        let sound = self.read(|db| own_end_holds(db, self.folder()))?;
        self.damaged_unless(sound)
    }

    fn damaged_unless(&self, sound: bool) -> Result<()> {
        if sound {
            return Ok(());
        }
        mark::set(self.folder());
        Err(StoreError::Damaged(self.folder().to_owned()))
    }
}

/// Comes into a folder to work in it, and refuses one that is to be repaired first. Whoever comes
/// first looks at the log; later it is being written to.
pub(crate) fn enter(folder: &Path) -> Result<File> {
    if let Ok(_alone) = in_use::alone(folder) {
        check_log(folder)?;
    }
    let in_use = in_use::shared(folder)?;
    mark::refuse(folder)?;
    Ok(in_use)
}

/// Refuses a log in which an acknowledged transaction is lost. SQLite would go on without it, and
/// take its frames off the disk.
fn check_log(folder: &Path) -> Result<()> {
    let path = with_end(&folder.join(DATABASE), "-wal");
    let log = Log::read(&path).map_err(|error| file_error(&path, error))?;
    match log.lost_acknowledged() {
        true => {
            mark::set(folder);
            Err(StoreError::Damaged(folder.to_owned()))
        }
        false => Ok(()),
    }
}

/// Whether nothing is wrong with a database that nobody has open. Writes nothing to it.
pub(super) fn is_sound(folder: &Path) -> Result<bool> {
    let database = folder.join(DATABASE);
    let log = with_end(&database, "-wal");
    let log = Log::read(&log).map_err(|error| file_error(&log, error))?;
    if log.commits_lost > 0 || !database.is_file() {
        return Ok(false);
    }
    let looked = schema::open_reader(&database)
        .and_then(|db| Ok(is_consistent(&db)? && own_end_holds(&db, folder)?));
    match looked {
        Err(error) if matches!(error.code(), "damaged" | "not-set-up" | "database") => Ok(false),
        looked => looked,
    }
}

fn is_consistent(db: &Connection) -> Result<bool> {
    let said: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        tracing::error!(said, "the database is damaged");
    }
    Ok(said == "ok")
}

fn own_end_holds(db: &Connection, folder: &Path) -> Result<bool> {
    let author = meta::author(db, folder)?;
    let Some(row) = journal::get(db, author)? else {
        return Ok(false);
    };
    let ends = match row.seq {
        Seq(0) => true,
        seq => entry::chain_at(db, author, seq)? == Some(row.head),
    };
    let signed = row.signed.filter(|signed| signed.seq == row.seq);
    let holds =
        |signed: kakou_journal::SignedHead| signed.hash == row.head && signed.verify().is_ok();
    Ok(ends && signed.is_none_or(holds))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kakou_domain::SystemClock;

    use super::*;

    /// The database itself is sound here, so only the mark can say so.
    #[test]
    fn a_marked_folder_is_not_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open_or_create(dir.path(), Arc::new(SystemClock)).unwrap();
        mark::set(store.folder());
        assert_eq!(store.check_daily().unwrap_err().code(), "damaged");
        mark::clear(store.folder()).unwrap();
        store.check_daily().unwrap();
    }
}
