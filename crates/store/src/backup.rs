//! Online backup and restore of a county's server.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use kakou_domain::{AuthorId, Clock, Seq};
use rusqlite::backup::Backup;

use crate::error::Result;
use crate::keyfile::file_error;
use crate::store::Store;
use crate::{journal, schema};

/// Pages that are copied before writers get their turn again.
const PAGES: i32 = 1_000;

impl Store {
    /// Copies the database and the keys into a new folder `to`, while the server goes on. What the
    /// backup holds is noted, so that tablets know which payloads they may drop.
    /// `progress` hears of pages done and pages in all.
    pub fn back_up(&self, to: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        if to.exists() {
            let error = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(file_error(to, error));
        }
        let making = making(to);
        let _ = fs::remove_dir_all(&making);
        fs::create_dir_all(&making).map_err(|error| file_error(&making, error))?;
        let ends = self.copy_database(&making, progress)?;
        copy_keys(self.folder(), &making)?;
        fs::rename(&making, to).map_err(|error| file_error(to, error))?;
        self.note_backup(&ends)
    }

    fn copy_database(
        &self,
        making: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Vec<(AuthorId, Seq)>> {
        let path = making.join("kakou.db");
        let source = schema::open_reader(&self.database())?;
        let mut copy = rusqlite::Connection::open(&path)?;
        let backup = Backup::new(&source, &mut copy)?;
        loop {
            let step = backup.step(PAGES)?;
            let now = backup.progress();
            let all = u64::try_from(now.pagecount).unwrap_or(0);
            progress(
                all - u64::try_from(now.remaining).unwrap_or(0).min(all),
                all,
            );
            match step {
                rusqlite::backup::StepResult::Done => break,
                rusqlite::backup::StepResult::More => {}
                // A writer has its turn.
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
        }
        drop(backup);
        let sound: String = copy.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
        if sound != "ok" {
            return Err(file_error(&path, std::io::Error::other(sound)));
        }
        let rows = journal::all(&copy)?;
        Ok(rows.into_iter().map(|row| (row.author, row.seq)).collect())
    }

    /// Makes the data folder `folder` from a backup. A folder that is there is set aside beside it,
    /// never deleted; its new name is given back. The restored server begins a new epoch.
    pub fn restore(from: &Path, folder: &Path, clock: Arc<dyn Clock>) -> Result<Option<PathBuf>> {
        drop(Self::open(from, clock.clone())?);
        let making = making(folder);
        let _ = fs::remove_dir_all(&making);
        fs::create_dir_all(&making).map_err(|error| file_error(&making, error))?;
        let database = Path::new("kakou.db");
        fs::copy(from.join(database), making.join(database))
            .map_err(|error| file_error(from, error))?;
        copy_keys(from, &making)?;
        Self::open(&making, clock.clone())?.begin_epoch()?;
        let aside = match folder.exists() {
            true => Some(set_aside(folder, clock.as_ref())?),
            false => None,
        };
        fs::rename(&making, folder).map_err(|error| file_error(folder, error))?;
        Ok(aside)
    }
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

fn copy_keys(from: &Path, to: &Path) -> Result<()> {
    let (from, to) = (from.join("keys"), to.join("keys"));
    let copy = || -> std::io::Result<()> {
        fs::create_dir_all(&to)?;
        for entry in fs::read_dir(&from)? {
            let entry = entry?;
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
        Ok(())
    };
    copy().map_err(|error| file_error(&from, error))
}
