//! Repairing the device's own folder when it could not be opened, and going on in it.

use std::sync::Arc;

use kakou_domain::SystemClock;
use kakou_store::{Repaired, Store, StoreError};
use tauri::async_runtime::spawn_blocking;

use crate::shell::{Answer, Open, Shell};

impl Shell {
    /// Repairs the own folder and opens it. One that is open is refused: a new start finds out that
    /// it is damaged, and repairs it first.
    pub(crate) async fn repair(&self) -> Answer<Option<Repaired>> {
        let _turn = self.turn.lock().await;
        let folder = self.folder()?;
        let work = move || {
            let clock = Arc::new(SystemClock);
            let repaired = Store::repair(&folder, clock.clone())?;
            let store = Store::open_or_create(&folder, clock)?;
            store.project_all()?;
            Ok::<_, StoreError>((repaired, Open::of(store)))
        };
        let (repaired, open) = spawn_blocking(work).await??;
        self.opened(open);
        Ok(repaired)
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]
mod tests {
    use tauri::async_runtime::block_on;

    use super::*;

    #[test]
    fn a_damaged_folder_is_open_after_its_repair_and_an_open_one_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_or_create(folder.path(), Arc::new(SystemClock)).unwrap();
        store.set_name("督查一组").unwrap();
        let database = store.database();
        drop(store);
        let mut bytes = std::fs::read(&database).unwrap();
        bytes[..100].fill(0);
        std::fs::write(&database, bytes).unwrap();

        let shell = Shell::open(Ok(folder.path().to_owned()));
        assert_eq!(shell.startup_error().unwrap().code, "damaged");
        let repaired = block_on(shell.repair()).unwrap().unwrap();
        assert!(repaired.set_aside.is_file());
        assert!(shell.startup_error().is_none());
        let status = block_on(shell.ask(Store::status)).unwrap();
        assert_eq!(status.name.unwrap(), "督查一组");
        let refused = block_on(shell.repair()).unwrap_err();
        assert_eq!(refused.code, "in-use");
    }
}
