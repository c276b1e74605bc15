//! The office: answers what tablets ask, from the store. Behind HTTP or in the same process, it is
//! the same.

mod blobs;
mod enrolment;
mod feed;
mod journals;
mod nonces;
mod who;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use kakou_domain::{AuthorId, Seq};
use kakou_store::{BlobName, NewUpload, Store};
use kakou_sync::protocol::{
    EnrolRequest, Enrolment, FeedRequest, HeldRequest, JournalState, Problem, Protocol, Pushed,
    SuccessorRequest, UploadBegun,
};
use tokio::sync::{Notify, Semaphore};

use crate::problem;
pub(crate) use blobs::{Begun, Uploading};

/// How many batches are unpacked and taken in at once. There is one writer, so more of them would
/// only wait, each with some ten MB; before that a batch lies there packed, about a twentieth of it.
const BATCHES_AT_ONCE: usize = 2;

/// The county's server without its network.
#[derive(Clone)]
pub struct Office {
    store: Arc<Store>,
    arrivals: Arc<Notify>,
    batches: Arc<Semaphore>,
    lines: Arc<blobs::Lines>,
    nonces: Arc<nonces::Nonces>,
}

impl Office {
    /// Over the store of headquarters' data folder.
    pub fn new(store: Arc<Store>) -> Self {
        Self {
            store,
            arrivals: Arc::default(),
            batches: Arc::new(Semaphore::new(BATCHES_AT_ONCE)),
            lines: Arc::default(),
            nonces: Arc::default(),
        }
    }

    /// Headquarters' store.
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// Rings when entries have come in that nobody has projected yet.
    pub(crate) fn arrivals(&self) -> &Notify {
        &self.arrivals
    }

    /// Whether a token is an admitted device's. Asked before a large body is read.
    pub(crate) async fn admits(&self, token: &str) -> Result<(), Problem> {
        let token = token.to_owned();
        self.ask(move |store| who::device(store, &token).map(drop))
            .await
    }

    /// Notes how far a device's clock is off that says it is `told` now. A push does not wait for more
    /// than that, and does not fail by it.
    pub(crate) async fn note_clock(&self, token: &str, told: DateTime<FixedOffset>) {
        let token = token.to_owned();
        let noted = self.ask(move |store| {
            let device = who::device(store, &token)?;
            store
                .note_drift(device.author, told)
                .map_err(problem::of_store)
        });
        if let Err(problem) = noted.await {
            tracing::warn!(code = %problem.code, "a device's drift was not noted");
        }
    }

    /// Runs `work` where it may block. Nothing is taken into a database in which damage was met: what
    /// is written beside it may be lost with the next page.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (store, span) = (self.store.clone(), tracing::Span::current());
        let work = move || {
            store.check_mark().map_err(problem::of_store)?;
            work(&store)
        };
        let done = tokio::task::spawn_blocking(move || span.in_scope(work)).await;
        done.unwrap_or_else(|error| Err(problem::internal(&error.to_string())))
    }
}

impl Protocol for Office {
    type Error = Problem;

    async fn enrol(&self, request: EnrolRequest) -> Result<Enrolment, Problem> {
        self.ask(move |store| enrolment::enrol(store, &request))
            .await
    }

    async fn succeed(
        &self,
        token: &str,
        before: AuthorId,
        request: SuccessorRequest,
    ) -> Result<(), Problem> {
        let token = token.to_owned();
        self.ask(move |store| enrolment::succeed(store, &token, before, &request))
            .await
    }

    async fn journal(&self, token: &str, author: AuthorId) -> Result<JournalState, Problem> {
        let token = token.to_owned();
        self.ask(move |store| journals::state(store, &token, author))
            .await
    }

    async fn push(&self, token: &str, author: AuthorId, batch: Vec<u8>) -> Result<Pushed, Problem> {
        let token = token.to_owned();
        // Nobody closes it, so each gets its turn.
        let _turn = self.batches.acquire().await;
        let pushed = self
            .ask(move |store| journals::push(store, &token, author, &batch))
            .await?;
        self.arrivals.notify_one();
        Ok(pushed)
    }

    async fn entries(&self, token: &str, author: AuthorId, from: Seq) -> Result<Vec<u8>, Problem> {
        let token = token.to_owned();
        self.ask(move |store| feed::entries(store, &token, author, from))
            .await
    }

    async fn feed(&self, token: &str, request: FeedRequest) -> Result<Vec<u8>, Problem> {
        let token = token.to_owned();
        self.ask(move |store| feed::feed(store, &token, &request))
            .await
    }

    async fn begin_upload(&self, token: &str, new: &NewUpload) -> Result<UploadBegun, Problem> {
        let begun = self.announce(token, new).await?;
        Ok(UploadBegun {
            offset: begun.state.offset,
            nonce: begun.nonce,
        })
    }

    async fn show_held(
        &self,
        token: &str,
        name: &BlobName,
        request: HeldRequest,
    ) -> Result<(), Problem> {
        self.held(token, name, &request.proof).await.map(drop)
    }

    async fn send_piece(
        &self,
        token: &str,
        name: &BlobName,
        offset: u64,
        piece: Vec<u8>,
    ) -> Result<u64, Problem> {
        let mut uploading = self.go_on(token, name, offset).await?;
        Ok(uploading.take(&piece).await?.offset)
    }

    async fn has_blob(&self, token: &str, name: &BlobName) -> Result<bool, Problem> {
        let state = self.upload_state(token, name).await;
        match state {
            Ok(state) => Ok(state.expires_at.is_none()),
            Err(problem) if problem.status == 404 || problem.status == 410 => Ok(false),
            Err(problem) => Err(problem),
        }
    }

    async fn blob(&self, token: &str, name: &BlobName) -> Result<Vec<u8>, Problem> {
        let (token, name) = (token.to_owned(), name.clone());
        self.ask(move |store| blobs::blob(store, &token, &name))
            .await
    }
}
