//! Online backup and restore of a county's server. A backup is one file: the database as it stood
//! at one moment, with the key files in a table of their own. Who has it has the keys.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use kakou_domain::{AuthorId, Clock, Seq};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode};

use crate::error::{Result, StoreError};
use crate::keyfile::{file_error, read_seed, sync_folder, write_key};
use crate::store::Store;
use crate::{journal, schema};

/// Pages that are copied before writers get their turn again.
const PAGES: i32 = 1_000;
/// How long a copy waits when a writer has its turn.
const TURN: Duration = Duration::from_millis(5);

impl Store {
    /// Copies the database and the keys into a new file `to`, while the server goes on. What the
    /// backup holds is noted, so that tablets know which payloads they may drop.
    /// `progress` hears of pages done and pages in all.
    ///
    /// # Errors
    /// When `to` is there already, cannot be written, or the copy is not sound.
    pub fn back_up(&self, to: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let taken = || file_error(to, ErrorKind::AlreadyExists.into());
        if to.exists() {
            return Err(taken());
        }
        let making = making(to);
        let made = self.make_backup(&making, progress).and_then(|ends| {
            if to.exists() {
                return Err(taken());
            }
            fs::rename(&making, to).map_err(|error| file_error(to, error))?;
            sync_folder(to).map_err(|error| file_error(to, error))?;
            Ok(ends)
        });
        if made.is_err() {
            let _ = fs::remove_file(&making);
        }
        self.note_backup(&made?)
    }

    fn make_backup(
        &self,
        making: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Vec<(AuthorId, Seq)>> {
        // Left over from a backup that was cut off.
        let _ = fs::remove_file(making);
        create_private(making).map_err(|error| file_error(making, error))?;
        let mut copy = Connection::open(making)?;
        self.copy_database(&mut copy, progress)?;
        // One file: no log beside it.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        let tx = copy.transaction()?;
        tx.execute_batch(
            "CREATE TABLE backup_key (name TEXT PRIMARY KEY, seed BLOB NOT NULL) STRICT",
        )?;
        for (name, seed) in self.key_files()? {
            let text = "INSERT INTO backup_key (name, seed) VALUES (?1, ?2)";
            tx.execute(text, rusqlite::params![name, seed])?;
        }
        tx.commit()?;
        sound(&copy, making)?;
        let rows = journal::all(&copy)?;
        copy.close().map_err(|(_, error)| error)?;
        Ok(rows.into_iter().map(|row| (row.author, row.seq)).collect())
    }

    fn copy_database(
        &self,
        copy: &mut Connection,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<()> {
        let source = schema::open_reader(&self.database())?;
        let backup = Backup::new(&source, copy)?;
        loop {
            let step = backup.step(PAGES)?;
            let now = backup.progress();
            let all = u64::try_from(now.pagecount).unwrap_or(0);
            let left = u64::try_from(now.remaining).unwrap_or(0);
            progress(all.saturating_sub(left), all);
            match step {
                StepResult::Done => return Ok(()),
                StepResult::More => {}
                _ => std::thread::sleep(TURN),
            }
        }
    }

    fn key_files(&self) -> Result<Vec<(String, [u8; 32])>> {
        let folder = self.folder().join("keys");
        let unreadable = |error| file_error(&folder, error);
        let mut keys = Vec::new();
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            if let Some(name) = name.filter(|name| is_key_name(name)) {
                keys.push((name.to_owned(), read_seed(&path)?));
            }
        }
        Ok(keys)
    }

    /// Makes the data folder `folder` from a backup. A folder that is there is set aside beside it,
    /// never deleted; its new name is given back. The restored server begins a new epoch.
    ///
    /// # Errors
    /// When `from` is no backup or is damaged, or a file cannot be written. The folder that is
    /// there then stays as it is.
    pub fn restore(from: &Path, folder: &Path, clock: Arc<dyn Clock>) -> Result<Option<PathBuf>> {
        let making = making(folder);
        let _ = fs::remove_dir_all(&making);
        let made = unpack(from, &making, clock.clone()).and_then(|()| {
            let aside = match folder.exists() {
                true => Some(set_aside(folder, clock.as_ref())?),
                false => None,
            };
            fs::rename(&making, folder).map_err(|error| file_error(folder, error))?;
            sync_folder(folder).map_err(|error| file_error(folder, error))?;
            Ok(aside)
        });
        if made.is_err() {
            let _ = fs::remove_dir_all(&making);
        }
        made
    }
}

/// Makes a data folder of a backup, and begins a new epoch in it.
fn unpack(from: &Path, making: &Path, clock: Arc<dyn Clock>) -> Result<()> {
    let keys = making.join("keys");
    fs::create_dir_all(&keys).map_err(|error| file_error(making, error))?;
    let database = making.join("kakou.db");
    create_private(&database).map_err(|error| file_error(&database, error))?;
    fs::copy(from, &database).map_err(|error| file_error(from, error))?;
    let foreign = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::NotABackup(from.to_owned()),
        _ => error.into(),
    };
    let copy = Connection::open(&database)?;
    for (name, seed) in read_keys(&copy, from).map_err(|error| match error {
        StoreError::Sqlite(error) => foreign(error),
        other => other,
    })? {
        write_key(&keys.join(name), &seed)?;
    }
    sound(&copy, from)?;
    copy.pragma_update(None, "secure_delete", true)?;
    copy.execute_batch("DROP TABLE backup_key")?;
    copy.close().map_err(|(_, error)| error)?;
    Store::open(making, clock)?.begin_epoch(&[])
}

fn read_keys(copy: &Connection, from: &Path) -> Result<Vec<(String, [u8; 32])>> {
    let id: i64 = copy.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let text = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'backup_key'";
    if id != schema::APPLICATION_ID || !copy.prepare(text)?.exists([])? {
        return Err(StoreError::NotABackup(from.to_owned()));
    }
    let mut select = copy.prepare("SELECT name, seed FROM backup_key")?;
    let keys: Vec<(String, [u8; 32])> = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    match keys.iter().all(|(name, _)| is_key_name(name)) {
        true => Ok(keys),
        false => Err(StoreError::NotABackup(from.to_owned())),
    }
}

/// `server.key`, or an author's id and `.key`: nothing that leads to another folder.
fn is_key_name(name: &str) -> bool {
    name.strip_suffix(".key")
        .is_some_and(|stem| stem == "server" || stem.parse::<AuthorId>().is_ok())
}

fn sound(copy: &Connection, path: &Path) -> Result<()> {
    let said: String = copy.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
    match said.as_str() {
        "ok" => Ok(()),
        _ => Err(file_error(path, std::io::Error::other(said))),
    }
}

/// An empty file for its owner alone.
fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Where something is made before it takes its name: whole or not at all.
fn making(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".making");
    to.with_file_name(name)
}

fn set_aside(folder: &Path, clock: &dyn Clock) -> Result<PathBuf> {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!(
        ".before-restore-{}",
        clock.now().format("%Y%m%d-%H%M%S%3f")
    ));
    let aside = folder.with_file_name(name);
    fs::rename(folder, &aside).map_err(|error| file_error(folder, error))?;
    Ok(aside)
}
