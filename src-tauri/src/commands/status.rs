//! How the device stands.

use kakou_store::views::{ChecklistView, ConflictView, Status};
use kakou_store::{Repaired, VerifyReport};
use kakou_sync::SyncState;
use tauri::{AppHandle, State};

use crate::fault::CommandFault;
use crate::shell::{Answer, Shell};
use crate::{app, events};

/// Why the data folder could not be opened; nothing when it is open.
#[tauri::command]
pub(crate) fn startup_error(shell: State<'_, Shell>) -> Option<CommandFault> {
    shell.startup_error()
}

/// Repairs the data folder that could not be opened, and goes on in it.
#[tauri::command]
pub(crate) async fn repair(app: AppHandle, shell: State<'_, Shell>) -> Answer<Option<Repaired>> {
    let repaired = shell.repair().await?;
    app::begin(&app, shell.own()?);
    events::written(&app).await;
    Ok(repaired)
}

#[tauri::command]
pub(crate) async fn status(shell: State<'_, Shell>) -> Answer<Status> {
    shell.ask(|store| store.status()).await
}

#[tauri::command]
pub(crate) fn sync_state(shell: State<'_, Shell>) -> Answer<SyncState> {
    Ok(shell.get()?.runner.state().borrow().clone())
}

#[tauri::command]
pub(crate) fn sync_now(shell: State<'_, Shell>) -> Answer<()> {
    shell.get()?.runner.sync_now();
    Ok(())
}

#[tauri::command]
pub(crate) async fn verify(shell: State<'_, Shell>) -> Answer<VerifyReport> {
    shell.ask(|store| store.verify()).await
}

/// What people stated differently.
#[tauri::command]
pub(crate) async fn conflicts(shell: State<'_, Shell>) -> Answer<Vec<ConflictView>> {
    shell.ask(|store| store.conflicts()).await
}

#[tauri::command]
pub(crate) async fn checklists(shell: State<'_, Shell>) -> Answer<Vec<ChecklistView>> {
    shell.ask(|store| store.known_checklists()).await
}
