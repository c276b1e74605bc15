//! What the commands work on: the open store and the background sync, or why there is none; while
//! somebody practises, the practice folder instead.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use kakou_domain::SystemClock;
use kakou_store::Store;
use kakou_sync::{Runner, Timing};
use tauri::async_runtime::{Mutex, spawn_blocking};

use crate::fault::CommandFault;

/// The answer of a command.
pub(crate) type Answer<T> = Result<T, CommandFault>;

/// One open data folder.
#[derive(Clone)]
pub(crate) struct Open {
    pub(crate) store: Arc<Store>,
    pub(crate) runner: Runner,
}

impl Open {
    pub(crate) fn of(store: Store) -> Self {
        let store = Arc::new(store);
        let runner = Runner::new(store.clone(), Timing::default());
        Self { store, runner }
    }

    /// Asks the store beside the threads that serve the window, for it reads and writes files.
    pub(crate) async fn ask<T, E>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, E> + Send + 'static,
    ) -> Answer<T>
    where
        T: Send + 'static,
        E: Into<CommandFault> + Send + 'static,
    {
        let store = self.store.clone();
        spawn_blocking(move || question(&store))
            .await?
            .map_err(Into::into)
            .inspect_err(|fault: &CommandFault| {
                tracing::info!(code = fault.code, "a command was refused");
            })
    }
}

/// The device's own data folder as it was found at the start, and the practice folder while somebody
/// practises. When the own one cannot be opened, the window opens nevertheless and says why; nothing
/// is touched. A new start is never in practice.
pub(crate) struct Shell {
    folder: Answer<PathBuf>,
    own: RwLock<Answer<Open>>,
    practice: RwLock<Option<Open>>,
    /// Held by whoever goes into practice or out of it.
    pub(crate) turn: Mutex<()>,
}

impl Shell {
    /// Opens a data folder, and sets it up at the first start.
    pub(crate) fn open(folder: Answer<PathBuf>) -> Self {
        let open = || -> Answer<Open> {
            let store = Store::open_or_create(&folder.clone()?, Arc::new(SystemClock))?;
            Ok(Open::of(store))
        };
        let own = open().inspect_err(|fault| {
            tracing::error!(code = fault.code, "the data folder cannot be opened");
        });
        Self::over(folder, own)
    }

    fn over(folder: Answer<PathBuf>, own: Answer<Open>) -> Self {
        Self {
            folder,
            own: RwLock::new(own),
            practice: RwLock::default(),
            turn: Mutex::default(),
        }
    }

    /// Why the data folder could not be opened.
    pub(crate) fn startup_error(&self) -> Option<CommandFault> {
        self.own().err()
    }

    /// Where the device keeps its data.
    pub(crate) fn folder(&self) -> Answer<PathBuf> {
        self.folder.clone()
    }

    /// The own folder could be opened after all.
    pub(crate) fn opened(&self, open: Open) {
        *self.own.write().unwrap_or_else(PoisonError::into_inner) = Ok(open);
    }

    /// What is open now. A command that took it finishes on it, whatever is open afterwards.
    pub(crate) fn get(&self) -> Answer<Open> {
        let practice = self.practice.read();
        match practice.unwrap_or_else(PoisonError::into_inner).as_ref() {
            Some(practice) => Ok(practice.clone()),
            None => self.own(),
        }
    }

    /// The device's own folder, also while somebody practises.
    pub(crate) fn own(&self) -> Answer<Open> {
        self.own
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Commands that come from now on work on a practice folder, or on the own one again.
    pub(crate) fn switch(&self, practice: Option<Open>) {
        let place = self.practice.write();
        *place.unwrap_or_else(PoisonError::into_inner) = practice;
    }

    /// Asks the store that is open now.
    pub(crate) async fn ask<T, E>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, E> + Send + 'static,
    ) -> Answer<T>
    where
        T: Send + 'static,
        E: Into<CommandFault> + Send + 'static,
    {
        self.get()?.ask(question).await
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_ours_is_named_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kakou.db");
        std::fs::write(
            &file,
            b"the diary of somebody else, long enough for a header",
        )
        .unwrap();
        let shell = Shell::open(Ok(folder.path().to_owned()));
        assert!(shell.startup_error().is_some());
        let left = std::fs::read(&file).unwrap();
        assert!(left.starts_with(b"the diary"));
    }

    #[test]
    fn every_command_says_why_nothing_is_open() {
        let fault = CommandFault::new("damaged", &"told at the start");
        let shell = Shell::over(Err(fault.clone()), Err(fault));
        let answer = tauri::async_runtime::block_on(shell.ask(Store::status));
        assert_eq!(answer.unwrap_err().code, "damaged");
    }
}
