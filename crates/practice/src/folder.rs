//! Where practice lies: numbered folders in one folder. The newest is the one; starting afresh makes
//! another beside it, because a command that is just ending may still work on the old one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kakou_domain::Clock;
use kakou_store::{Result, Store, StoreError};

use crate::sample;

/// Where the sample is put together; nothing of it is kept.
const MAKING: &str = "making";

/// The folder that holds practice folders, and nothing else.
pub struct Practice {
    base: PathBuf,
    clock: Arc<dyn Clock>,
}

impl Practice {
    /// Practice in `base`, which need not be there yet.
    pub fn at(base: PathBuf, clock: Arc<dyn Clock>) -> Self {
        Self { base, clock }
    }

    /// Goes on where practice was left. One that was never begun, or cannot be opened any more, is
    /// begun afresh: nothing in it is evidence.
    ///
    /// # Errors
    /// When a file or the database cannot be read or written.
    pub fn resume(&self) -> Result<Store> {
        let newest = self.folders()?.pop();
        let opened = newest.map(|(_, folder)| self.open(&folder));
        match opened {
            Some(Ok(store)) => Ok(store),
            Some(Err(error)) => {
                tracing::warn!(code = error.code(), "practice is begun afresh");
                self.begin_afresh()
            }
            None => self.begin_afresh(),
        }
    }

    /// Begins with the sample as it was made, with its days counted back from today. What was
    /// practised before is deleted.
    ///
    /// # Errors
    /// When a file or the database cannot be read or written.
    pub fn begin_afresh(&self) -> Result<Store> {
        let before = self.folders()?;
        let number = before.last().map_or(1, |(number, _)| number + 1);
        let making = self.base.join(MAKING);
        remove(&making)?;
        let sample = sample::pack(&making, self.clock.now())?;
        let folder = self.base.join(number.to_string());
        let store = Store::create_practice(&folder, &sample, self.clock.clone())?;
        let old = before.into_iter().map(|(_, folder)| folder);
        for folder in old.chain([making]) {
            // Some systems do not delete what a command still reads; the next time does.
            if let Err(error) = remove(&folder) {
                tracing::warn!(code = error.code(), "an old practice folder stays for now");
            }
        }
        Ok(store)
    }

    fn open(&self, folder: &Path) -> Result<Store> {
        let store = Store::open(folder, self.clock.clone())?;
        if !store.status()?.practice {
            return Err(StoreError::NotSetUp(folder.to_owned()));
        }
        store.project_all()?;
        Ok(store)
    }

    /// The numbered folders, the newest last.
    fn folders(&self) -> Result<Vec<(u32, PathBuf)>> {
        let entries = match fs::read_dir(&self.base) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(|error| self.file(error))?,
        };
        let mut folders = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| self.file(error))?;
            let number = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok());
            folders.extend(number.map(|number| (number, entry.path())));
        }
        folders.sort();
        Ok(folders)
    }

    fn file(&self, error: io::Error) -> StoreError {
        StoreError::File {
            path: self.base.clone(),
            error,
        }
    }
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::File {
            path: folder.to_owned(),
            error,
        }),
        _ => Ok(()),
    }
}
