//! What the page hears without asking.

use kakou_store::Store;
use kakou_store::views::Status;
use kakou_sync::{Phase, SyncState};
use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager};

use crate::platform::{Background, Device};
use crate::shell::{Open, Shell};

/// Lists should be read again.
const DATA_CHANGED: &str = "data-changed";
/// The sync, or what waits for it, stands elsewhere. Carries a [`SyncChanged`].
const SYNC_CHANGED: &str = "sync-changed";

/// What `sync-changed` carries.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SyncChanged {
    /// The device and its journal.
    pub status: Status,
    /// What the sync does.
    pub sync: SyncState,
}

/// Something was written: the lists, and what waits to be sent, are others now.
pub(crate) async fn written(app: &AppHandle) {
    emit(app, DATA_CHANGED, ());
    sync_changed(app).await;
}

/// A fact was written: it wants to be sent, and lists are others now.
pub(crate) async fn stated(app: &AppHandle) {
    if let Ok(open) = app.state::<Shell>().get() {
        open.runner.sealed();
        app.state::<Device>().soon();
    }
    written(app).await;
}

/// Tells the page of the background sync for as long as the app runs.
pub(crate) async fn follow(app: AppHandle, open: Open) {
    let mut state = open.runner.state();
    while state.changed().await.is_ok() {
        let phase = state.borrow_and_update().phase;
        // A sync that ended, well or not, may have brought others' facts and receipts.
        if matches!(phase, Phase::Idle | Phase::Waiting) {
            emit(&app, DATA_CHANGED, ());
        }
        sync_changed(&app).await;
    }
}

async fn sync_changed(app: &AppHandle) {
    let Ok(open) = app.state::<Shell>().get() else {
        return;
    };
    let sync = open.runner.state().borrow().clone();
    match open.ask(Store::status).await {
        Ok(status) => emit(app, SYNC_CHANGED, SyncChanged { status, sync }),
        Err(fault) => tracing::warn!(code = fault.code, "the status cannot be read"),
    }
}

/// A page that is just going away hears nothing, and need not.
fn emit(app: &AppHandle, event: &str, payload: impl Serialize + Clone) {
    if let Err(error) = app.emit(event, payload) {
        tracing::debug!(event, %error, "an event was not heard");
    }
}
