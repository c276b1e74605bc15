//! Putting a repaired database in the place of the damaged one, which is set aside and never
//! deleted. Cut off anywhere, the next start brings it to its end.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::mark;
use crate::error::Result;
use crate::keyfile::{file_error, sync_folder};
use crate::schema;
use crate::store::DATABASE;

/// A whole repaired database waits under this name, and the time at which it was repaired.
const REPAIRED: &str = "kakou.db.repaired-";
/// The damaged one lies under this name, and the same time.
const ASIDE: &str = "kakou.db.damaged-";
/// What SQLite keeps beside a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", ""];

/// Takes a repaired database over. Gives the name under which the damaged one lies now.
pub(super) fn install(folder: &Path, repaired: &Path, stamp: &str) -> Result<PathBuf> {
    let waiting = folder.join(format!("{REPAIRED}{stamp}"));
    one_file(repaired)?;
    rename(repaired, &waiting)?;
    finish(folder, &waiting, stamp)
}

/// What stands in the log goes into the database: it is moved without one.
fn one_file(database: &Path) -> Result<()> {
    let connection = schema::open_writer(database)?;
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.close().map_err(|(_, error)| error)?;
    let synced = fs::File::open(database).and_then(|file| file.sync_all());
    synced.map_err(|error| file_error(database, error))
}

/// Brings to its end what was cut off.
pub(crate) fn finish_interrupted(folder: &Path) -> Result<()> {
    match waiting(folder) {
        Some((path, stamp)) => {
            let _lock = super::in_use::alone(folder)?;
            finish(folder, &path, &stamp).map(drop)
        }
        None => Ok(()),
    }
}

fn waiting(folder: &Path) -> Option<(PathBuf, String)> {
    fs::read_dir(folder).ok()?.flatten().find_map(|file| {
        let name = file.file_name().into_string().ok()?;
        let stamp = name.strip_prefix(REPAIRED)?.to_owned();
        Some((file.path(), stamp))
    })
}

/// The log first: it must never lie beside another database than its own.
fn finish(folder: &Path, waiting: &Path, stamp: &str) -> Result<PathBuf> {
    let aside = folder.join(format!("{ASIDE}{stamp}"));
    for end in BESIDE {
        let from = with_end(&folder.join(DATABASE), end);
        if from.exists() {
            rename(&from, &with_end(&aside, end))?;
        }
    }
    rename(waiting, &folder.join(DATABASE))?;
    mark::clear(folder)?;
    Ok(aside)
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to)
        .and_then(|()| sync_folder(to))
        .map_err(|error| file_error(to, error))
}

pub(super) fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}
