//! A county's server in the same process, with faults on the way that a test asks for.

mod fault;

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use kakou_domain::{AuthorId, Seq};
use kakou_journal::{ChainHash, Head, Receipt, SoftwareKey};
use kakou_store::{BlobName, NewUpload, Repaired, Store, StoreError};
use kakou_sync::SyncError;
use kakou_sync::protocol::{
    EnrolRequest, Enrolment, FeedRequest, HeldRequest, JournalState, Problem, Protocol, Pushed,
    SuccessorRequest, UploadBegun,
};
use tokio::sync::Notify;

pub use fault::{Call, Fault};

use crate::TestClock;
use crate::county::{Folder, copy_files};

/// The real server over a county's store; only the way to it is faulty.
pub struct Office {
    server: Mutex<kakou_server::Office>,
    folder: Folder,
    plan: Mutex<fault::Plan>,
    killed: Notify,
}

impl Office {
    /// The server of this county.
    pub fn of(county: Folder) -> Self {
        Self {
            server: Mutex::new(kakou_server::Office::new(county.store.clone())),
            folder: county,
            plan: Mutex::default(),
            killed: Notify::new(),
        }
    }

    /// The same server once more, as it stands now, without any fault.
    #[must_use]
    pub fn copied(&self) -> Self {
        let store = self.store();
        Self::of(Folder::copy_of(&store, &self.folder.clock))
    }

    /// The same with a clock of its own.
    #[must_use]
    pub fn apart(&self) -> Self {
        let store = self.store();
        Self::of(Folder::copy_of(&store, &self.folder.clock.apart()))
    }

    /// The county's store as it is now.
    pub fn store(&self) -> Arc<Store> {
        lock(&self.server).store().clone()
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

    /// When the process of the tablet that is asking has ended: its sync goes no further, and is to be
    /// dropped.
    pub async fn killed(&self) {
        self.killed.notified().await;
    }

    async fn never(&self) -> Infallible {
        self.killed.notify_one();
        std::future::pending().await
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
    pub fn restore(&self, backup: &Path) {
        let machine = tempfile::tempdir_in(self.folder.dir.path()).unwrap().keep();
        let folder = machine.join("county");
        let clock = self.folder.clock.clone();
        Store::restore(backup, &folder, clock.clone()).unwrap();
        let store = Store::open(&folder, clock).unwrap();
        // As the server does when it starts: a backup is without photos.
        store.reconcile_files().unwrap();
        self.starts(store);
    }

    /// Another server goes on, over this store.
    fn starts(&self, store: Store) {
        *lock(&self.server) = kakou_server::Office::new(Arc::new(store));
    }

    /// Its disk goes bad, and it is repaired.
    pub fn repair_after(&self, damage: impl FnOnce(&Path)) -> Result<Option<Repaired>, StoreError> {
        let machine = tempfile::tempdir_in(self.folder.dir.path()).unwrap().keep();
        let (folder, clock) = (machine.join("county"), self.folder.clock.clone());
        copy_files(self.store().folder(), &folder);
        damage(&folder);
        let repaired = Store::repair(&folder, clock.clone())?;
        self.starts(Store::open(&folder, clock)?);
        Ok(repaired)
    }

    /// The real server's answer, with whatever goes wrong on the way.
    async fn over<T, Answered>(
        &self,
        call: Call,
        ask: impl FnOnce(kakou_server::Office) -> Answered,
        garbage: Option<T>,
    ) -> Result<T, SyncError>
    where
        Answered: Future<Output = Result<T, Problem>>,
    {
        let fault = lock(&self.plan).take(call);
        match (fault, garbage) {
            (None | Some(Fault::DropAnswer | Fault::KillAfter), _) => {}
            (Some(Fault::KillBefore), _) => match self.never().await {},
            (Some(Fault::Garbage), Some(garbage)) => return Ok(garbage),
            (Some(fault), _) => return Err(fault.error()),
        }
        let server = lock(&self.server).clone();
        let answer = ask(server.clone()).await;
        server.store().project_all().unwrap();
        match fault {
            Some(Fault::KillAfter) => match self.never().await {},
            Some(fault) => Err(fault.error()),
            None => answer.map_err(|problem| SyncError::Problem(Box::new(problem))),
        }
    }
}

impl Protocol for Office {
    type Error = SyncError;

    async fn enrol(&self, request: EnrolRequest) -> Result<Enrolment, SyncError> {
        let ask = |office: kakou_server::Office| async move { office.enrol(request).await };
        self.over(Call::Enrol, ask, None).await
    }

    async fn succeed(
        &self,
        token: &str,
        before: AuthorId,
        request: SuccessorRequest,
    ) -> Result<(), SyncError> {
        let ask = |office: kakou_server::Office| async move {
            office.succeed(token, before, request).await
        };
        self.over(Call::Succeed, ask, None).await
    }

    async fn journal(&self, token: &str, author: AuthorId) -> Result<JournalState, SyncError> {
        let ask = |office: kakou_server::Office| async move { office.journal(token, author).await };
        self.over(Call::Journal, ask, None).await
    }

    async fn push(
        &self,
        token: &str,
        author: AuthorId,
        batch: Vec<u8>,
    ) -> Result<Pushed, SyncError> {
        let ask =
            |office: kakou_server::Office| async move { office.push(token, author, batch).await };
        let anothers = receipt_of_another_server(author);
        self.over(Call::Push, ask, Some(anothers)).await
    }

    async fn entries(
        &self,
        token: &str,
        author: AuthorId,
        from: Seq,
    ) -> Result<Vec<u8>, SyncError> {
        let ask =
            |office: kakou_server::Office| async move { office.entries(token, author, from).await };
        self.over(Call::Entries, ask, Some(b"KKP1 and then noise".to_vec()))
            .await
    }

    async fn feed(&self, token: &str, request: FeedRequest) -> Result<Vec<u8>, SyncError> {
        let ask = |office: kakou_server::Office| async move { office.feed(token, request).await };
        self.over(Call::Feed, ask, Some(b"<html>".to_vec())).await
    }

    async fn begin_upload(&self, token: &str, new: &NewUpload) -> Result<UploadBegun, SyncError> {
        let ask =
            |office: kakou_server::Office| async move { office.begin_upload(token, new).await };
        self.over(Call::BeginUpload, ask, None).await
    }

    async fn show_held(
        &self,
        token: &str,
        name: &BlobName,
        request: HeldRequest,
    ) -> Result<(), SyncError> {
        let ask = |office: kakou_server::Office| async move {
            office.show_held(token, name, request).await
        };
        self.over(Call::ShowHeld, ask, None).await
    }

    async fn send_piece(
        &self,
        token: &str,
        name: &BlobName,
        offset: u64,
        piece: Vec<u8>,
    ) -> Result<u64, SyncError> {
        let ask = |office: kakou_server::Office| async move {
            office.send_piece(token, name, offset, piece).await
        };
        self.over(Call::SendPiece, ask, None).await
    }

    async fn has_blob(&self, token: &str, name: &BlobName) -> Result<bool, SyncError> {
        let ask = |office: kakou_server::Office| async move { office.has_blob(token, name).await };
        self.over(Call::HasBlob, ask, None).await
    }

    async fn blob(&self, token: &str, name: &BlobName) -> Result<Vec<u8>, SyncError> {
        let ask = |office: kakou_server::Office| async move { office.blob(token, name).await };
        self.over(Call::Blob, ask, Some(b"not the photo".to_vec()))
            .await
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap()
}

/// Well-formed and signed, but not by this county's server.
fn receipt_of_another_server(author: AuthorId) -> Pushed {
    let head = Head {
        author,
        seq: Seq(1),
        hash: ChainHash([7; 32]),
    };
    let (key, time) = (SoftwareKey::from_seed(&[7; 32]), String::new());
    let receipt = Receipt::sign(&key, &head, String::new(), Seq(0), time, Vec::new());
    Pushed {
        receipt: receipt.unwrap(),
        feed_end: None,
    }
}
