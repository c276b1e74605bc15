//! The outside face: one data folder with its database and its keys.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, Clock};
use kakou_journal::{Signer, SoftwareKey};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::{Result, StoreError};
use crate::evidence::{Folder, FreeSpace, Shelf};
use crate::ids::LastId;
use crate::journal::{self, JournalRow};
use crate::keyfile::{create_key, file_error, read_key};
use crate::{entry, meta, project, repair, schema};

pub(crate) const DATABASE: &str = "kakou.db";
pub(crate) const KEYS: &str = "keys";

/// How many readers stay open while nobody reads. More at once are closed again: each keeps pages.
const IDLE_READERS: usize = 4;

/// Journals, drafts and projections of one data folder.
///
/// One writer and several readers; a second process on the same folder (the command line beside
/// the app) waits for its turn.
pub struct Store {
    folder: PathBuf,
    /// Before the writer: the last to close puts the log into the database, and a reader cannot.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
    clock: Arc<dyn Clock>,
    /// Of new facts: which came last, and so what comes next.
    pub(crate) ids: Mutex<LastId>,
    shelf: Box<dyn Shelf>,
    /// Those that were asked for: to read one takes longer than to sign with it.
    keys: Mutex<HashMap<AuthorId, SoftwareKey>>,
    /// For the next step of a projection.
    pub(crate) ahead: Mutex<project::Ahead>,
    pub(crate) free_space: FreeSpace,
    /// Nobody repairs the folder while it is open.
    _in_use: File,
}

impl Store {
    /// Opens a folder that was set up before.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self> {
        repair::finish_interrupted(folder)?;
        if !folder.join(DATABASE).is_file() {
            return Err(StoreError::NotSetUp(folder.to_owned()));
        }
        let store = Self::attach(folder, clock)?;
        store.check_head()?;
        Ok(store)
    }

    /// Sets a folder up: a key pair, and the empty journal of its author.
    pub fn create(folder: &Path, role: Role, clock: Arc<dyn Clock>) -> Result<Self> {
        Self::set_up(folder, role, clock, |_, _| Ok(()))
    }

    /// Sets a folder up, and does `more` in the same transaction.
    pub(crate) fn set_up(
        folder: &Path,
        role: Role,
        clock: Arc<dyn Clock>,
        more: impl FnOnce(&Self, &Transaction<'_>) -> Result<()>,
    ) -> Result<Self> {
        fs::create_dir_all(folder.join(KEYS)).map_err(|error| file_error(folder, error))?;
        owner_only(folder)?;
        repair::finish_interrupted(folder)?;
        let store = Self::attach(folder, clock)?;
        store.write(|tx| match meta::author(tx, folder) {
            Ok(_) => Err(StoreError::AlreadySetUp(folder.to_owned())),
            Err(_) => {
                store.begin_journal(tx, role)?;
                more(&store, tx)
            }
        })?;
        Ok(store)
    }

    /// Opens a tablet's folder, and sets it up at the first start.
    pub fn open_or_create(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self> {
        match Self::create(folder, Role::Inspector, clock.clone()) {
            Err(StoreError::AlreadySetUp(_)) => Self::open(folder, clock),
            other => other,
        }
    }

    fn attach(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self> {
        let in_use = repair::enter(folder)?;
        let writer = schema::open_writer(&folder.join(DATABASE))?;
        owner_only(&folder.join(DATABASE))?;
        let store = Self {
            folder: folder.to_owned(),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            clock,
            ids: Mutex::default(),
            shelf: Box::new(Folder::beside(folder)),
            keys: Mutex::default(),
            ahead: Mutex::default(),
            free_space: |folder| fs4::available_space(folder),
            _in_use: in_use,
        };
        store.write(|tx| {
            entry::know_shipped_checklists(tx)?;
            entry::learn_words_once(tx)?;
            project::start_over_if_the_fold_changed(tx)
        })?;
        Ok(store)
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The database's file.
    pub fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    /// Where whole evidence files lie.
    pub(crate) fn shelf(&self) -> &dyn Shelf {
        self.shelf.as_ref()
    }

    /// Where «now» comes from.
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// The own author.
    pub fn author(&self) -> Result<AuthorId> {
        self.read(|db| meta::author(db, &self.folder))
    }

    /// The key of an author of this folder.
    pub fn key(&self, author: AuthorId) -> Result<impl Signer + use<>> {
        if let Some(key) = lock(&self.keys).get(&author) {
            return Ok(key.clone());
        }
        let key = read_key(&self.key_path(author))?;
        lock(&self.keys).insert(author, key.clone());
        Ok(key)
    }

    /// Makes a key pair and an empty journal, and makes its author this folder's own.
    pub(crate) fn begin_journal(&self, tx: &Transaction<'_>, role: Role) -> Result<JournalRow> {
        let making = self.folder.join(KEYS).join("making.key");
        // Left over from a start that was cut off before its journal began: nothing refers to it.
        let _ = fs::remove_file(&making);
        let public_key = create_key(&making)?.public_key();
        let path = self.key_path(public_key.author());
        fs::rename(&making, &path).map_err(|error| file_error(&path, error))?;
        let name = meta::get(tx, meta::NAME)?.unwrap_or_default();
        let row = journal::begin(tx, &public_key, role, &name)?;
        meta::set(tx, meta::AUTHOR, &row.author.to_string())?;
        Ok(row)
    }

    /// Runs `work` in one durable transaction; nothing of it happens when it fails.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = lock(&self.writer);
        let written = (|| {
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&tx)?;
            tx.commit()?;
            Ok(done)
        })();
        self.note_damage(written)
    }

    /// Runs `work` on one unchanging view of the database, beside writers.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let pooled = lock(&self.readers).pop();
        let mut connection = match pooled {
            Some(connection) => connection,
            None => schema::open_reader(&self.database())?,
        };
        let done = {
            let tx = connection.transaction()?;
            work(&tx)
        };
        let mut readers = lock(&self.readers);
        if readers.len() < IDLE_READERS {
            readers.push(connection);
        }
        drop(readers);
        self.note_damage(done)
    }

    /// What SQLite meets once is repaired at the next start, and not met again and again.
    fn note_damage<T>(&self, done: Result<T>) -> Result<T> {
        done.inspect_err(|error| {
            if matches!(error, StoreError::Sqlite(_)) && error.code() == "damaged" {
                repair::mark_damaged(&self.folder);
            }
        })
    }

    fn key_path(&self, author: AuthorId) -> PathBuf {
        self.folder.join(KEYS).join(format!("{author}.key"))
    }
}

/// A panic elsewhere does not make the database unusable: its transaction was rolled back.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tokens, names and unsent visits are nobody else's business on a shared machine.
fn owner_only(path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = if path.is_dir() { 0o700 } else { 0o600 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode))
            .map_err(|error| file_error(path, error))?;
    }
    Ok(())
}
