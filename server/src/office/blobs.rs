//! Evidence files: taken in piece by piece, given to whoever sees a fact that names them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use kakou_domain::AuthorId;
use kakou_journal::{HoldsProof, Nonce};
use kakou_store::{BlobName, Device, NewUpload, Part, Store, StoreError, UploadState};
use kakou_sync::protocol::Problem;
use tokio::sync::{OwnedMutexGuard, watch};

use super::{Office, who};
use crate::problem::{internal, of_store};

/// The uploads that somebody writes to now. A device that lost its connection comes again before the
/// server has noticed: the newer request takes the older one's place.
pub(crate) type Lines = Mutex<HashMap<(AuthorId, BlobName), Arc<Line>>>;

/// The turn to write to one upload, and how many requests have asked for it.
#[derive(Default)]
pub(crate) struct Line {
    turn: Arc<tokio::sync::Mutex<()>>,
    asked: watch::Sender<u64>,
}

impl Line {
    /// Asks for the turn, also of whoever has it. Gives the number of the request.
    fn ask(&self) -> u64 {
        self.asked.send_modify(|asked| *asked += 1);
        *self.asked.borrow()
    }
}

/// An upload that was announced.
pub(crate) struct Begun {
    /// Where it stands.
    pub(crate) state: UploadState,
    /// What the device is asked, unless nothing is to come.
    pub(crate) nonce: Option<Nonce>,
}

/// An upload that somebody goes on with.
pub(crate) struct Uploading {
    turn: Turn,
    state: UploadState,
}

/// The turn to work on one upload, until it is dropped.
struct Turn {
    office: Office,
    device: Device,
    name: BlobName,
    newer: Newer,
    held: Arc<OwnedMutexGuard<()>>,
}

impl Turn {
    /// Works on the upload. Work goes on when its request is dropped; so it holds the turn, too.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store, &Device) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let (held, device) = (self.held.clone(), self.device.clone());
        let work = move |store: &Store| {
            let _held = held;
            work(store, &device).map_err(of_store)
        };
        self.office.ask(work).await
    }

    async fn append(&self, offset: u64, piece: Vec<u8>) -> Result<UploadState, Problem> {
        let name = self.name.clone();
        self.work(move |store, device| store.append_upload(device, &name, offset, &piece))
            .await
    }
}

/// Whether another request wants to go on with the same upload.
#[derive(Clone)]
pub(crate) struct Newer {
    line: Arc<Line>,
    own: u64,
}

impl Newer {
    /// Comes when one does.
    pub(crate) async fn comes(self) {
        let mut asked = self.line.asked.subscribe();
        // The line is held here: its other end does not go away.
        let _ = asked.wait_for(|asked| *asked > self.own).await.map(drop);
    }
}

impl Uploading {
    /// To be watched while bytes are waited for.
    pub(crate) fn newer(&self) -> Newer {
        self.turn.newer.clone()
    }

    /// Where it stands.
    pub(crate) fn state(&self) -> &UploadState {
        &self.state
    }

    /// Takes the next bytes.
    pub(crate) async fn take(&mut self, piece: &[u8]) -> Result<&UploadState, Problem> {
        self.state = self.turn.append(self.state.offset, piece.to_vec()).await?;
        Ok(&self.state)
    }
}

impl Office {
    /// Announces a file; tells where its upload stands, after whatever an older request still does. Of
    /// a file that is still to come the device is asked whether it can show that it has it, whether
    /// somebody else has brought it or nobody.
    pub(crate) async fn announce(&self, token: &str, new: &NewUpload) -> Result<Begun, Problem> {
        let turn = self.turn(token, &new.name).await?;
        let asked = new.clone();
        let state = turn
            .work(move |store, device| store.begin_upload(device, &asked))
            .await?;
        let to_come = state.expires_at.is_some() && new.name.part() == Part::Whole;
        let nonce = to_come.then(|| {
            let now = self.store.clock().now();
            let asked = self.nonces.ask(turn.device.author, &new.name, now);
            asked.map_err(|error| internal(&error.to_string()))
        });
        Ok(Begun {
            state,
            nonce: nonce.transpose()?,
        })
    }

    /// A device answers what it was asked of a file.
    pub(crate) async fn held(
        &self,
        token: &str,
        name: &BlobName,
        proof: &HoldsProof,
    ) -> Result<UploadState, Problem> {
        let turn = self.turn(token, name).await?;
        let now = self.store.clock().now();
        let asked = self.nonces.take(turn.device.author, name, now);
        let (name, proof) = (name.clone(), *proof);
        turn.work(move |store, device| store.show_held(device, &name, asked.as_ref(), &proof))
            .await
    }

    /// Where an upload stands.
    pub(crate) async fn upload_state(
        &self,
        token: &str,
        name: &BlobName,
    ) -> Result<UploadState, Problem> {
        let (token, name) = (token.to_owned(), name.clone());
        self.ask(move |store| {
            let device = who::device(store, &token)?;
            store.upload_state(&device, &name).map_err(of_store)
        })
        .await
    }

    /// Begins to go on with an upload at `offset`.
    pub(crate) async fn go_on(
        &self,
        token: &str,
        name: &BlobName,
        offset: u64,
    ) -> Result<Uploading, Problem> {
        let turn = self.turn(token, name).await?;
        // Nothing is added, but it is told at once when the upload stands elsewhere.
        let state = turn.append(offset, Vec::new()).await?;
        Ok(Uploading { turn, state })
    }

    /// Gives an upload up.
    pub(crate) async fn give_up(&self, token: &str, name: &BlobName) -> Result<(), Problem> {
        let (token, name) = (token.to_owned(), name.clone());
        self.ask(move |store| {
            let device = who::device(store, &token)?;
            store.end_upload(&device, &name).map_err(of_store)
        })
        .await
    }

    /// Waits for the turn to work on an upload of this device; an older request is asked for it.
    async fn turn(&self, token: &str, name: &BlobName) -> Result<Turn, Problem> {
        let token = token.to_owned();
        let device = self.ask(move |store| who::device(store, &token)).await?;
        let line = self.line(device.author, name);
        let own = line.ask();
        let held = Arc::new(line.turn.clone().lock_owned().await);
        Ok(Turn {
            office: self.clone(),
            device,
            name: name.clone(),
            newer: Newer { line, own },
            held,
        })
    }

    /// The line of one upload. Those that nobody holds any more are forgotten.
    fn line(&self, author: AuthorId, name: &BlobName) -> Arc<Line> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.retain(|_, line| Arc::strong_count(line) > 1);
        lines.entry((author, name.clone())).or_default().clone()
    }
}

/// A file's bytes.
pub(super) fn blob(store: &Store, token: &str, name: &BlobName) -> Result<Vec<u8>, Problem> {
    let device = who::device(store, token)?;
    store.blob(&device, name).map_err(of_store)
}
