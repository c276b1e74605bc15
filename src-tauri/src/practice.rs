//! Practising: the practice folder lies in the device's own one, and stays when practice ends, so
//! that somebody who stops at noon goes on in the afternoon; starting afresh deletes it. It has a
//! runner as every open folder has, which never runs; the own folder's goes on meanwhile.

use std::sync::Arc;

use kakou_domain::SystemClock;
use kakou_practice::Practice;
use kakou_store::StoreError;
use tauri::async_runtime::spawn_blocking;

use crate::shell::{Answer, Open, Shell};

/// In the data folder.
const FOLDER: &str = "practice";

/// With what practice begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// As it was left, if it was begun before.
    AsLeft,
    /// The sample as it was made.
    Afresh,
}

impl Shell {
    /// Goes into practice as `name`. When that fails, what was open stays open.
    pub(crate) async fn practise(&self, start: Start, name: String) -> Answer<()> {
        let _turn = self.turn.lock().await;
        let folder = self.own()?.store.folder().join(FOLDER);
        let open = spawn_blocking(move || {
            let practice = Practice::at(folder, Arc::new(SystemClock));
            let store = match start {
                Start::AsLeft => practice.resume()?,
                Start::Afresh => practice.begin_afresh()?,
            };
            store.set_name(&name)?;
            Ok::<_, StoreError>(Open::of(store))
        });
        self.switch(Some(open.await??));
        Ok(())
    }

    /// Goes back to the own folder.
    pub(crate) async fn end_practice(&self) -> Answer<()> {
        let _turn = self.turn.lock().await;
        let own = self.own()?;
        self.switch(None);
        // A visit that was sealed just before practice began may still wait.
        own.runner.sync_now();
        Ok(())
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]
mod tests {
    use std::sync::mpsc::channel;

    use kakou_domain::Method;
    use kakou_store::Store;
    use kakou_store::views::{SiteFilter, Status, VisitFilter};
    use tauri::async_runtime::block_on;
    use tempfile::TempDir;

    use super::*;

    fn shell() -> (TempDir, Shell) {
        let folder = tempfile::tempdir().unwrap();
        let shell = Shell::open(Ok(folder.path().join("data")));
        (folder, shell)
    }

    fn practise(shell: &Shell, start: Start) {
        block_on(shell.practise(start, "练习人员".to_owned())).unwrap();
    }

    fn status(shell: &Shell) -> Status {
        block_on(shell.ask(Store::status)).unwrap()
    }

    fn own(shell: &Shell) -> Status {
        block_on(shell.own().unwrap().ask(Store::status)).unwrap()
    }

    fn seal_somewhere(store: &Store) -> Result<(), StoreError> {
        let sites = store.sites(&SiteFilter::default(), None, 1)?;
        let draft = store.draft_new(sites.rows[0].id, Method::Unannounced)?;
        store.draft_seal(draft.draft.id, None).map(drop)
    }

    #[test]
    fn a_visit_that_is_practised_leaves_the_own_journal_where_it_was() {
        let (_folder, shell) = shell();
        let before = own(&shell);
        practise(&shell, Start::AsLeft);
        assert!(status(&shell).practice);
        block_on(shell.ask(seal_somewhere)).unwrap();
        assert_eq!(status(&shell).seq.0, 1);
        assert_eq!(own(&shell), before);

        block_on(shell.end_practice()).unwrap();
        assert_eq!(status(&shell), before);
        let visits = |store: &Store| store.visits(&VisitFilter::default(), None, 10);
        assert!(block_on(shell.ask(visits)).unwrap().rows.is_empty());
        let sites = |store: &Store| store.sites(&SiteFilter::default(), None, 10);
        assert!(block_on(shell.ask(sites)).unwrap().rows.is_empty());
    }

    #[test]
    fn what_is_the_device_s_own_is_not_seen_in_practice() {
        let (_folder, shell) = shell();
        let add = |store: &Store| {
            let division = "410523105201".parse().unwrap();
            let kind = kakou_domain::SiteKind::new("office").unwrap();
            store.site_add(division, kind, "镇政府", None).map(drop)
        };
        block_on(shell.ask(add)).unwrap();
        practise(&shell, Start::AsLeft);
        let named = SiteFilter {
            search: Some("镇政府".to_owned()),
            ..SiteFilter::default()
        };
        let found = block_on(shell.ask(move |store| store.sites(&named, None, 10)));
        assert!(found.unwrap().rows.is_empty());
    }

    #[test]
    fn a_command_that_runs_while_practice_begins_finishes_where_it_began() {
        let (_folder, shell) = shell();
        let (go, wait) = channel();
        let running = shell.get().unwrap();
        let command = std::thread::spawn(move || {
            block_on(running.ask(move |store| {
                wait.recv().unwrap();
                store.set_name("督查一组")
            }))
        });
        practise(&shell, Start::AsLeft);
        go.send(()).unwrap();
        command.join().unwrap().unwrap();
        assert_eq!(status(&shell).name.unwrap(), "练习人员");
        assert_eq!(own(&shell).name.unwrap(), "督查一组");
    }

    #[test]
    fn practice_is_as_it_was_left_until_it_is_begun_afresh() {
        let (_folder, shell) = shell();
        practise(&shell, Start::AsLeft);
        block_on(shell.ask(seal_somewhere)).unwrap();
        block_on(shell.end_practice()).unwrap();
        practise(&shell, Start::AsLeft);
        assert_eq!(status(&shell).seq.0, 1);
        practise(&shell, Start::Afresh);
        assert_eq!(status(&shell).seq.0, 0);
        assert!(status(&shell).practice);
    }

    #[test]
    fn a_new_start_is_not_in_practice() {
        let (folder, shell) = shell();
        let before = own(&shell);
        practise(&shell, Start::AsLeft);
        drop(shell);
        let again = Shell::open(Ok(folder.path().join("data")));
        assert_eq!(status(&again), before);
    }

    #[test]
    fn practice_that_cannot_begin_leaves_the_own_folder_open() {
        let (folder, shell) = shell();
        std::fs::write(folder.path().join("data/practice"), b"in the way").unwrap();
        let refused = block_on(shell.practise(Start::AsLeft, "练习人员".to_owned()));
        assert_eq!(refused.unwrap_err().code, "file");
        assert!(!status(&shell).practice);
    }
}
