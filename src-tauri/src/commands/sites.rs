//! Places: lists, pages, what is missing from them.

use kakou_domain::{CampaignId, DivisionCode, FactId, Position, SiteId, SiteKind};
use kakou_store::StoreError;
use kakou_store::views::{Page, SiteFilter, SitePage, SiteRow, TodayView, VillageView, Vocabulary};
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt;

use crate::events;
use crate::fault::CommandFault;
use crate::map::MapApp;
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
    position: Option<Position>,
) -> Answer<SiteRow> {
    let row = shell
        .ask(move |store| {
            let id = store.site_add(division, kind, &name, position)?;
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
pub(crate) async fn villages(shell: State<'_, Shell>, search: String) -> Answer<Vec<VillageView>> {
    shell.ask(move |store| store.villages(&search)).await
}

#[tauri::command]
pub(crate) async fn site_set_position(
    app: AppHandle,
    shell: State<'_, Shell>,
    id: SiteId,
    position: Option<Position>,
) -> Answer<SitePage> {
    let page = shell
        .ask(move |store| {
            store.site_set_position(id, position)?;
            store.site(id)
        })
        .await?;
    events::stated(&app).await;
    Ok(page)
}

#[tauri::command]
pub(crate) async fn site_settle(
    app: AppHandle,
    shell: State<'_, Shell>,
    id: SiteId,
    version: FactId,
) -> Answer<SitePage> {
    let page = shell
        .ask(move |store| {
            store.site_settle(id, version)?;
            store.site(id)
        })
        .await?;
    events::stated(&app).await;
    Ok(page)
}

/// Shows a site in a map app, where it has a position.
#[tauri::command]
pub(crate) async fn open_map(
    app: AppHandle,
    shell: State<'_, Shell>,
    site: SiteId,
    map: MapApp,
) -> Answer<()> {
    let row = shell
        .ask(move |store| Ok::<_, StoreError>(store.site(site)?.row))
        .await?;
    let address = row.position.and_then(|at| map.address(at, &row.name));
    let address = address.ok_or_else(|| CommandFault::new("no-position", &row.id))?;
    let opened = app.opener().open_url(address, None::<&str>);
    opened.map_err(|error| CommandFault::new("no-map", &error))
}

#[tauri::command]
pub(crate) async fn today(shell: State<'_, Shell>) -> Answer<TodayView> {
    shell.ask(|store| store.today()).await
}

#[tauri::command]
pub(crate) async fn campaign_choose(
    app: AppHandle,
    shell: State<'_, Shell>,
    id: CampaignId,
) -> Answer<()> {
    shell.ask(move |store| store.choose_campaign(id)).await?;
    events::written(&app).await;
    Ok(())
}
