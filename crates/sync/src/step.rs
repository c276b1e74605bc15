//! One sync from beginning to end: push what is ours, pull what others wrote, then send photos. It can be cut off
//! anywhere and begun again: each step is durable on its own, and doing one twice changes nothing.

mod lock;
mod pull;
mod push;
mod restored;
mod successor;
mod upload;

use kakou_journal::PublicKey;
use kakou_store::{Account, Store};
use tokio::sync::watch;

use crate::error::SyncError;
use crate::network::Network;
use crate::protocol::Protocol;
use crate::state::{Phase, SyncState};

/// Why photos are left although nothing went wrong.
const WAITS_FOR_WIFI: &str = "photos-wait-for-wifi";

/// What one sync did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Summary {
    /// Own entries that the server confirmed.
    pub pushed: u64,
    /// Entries of others that are new here.
    pub pulled: u64,
    /// Entries that were given back to a server that had lost them.
    pub given_back: u64,
    /// Entries of the own journal that this device had lost.
    pub refilled: u64,
    /// Own files that the server has now.
    pub uploaded: u64,
    /// Own files that it still has not got.
    pub files_left: u64,
}

/// One sync on its way.
pub(crate) struct Step<'a, P> {
    store: &'a Store,
    protocol: &'a P,
    account: Account,
    server: PublicKey,
    state: &'a watch::Sender<SyncState>,
    summary: Summary,
}

/// Runs one sync. `state` is told what goes on.
///
/// # Errors
/// See [`SyncError`]. What was confirmed before the error stays confirmed.
pub async fn sync_once<P: Protocol<Error = SyncError>>(
    store: &Store,
    protocol: &P,
    network: Network,
    state: &watch::Sender<SyncState>,
) -> Result<Summary, SyncError> {
    let account = store.account()?.ok_or(SyncError::NotEnrolled)?;
    let server = store.trusted_server()?.ok_or(SyncError::NotEnrolled)?;
    let _lock = lock::take(store.folder())?;
    let mut step = Step {
        store,
        protocol,
        account,
        server,
        state,
        summary: Summary::default(),
    };
    step.tell(Phase::Connecting, 0, 0);
    step.announce_successor().await?;
    let feed_end = step.push().await?;
    step.pull(feed_end).await?;
    // Where divisions changed or the fold did, rows are made again from the journals.
    store.project_all()?;
    let may_upload = network.takes_photos(store)?;
    if may_upload {
        step.upload().await?;
    }
    let left = store.status()?.files.files;
    step.summary.files_left = u64::from(left);
    let held_back = left > 0 && !may_upload;
    state.send_replace(SyncState {
        reason: held_back.then(|| WAITS_FOR_WIFI.to_owned()),
        ..SyncState::default()
    });
    Ok(step.summary)
}

impl<P> Step<'_, P> {
    fn tell(&self, phase: Phase, done: u64, total: u64) {
        self.state.send_replace(SyncState::at(phase, done, total));
    }
}
