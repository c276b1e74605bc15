//! What a tablet does with the server in the same process.

use chrono::Duration;
use kakou_store::Store;
use kakou_sync::{Network, Summary, SyncError, SyncState, sync_once};
use tokio::sync::watch;

use crate::Office;

/// What tablets take for its address; nobody listens there.
pub const SERVER: &str = "http://127.0.0.1:1/";

/// One sync.
///
/// # Errors
/// As the way or the server gives them.
pub async fn sync(tablet: &Store, office: &Office) -> Result<Summary, SyncError> {
    let state = watch::Sender::new(SyncState::default());
    sync_once(tablet, office, Network::Unknown, &state).await
}

/// A new code for a division, and the enrolment by it.
///
/// # Errors
/// As the way or the server gives them.
pub async fn enrol(tablet: &Store, office: &Office, division: &str) -> Result<(), SyncError> {
    let code = code(office, division);
    kakou_sync::enrol(tablet, office, SERVER, &code, "督查一组").await
}

/// A new code for one tablet of a division; it holds for an hour.
pub fn code(office: &Office, division: &str) -> String {
    let (division, valid) = (division.parse().unwrap(), Duration::hours(1));
    office.store().give_code(&division, 1, valid).unwrap()
}
