//! Syncing by itself: after a seal, when somebody asks, every five minutes, and again after an
//! error, later each time.

use std::sync::Arc;
use std::time::Duration;

use chrono::{SecondsFormat, TimeDelta};
use kakou_store::Store;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use crate::address::{PlainHttp, server_address};
use crate::error::SyncError;
use crate::http::Http;
use crate::state::{Phase, SyncState};
use crate::step::{Summary, sync_once};

/// How long to wait, and for what. Tests set them small; the app takes the defaults.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// No byte for so long, and a request is given up.
    pub stall: Duration,
    /// From a seal to its sync, so that several seals go together.
    pub after_seal: Duration,
    /// Between syncs when nothing asks for one.
    pub regular: Duration,
    /// The first wait after an error is at most this; it doubles from there.
    pub backoff_first: Duration,
    /// No wait after an error is longer.
    pub backoff_most: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            stall: Duration::from_secs(30),
            after_seal: Duration::from_secs(2),
            regular: Duration::from_secs(300),
            backoff_first: Duration::from_secs(4),
            backoff_most: Duration::from_secs(300),
        }
    }
}

/// Runs one sync with the server that this device is enrolled with.
///
/// # Errors
/// See [`SyncError`].
pub async fn sync_with_server(
    store: &Arc<Store>,
    timing: Timing,
    state: &watch::Sender<SyncState>,
) -> Result<Summary, SyncError> {
    let account = store.account()?.ok_or(SyncError::NotEnrolled)?;
    // The address was checked, and plain HTTP allowed, when the device was enrolled with it.
    let base = server_address(&account.server_url, PlainHttp::Allowed)?;
    let http = Http::new(base, timing.stall, on_contact(store))?;
    sync_once(store, &http, state).await
}

/// Notes each contact with the server in the store.
pub fn on_contact(store: &Arc<Store>) -> crate::http::OnContact {
    let store = store.clone();
    Arc::new(move |time, trip| {
        if let Err(error) = store.note_contact(time, trip) {
            tracing::warn!(code = error.code(), "the contact could not be noted");
        }
    })
}

/// The background sync of the app.
#[derive(Clone)]
pub struct Runner {
    store: Arc<Store>,
    timing: Timing,
    state: watch::Sender<SyncState>,
    now: Arc<Notify>,
    sealed: Arc<Notify>,
}

impl Runner {
    /// A runner that has not begun yet; [`Runner::run`] is its task.
    pub fn new(store: Arc<Store>, timing: Timing) -> Self {
        let state = watch::Sender::new(SyncState::default());
        Self {
            store,
            timing,
            state,
            now: Arc::default(),
            sealed: Arc::default(),
        }
    }

    /// What goes on.
    pub fn state(&self) -> watch::Receiver<SyncState> {
        self.state.subscribe()
    }

    /// Somebody asks for a sync, or the app or the network came back.
    pub fn sync_now(&self) {
        self.now.notify_one();
    }

    /// A visit was sealed, or something else was stated.
    pub fn sealed(&self) {
        self.sealed.notify_one();
    }

    /// Syncs for as long as the app runs.
    pub async fn run(self) {
        let mut failures = 0;
        loop {
            let wait = match sync_with_server(&self.store, self.timing, &self.state).await {
                Ok(_) => {
                    failures = 0;
                    Some(self.timing.regular)
                }
                Err(error) => {
                    tracing::info!(code = error.code(), "sync waits");
                    failures += 1;
                    self.rest(&error, failures)
                }
            };
            self.wait(wait).await;
        }
    }

    /// Says why it waits, and gives until when; a person's move has no end by itself.
    fn rest(&self, error: &SyncError, failures: u32) -> Option<Duration> {
        let wait = error.passes_by_itself().then(|| {
            let asked = error.retry_after().map(Duration::from_secs);
            asked.unwrap_or_default().max(self.backoff(failures))
        });
        let until = wait.and_then(|wait| TimeDelta::from_std(wait).ok());
        let until = until.map(|wait| self.store.clock().now() + wait);
        self.state.send_replace(SyncState {
            phase: Phase::Waiting,
            reason: Some(error.code().to_owned()),
            next_try_at: until.map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, false)),
            ..SyncState::default()
        });
        wait
    }

    /// Exponential with full jitter, so that a county's tablets do not come back all at once.
    fn backoff(&self, failures: u32) -> Duration {
        let doubled = self.timing.backoff_first * 2u32.saturating_pow(failures.min(16) - 1);
        let most = doubled.min(self.timing.backoff_most);
        let mut random = [0; 2];
        // Without randomness the wait is simply not shortened.
        let share = match getrandom::fill(&mut random) {
            Ok(()) => f64::from(u16::from_be_bytes(random)) / f64::from(u16::MAX),
            Err(_) => 1.0,
        };
        most.mul_f64(share)
    }

    async fn wait(&self, wait: Option<Duration>) {
        let regular = Instant::now() + wait.unwrap_or(self.timing.regular * 1_000_000);
        tokio::select! {
            () = tokio::time::sleep_until(regular) => {}
            () = self.now.notified() => {}
            () = self.sealed.notified() => tokio::time::sleep(self.timing.after_seal).await,
        }
    }
}
