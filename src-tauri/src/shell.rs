//! What the commands work on: the open store and the background sync, or why there is none.

use std::path::PathBuf;
use std::sync::Arc;

use kakou_domain::SystemClock;
use kakou_store::Store;
use kakou_sync::{Runner, Timing};
use tauri::async_runtime::spawn_blocking;

use crate::fault::CommandFault;

/// The answer of a command.
pub(crate) type Answer<T> = Result<T, CommandFault>;

/// One open data folder.
#[derive(Clone)]
pub(crate) struct Open {
    pub(crate) store: Arc<Store>,
    pub(crate) runner: Runner,
}

/// The data folder as it was found at the start. When it cannot be opened, the window opens
/// nevertheless and says why; nothing is touched.
pub(crate) struct Shell(Answer<Open>);

impl Shell {
    /// Opens a data folder, and sets it up at the first start.
    pub(crate) fn open(folder: Answer<PathBuf>) -> Self {
        let open = || -> Answer<Open> {
            let store = Arc::new(Store::open_or_create(&folder?, Arc::new(SystemClock))?);
            let runner = Runner::new(store.clone(), Timing::default());
            Ok(Open { store, runner })
        };
        Self(open().inspect_err(|fault| {
            tracing::error!(code = fault.code, "the data folder cannot be opened");
        }))
    }

    /// Why the data folder could not be opened.
    pub(crate) fn startup_error(&self) -> Option<&CommandFault> {
        self.0.as_ref().err()
    }

    /// What is open.
    pub(crate) fn get(&self) -> Answer<&Open> {
        self.0.as_ref().map_err(Clone::clone)
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
        let store = self.get()?.store.clone();
        spawn_blocking(move || question(&store))
            .await?
            .map_err(Into::into)
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
        let shell = Shell(Err(CommandFault::new("damaged", &"told at the start")));
        let answer = tauri::async_runtime::block_on(shell.ask(Store::status));
        assert_eq!(answer.unwrap_err().code, "damaged");
    }
}
