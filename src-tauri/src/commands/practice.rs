//! Into practice and out of it. All other commands then work on the folder that is open.

use kakou_store::Store;
use kakou_store::views::Status;
use tauri::{AppHandle, State};

use crate::events;
use crate::practice::Start;
use crate::shell::{Answer, Shell};

#[tauri::command]
pub(crate) async fn practice_begin(
    app: AppHandle,
    shell: State<'_, Shell>,
    name: String,
) -> Answer<Status> {
    shell.practise(Start::AsLeft, name).await?;
    switched(&app, &shell).await
}

#[tauri::command]
pub(crate) async fn practice_reset(
    app: AppHandle,
    shell: State<'_, Shell>,
    name: String,
) -> Answer<Status> {
    shell.practise(Start::Afresh, name).await?;
    switched(&app, &shell).await
}

#[tauri::command]
pub(crate) async fn practice_end(app: AppHandle, shell: State<'_, Shell>) -> Answer<Status> {
    shell.end_practice().await?;
    switched(&app, &shell).await
}

/// Every page reads again.
async fn switched(app: &AppHandle, shell: &Shell) -> Answer<Status> {
    let status = shell.ask(Store::status).await?;
    events::written(app).await;
    Ok(status)
}
