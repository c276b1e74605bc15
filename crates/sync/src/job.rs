//! One sync while nobody has the app open: what a tablet's scheduler starts, may stop at any moment,
//! and asks what comes next.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kakou_domain::SystemClock;
use kakou_store::{Store, StoreError};
use tokio::sync::watch;

use crate::error::SyncError;
use crate::network::Network;
use crate::runner::{Timing, sync_with_server};
use crate::state::SyncState;

/// How long a job goes on. Android gives one ten minutes, and takes what is not back by then for a
/// program that hangs.
pub const LONGEST_JOB: Duration = Duration::from_secs(9 * 60);

/// What a scheduler is told when a job ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing is left that this network takes; the next regular time is soon enough.
    Done = 0,
    /// It did not come to its end, and may by itself: again, later each time.
    Again = 1,
    /// It does not go on before a person looks into the app.
    Person = 2,
}

/// Syncs the data folder until all is done, until `stop` comes, or for `longest`. What was confirmed
/// by then stays confirmed, and the next one goes on from there.
pub async fn run_job(
    folder: &Path,
    network: Network,
    longest: Duration,
    stop: impl Future<Output = ()>,
) -> Next {
    tokio::select! {
        synced = sync(folder, network) => next(synced),
        () = stop => Next::Again,
        () = tokio::time::sleep(longest) => Next::Again,
    }
}

async fn sync(folder: &Path, network: Network) -> Result<(), SyncError> {
    let store = Arc::new(Store::open(folder, Arc::new(SystemClock))?);
    let state = watch::Sender::new(SyncState::default());
    sync_with_server(&store, Timing::default(), network, &state).await?;
    Ok(())
}

fn next(synced: Result<(), SyncError>) -> Next {
    match synced {
        // A tablet that was never set up, or whose app is open and syncs itself.
        Ok(())
        | Err(
            SyncError::NotEnrolled | SyncError::Busy | SyncError::Store(StoreError::NotSetUp(_)),
        ) => Next::Done,
        // Its repair goes on.
        Err(SyncError::Store(StoreError::InUse(_))) => Next::Again,
        Err(error) => {
            tracing::info!(code = error.code(), "the job did not come to its end");
            match error.passes_by_itself() {
                true => Next::Again,
                false => Next::Person,
            }
        }
    }
}
