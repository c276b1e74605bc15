//! Places: lists, pages, what is missing from them.

use kakou_domain::{DivisionCode, SiteId, SiteKind};
use kakou_store::StoreError;
use kakou_store::views::{Coverage, DivisionView, Page, SiteFilter, SitePage, SiteRow, Vocabulary};
use tauri::{AppHandle, State};

use crate::events;
use crate::shell::{Answer, Shell};

#[tauri::command]
pub(crate) async fn sites(
    shell: State<'_, Shell>,
    filter: SiteFilter,
    after: Option<String>,
    limit: usize,
) -> Answer<Page<SiteRow>> {
    shell
        .ask(move |store| store.sites(&filter, after.as_deref(), limit))
        .await
}

#[tauri::command]
pub(crate) async fn site(shell: State<'_, Shell>, id: SiteId) -> Answer<SitePage> {
    shell.ask(move |store| store.site(id)).await
}

#[tauri::command]
pub(crate) async fn site_add(
    app: AppHandle,
    shell: State<'_, Shell>,
    division: DivisionCode,
    kind: SiteKind,
    name: String,
) -> Answer<SiteRow> {
    let row = shell
        .ask(move |store| {
            let id = store.site_add(division, kind, &name)?;
            Ok::<_, StoreError>(store.site(id)?.row)
        })
        .await?;
    events::stated(&app).await;
    Ok(row)
}

#[tauri::command]
pub(crate) async fn vocabulary(shell: State<'_, Shell>) -> Answer<Vocabulary> {
    shell.ask(|store| store.vocabulary()).await
}

#[tauri::command]
pub(crate) async fn villages(
    shell: State<'_, Shell>,
    township: DivisionCode,
) -> Answer<Vec<DivisionView>> {
    shell.ask(move |store| store.villages(&township)).await
}

#[tauri::command]
pub(crate) async fn coverage(shell: State<'_, Shell>) -> Answer<Coverage> {
    shell.ask(|store| store.coverage(None)).await
}
