//! Gives up uploads that nobody went on with, once an hour, and looks for damage once a day.

use std::time::Duration;

use crate::office::Office;
use crate::problem::of_store;

/// An upload expires after days; an hour more or less does not matter.
const LOOK: Duration = Duration::from_secs(3_600);

/// Cleans up for as long as the server runs.
pub(crate) async fn run(office: Office) {
    loop {
        // What went wrong stands in the log already, and the next look comes.
        let cleaned = office.ask(|store| store.tidy_uploads().map_err(of_store));
        if let Ok(count @ 1..) = cleaned.await {
            tracing::info!(count, "uploads that expired were given up");
        }
        // What a command that was cut off has left.
        let _ = office
            .ask(|store| store.remove_erased_files().map_err(of_store))
            .await;
        // What is damaged stands in the log, and in the answer of /readyz.
        let _ = office
            .ask(|store| store.check_daily().map_err(of_store))
            .await;
        tokio::time::sleep(LOOK).await;
    }
}
