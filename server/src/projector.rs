//! Keeps the projections up with the journals, in the background: a receipt waits for no projection.

use std::time::Duration;

use tokio::time::timeout;

use crate::office::Office;
use crate::problem::of_store;

/// Other processes on the folder (publishing, imports) cannot ring; so it looks now and then.
const LOOK: Duration = Duration::from_secs(30);
/// How long no push may have come before it goes on: a step holds the one writer, for which a push
/// would wait.
const QUIET: Duration = Duration::from_millis(100);
/// How long it lets pushes go before at most, so that what people look at follows all the same.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long it rests when the store fails.
const REST: Duration = Duration::from_secs(5);

/// Takes in what waits, then sleeps until more comes. Stopped anywhere, it goes on where it was.
pub(crate) async fn run(office: Office) {
    let mut pushed = false;
    loop {
        if pushed {
            let _ = timeout(PATIENCE, pause(&office)).await;
        }
        let left = office.ask(|store| store.project_pending().map_err(of_store));
        pushed = match left.await {
            Ok(0) => pushed_within(LOOK, &office).await,
            Ok(_) => pushed_within(Duration::ZERO, &office).await,
            // It stands in the log already.
            Err(_) => {
                tokio::time::sleep(REST).await;
                false
            }
        }
    }
}

/// Waits until nobody has pushed for a while.
async fn pause(office: &Office) {
    while pushed_within(QUIET, office).await {}
}

async fn pushed_within(time: Duration, office: &Office) -> bool {
    timeout(time, office.arrivals().notified()).await.is_ok()
}
