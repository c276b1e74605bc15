//! Syncing by itself: after a seal, when somebody asks, every five minutes, and again after an
//! error, later each time.

use std::sync::Arc;
use std::time::Duration;

use chrono::{SecondsFormat, TimeDelta};
use kakou_store::Store;
use tokio::sync::{Notify, watch};

use crate::address::{PlainHttp, server_address};
use crate::error::SyncError;
use crate::http::Http;
use crate::network::Network;
use crate::state::{Phase, SyncState};
use crate::step::{Summary, sync_once};

/// From the start to the first look after the folder, and from one look to the next. It may read the
/// whole database, which on the first start of a day would hold up the first list and the first sync.
const LOOK_AFTER: Duration = Duration::from_secs(60);
/// A server that asks to wait for longer than this has lost count.
const MOST_ASKED: Duration = Duration::from_secs(86_400);

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
    network: Network,
    state: &watch::Sender<SyncState>,
) -> Result<Summary, SyncError> {
    let server = own_server(store, timing)?;
    sync_once(store, &server, network, state).await
}

/// The server that this device is enrolled with.
pub(crate) fn own_server(store: &Arc<Store>, timing: Timing) -> Result<Http, SyncError> {
    let account = store.account()?.ok_or(SyncError::NotEnrolled)?;
    // The address was checked, and plain HTTP allowed, when the device was enrolled with it.
    let base = server_address(&account.server_url, PlainHttp::Local)?;
    let http = Http::new(base, timing.stall, on_contact(store))?;
    let own = store.clone();
    Ok(http.telling(Arc::new(move || own.clock().now())))
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
    seals: watch::Sender<()>,
    network: watch::Sender<Network>,
}

/// Why the next sync is not begun at once.
enum Pause {
    /// Nothing is to be done, or the last try failed: a seal shortens it.
    For(Duration),
    /// The server asked for it: only a person shortens it.
    AskedFor(Duration),
    /// It has no end by itself.
    ForAPerson,
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
            seals: watch::Sender::new(()),
            network: watch::Sender::new(Network::default()),
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

    /// The shell knows what the network costs now. With another than before a sync is worth a try.
    pub fn set_network(&self, network: Network) {
        let changed = self.network.send_if_modified(|known| {
            let before = std::mem::replace(known, network);
            before != network
        });
        if changed {
            self.sync_now();
        }
    }

    /// A visit was sealed, or something else was stated.
    pub fn sealed(&self) {
        self.seals.send_replace(());
    }

    /// Syncs, and looks after the folder, for as long as the app runs.
    pub async fn run(self) {
        tokio::join!(self.sync(), self.look_after());
    }

    /// Once a day what nobody needs any more is cleaned up, and the database is looked through for
    /// damage.
    async fn look_after(&self) {
        loop {
            tokio::time::sleep(LOOK_AFTER).await;
            self.work(|store| {
                if let Err(error) = store.tidy() {
                    tracing::warn!(code = error.code(), "not everything could be cleaned up");
                }
                if let Err(error) = store.check_daily() {
                    tracing::error!(code = error.code(), "the database was looked through");
                }
            })
            .await;
        }
    }

    /// After an update with another fold the rows are made again, also on a tablet that never meets
    /// a server. Seals go on meanwhile.
    async fn catch_up(&self) {
        self.work(|store| {
            if let Err(error) = store.project_all() {
                tracing::warn!(code = error.code(), "not all rows could be made again");
            }
        })
        .await;
    }

    /// Works in the store beside the threads that serve the window.
    async fn work(&self, work: impl FnOnce(&Store) + Send + 'static) {
        let store = self.store.clone();
        if let Err(error) = tokio::task::spawn_blocking(move || work(&store)).await {
            tracing::error!(%error, "work in the store broke off");
        }
    }

    async fn sync(&self) {
        let (mut seals, mut failures) = (self.seals.subscribe(), 0);
        loop {
            self.catch_up().await;
            // What was sealed before a sync goes with it.
            seals.mark_unchanged();
            let network = *self.network.borrow();
            let synced = tokio::select! {
                synced = sync_with_server(&self.store, self.timing, network, &self.state) => synced,
                () = self.records_come_first(seals.clone()) => continue,
            };
            let pause = match synced {
                Ok(_) => {
                    failures = 0;
                    Pause::For(self.timing.regular)
                }
                Err(error) => {
                    tracing::info!(code = error.code(), "sync waits");
                    failures += 1;
                    self.rest(&error, failures)
                }
            };
            self.wait(pause, &mut seals).await;
        }
    }

    /// Comes when something was stated while photos are sent, or the network began to cost: they are
    /// broken off, and go on later at the byte where they stopped.
    async fn records_come_first(&self, mut seals: watch::Receiver<()>) {
        let (mut state, mut network) = (self.state.subscribe(), self.network.subscribe());
        let uploading = state.wait_for(|state| state.phase == Phase::Uploading);
        // The runner holds the other ends: none of these waits can fail.
        let _ = uploading.await.map(drop);
        let costs = async {
            while network.changed().await.is_ok() {
                let network = *network.borrow();
                if matches!(network.takes_photos(&self.store), Ok(false)) {
                    break;
                }
            }
        };
        tokio::select! {
            _ = seals.changed() => tokio::time::sleep(self.timing.after_seal).await,
            () = costs => {}
        }
    }

    /// Says why it waits and until when.
    fn rest(&self, error: &SyncError, failures: u32) -> Pause {
        let asked = error.retry_after().map(Duration::from_secs);
        let asked = asked.map(|asked| asked.min(MOST_ASKED));
        let pause = match (error.passes_by_itself(), asked) {
            (false, _) => Pause::ForAPerson,
            (true, Some(asked)) => Pause::AskedFor(asked.max(self.backoff(failures))),
            (true, None) => Pause::For(self.backoff(failures)),
        };
        let until = match pause {
            Pause::For(wait) | Pause::AskedFor(wait) => TimeDelta::from_std(wait).ok(),
            Pause::ForAPerson => None,
        };
        let until = until.map(|wait| self.store.clock().now() + wait);
        self.state.send_replace(SyncState {
            phase: Phase::Waiting,
            reason: Some(error.code().to_owned()),
            next_try_at: until.map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, false)),
            ..SyncState::default()
        });
        pause
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

    async fn wait(&self, pause: Pause, seals: &mut watch::Receiver<()>) {
        let (wait, seal_wakes) = match pause {
            Pause::For(wait) => (Some(wait), true),
            Pause::AskedFor(wait) => (Some(wait), false),
            Pause::ForAPerson => (None, true),
        };
        let over = async {
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = over => {}
            () = self.now.notified() => {}
            Ok(()) = seals.changed(), if seal_wakes => {
                tokio::time::sleep(self.timing.after_seal).await;
            }
        }
    }
}
