//! Whose device this is, and how its owner likes it, also while practising.

use kakou_store::views::Status;
use tauri::{AppHandle, State};

use crate::events;
use crate::shell::{Answer, Shell};

#[tauri::command]
pub(crate) async fn set_name(
    app: AppHandle,
    shell: State<'_, Shell>,
    name: String,
) -> Answer<Status> {
    let status = shell
        .ask(move |store| {
            store.set_name(&name)?;
            store.status()
        })
        .await?;
    events::written(&app).await;
    Ok(status)
}

/// What was set under each of some keys.
#[tauri::command]
pub(crate) async fn settings(
    shell: State<'_, Shell>,
    keys: Vec<String>,
) -> Answer<Vec<Option<String>>> {
    shell
        .own()?
        .ask(move |store| keys.iter().map(|key| store.setting(key)).collect())
        .await
}

#[tauri::command]
pub(crate) async fn setting_set(shell: State<'_, Shell>, key: String, value: String) -> Answer<()> {
    shell
        .own()?
        .ask(move |store| store.set_setting(&key, &value))
        .await
}
