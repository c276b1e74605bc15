//! Keeps the projections up with the journals, in the background: a receipt waits for no projection.

use std::time::Duration;

use crate::office::Office;
use crate::problem::of_store;

/// Other processes on the folder (publishing, imports) cannot ring; so it looks now and then.
const LOOK: Duration = Duration::from_secs(30);
/// How long it rests when the store fails.
const REST: Duration = Duration::from_secs(5);

/// Takes in what waits, then sleeps until more comes. Stopped anywhere, it goes on where it was.
pub(crate) async fn run(office: Office) {
    loop {
        let left = office.ask(|store| store.project_pending().map_err(of_store));
        match left.await {
            Ok(0) => {
                let _ = tokio::time::timeout(LOOK, office.arrivals().notified()).await;
            }
            Ok(_) => {}
            // It stands in the log already.
            Err(_) => tokio::time::sleep(REST).await,
        }
    }
}
