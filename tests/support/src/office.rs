//! A county's server in the same process, with faults on the way that a test asks for.

mod answer;
mod fault;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use kakou_domain::{AuthorId, Seq};
use kakou_journal::Receipt;
use kakou_store::Store;
use kakou_sync::SyncError;
use kakou_sync::protocol::{
    EnrolRequest, Enrolment, FeedRequest, JournalState, Problem, Protocol, SuccessorRequest,
};

pub use fault::{Call, Fault};

use crate::TestClock;
use crate::county::Folder;

/// Over a county's store. What it answers is what the real server answers; only the way is faulty.
pub struct Office {
    store: Mutex<Arc<Store>>,
    folder: Folder,
    plan: Mutex<fault::Plan>,
}

impl Office {
    /// The server of this county.
    pub fn of(county: Folder) -> Self {
        let store = Store::open(county.folder(), county.clock.clone()).unwrap();
        Self {
            store: Mutex::new(Arc::new(store)),
            folder: county,
            plan: Mutex::default(),
        }
    }

    /// The same server once more, as it stands now, without any fault.
    #[must_use]
    pub fn copied(&self) -> Self {
        let store = self.store();
        Self::of(Folder::copy_of(&store, &self.folder.clock))
    }

    /// The county's store as it is now.
    pub fn store(&self) -> Arc<Store> {
        lock(&self.store).clone()
    }

    /// The county's clock.
    pub fn clock(&self) -> &TestClock {
        &self.folder.clock
    }

    /// The next call of this kind fails so, once.
    pub fn fail(&self, call: Call, fault: Fault) {
        lock(&self.plan).next(call, fault);
    }

    /// The `n`th call from now on, counted from 0, fails so, once.
    pub fn fail_at(&self, n: usize, fault: Fault) {
        lock(&self.plan).at(n, fault);
    }

    /// Forgets faults that have not come up, and whether there were any.
    pub fn calm(&self) -> bool {
        lock(&self.plan).clear()
    }

    /// What was asked since the last time this was asked, faulty or not.
    pub fn asked(&self) -> Vec<Call> {
        lock(&self.plan).asked()
    }

    /// Backs the county up into a new file.
    pub fn back_up(&self, name: &str) -> PathBuf {
        let file = self.folder.dir.path().join(name);
        self.store().back_up(&file, &mut |_, _| ()).unwrap();
        file
    }

    /// The machine burns; the county goes on from a backup.
    pub fn restore(&self, backup: &std::path::Path) {
        let machine = tempfile::tempdir_in(self.folder.dir.path()).unwrap().keep();
        let folder = machine.join("county");
        let clock = self.folder.clock.clone();
        Store::restore(backup, &folder, clock.clone()).unwrap();
        *lock(&self.store) = Arc::new(Store::open(&folder, clock).unwrap());
    }

    /// Asks, with whatever goes wrong on the way.
    fn over<T>(
        &self,
        call: Call,
        answer: impl FnOnce(&Store) -> Result<T, Problem>,
        garbage: Option<T>,
    ) -> Result<T, SyncError> {
        let fault = lock(&self.plan).take(call);
        let store = self.store();
        let answer = || {
            let answer = answer(&store).map_err(|problem| SyncError::Problem(Box::new(problem)));
            while store.project_pending().unwrap() > 0 {}
            answer
        };
        match fault {
            None => answer(),
            Some(Fault::DropAnswer) => {
                let _lost = answer();
                Err(SyncError::Stalled)
            }
            Some(Fault::Garbage) => match garbage {
                Some(garbage) => Ok(garbage),
                None => Err(SyncError::BadAnswer("garbage".to_owned())),
            },
            Some(fault) => Err(fault.error()),
        }
    }
}

impl Protocol for Office {
    type Error = SyncError;

    async fn enrol(&self, request: EnrolRequest) -> Result<Enrolment, SyncError> {
        self.over(Call::Enrol, |store| answer::enrol(store, &request), None)
    }

    async fn succeed(
        &self,
        token: &str,
        before: AuthorId,
        request: SuccessorRequest,
    ) -> Result<(), SyncError> {
        let answer = |store: &Store| answer::succeed(store, token, before, &request);
        self.over(Call::Succeed, answer, None)
    }

    async fn journal(&self, token: &str, author: AuthorId) -> Result<JournalState, SyncError> {
        let answer = |store: &Store| answer::journal(store, token, author);
        self.over(Call::Journal, answer, None)
    }

    async fn push(
        &self,
        token: &str,
        author: AuthorId,
        batch: Vec<u8>,
    ) -> Result<Receipt, SyncError> {
        let answer = |store: &Store| answer::push(store, token, author, &batch);
        let anothers = answer::receipt_of_another_server(author);
        self.over(Call::Push, answer, Some(anothers))
    }

    async fn entries(
        &self,
        token: &str,
        author: AuthorId,
        from: Seq,
    ) -> Result<Vec<u8>, SyncError> {
        let answer = |store: &Store| answer::entries(store, token, author, from);
        self.over(Call::Entries, answer, Some(b"KKP1 and then noise".to_vec()))
    }

    async fn feed(&self, token: &str, request: FeedRequest) -> Result<Vec<u8>, SyncError> {
        let answer = |store: &Store| answer::feed(store, token, &request);
        self.over(Call::Feed, answer, Some(b"<html>".to_vec()))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap()
}
