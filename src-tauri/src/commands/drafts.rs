//! What is being typed. Each answer comes back after it lies on the disk.

use kakou_domain::draft::FindingEdit;
use kakou_domain::moves::Recheck;
use kakou_domain::{Answer as ItemAnswer, FindingId, Fix, Method, SiteId, VisitId};
use kakou_store::DraftDetails;
use kakou_store::views::{DraftPage, DraftRow, SealedView};
use tauri::{AppHandle, State};

use crate::events;
use crate::shell::{Answer, Shell};

#[tauri::command]
pub(crate) async fn drafts(shell: State<'_, Shell>) -> Answer<Vec<DraftRow>> {
    shell.ask(|store| store.drafts()).await
}

#[tauri::command]
pub(crate) async fn draft_new(
    app: AppHandle,
    shell: State<'_, Shell>,
    site: SiteId,
    method: Method,
) -> Answer<DraftPage> {
    let page = shell
        .ask(move |store| store.draft_new(site, method))
        .await?;
    events::written(&app).await;
    Ok(page)
}

#[tauri::command]
pub(crate) async fn draft_amend(
    app: AppHandle,
    shell: State<'_, Shell>,
    visit: VisitId,
) -> Answer<DraftPage> {
    let page = shell.ask(move |store| store.draft_amend(visit)).await?;
    events::written(&app).await;
    Ok(page)
}

#[tauri::command]
pub(crate) async fn draft(shell: State<'_, Shell>, id: VisitId) -> Answer<DraftPage> {
    shell.ask(move |store| store.draft(id)).await
}

#[tauri::command]
pub(crate) async fn draft_answer(
    shell: State<'_, Shell>,
    id: VisitId,
    item: String,
    answer: Option<ItemAnswer>,
) -> Answer<DraftPage> {
    shell
        .ask(move |store| store.draft_answer(id, &item, answer))
        .await
}

#[tauri::command]
pub(crate) async fn draft_fill(
    shell: State<'_, Shell>,
    id: VisitId,
    group: String,
) -> Answer<DraftPage> {
    shell.ask(move |store| store.draft_fill(id, &group)).await
}

#[tauri::command]
pub(crate) async fn draft_unfill(
    shell: State<'_, Shell>,
    id: VisitId,
    group: String,
) -> Answer<DraftPage> {
    shell.ask(move |store| store.draft_unfill(id, &group)).await
}

#[tauri::command]
pub(crate) async fn draft_call(
    shell: State<'_, Shell>,
    id: VisitId,
    answered: bool,
) -> Answer<DraftPage> {
    shell.ask(move |store| store.draft_call(id, answered)).await
}

#[tauri::command]
pub(crate) async fn draft_uncall(shell: State<'_, Shell>, id: VisitId) -> Answer<DraftPage> {
    shell.ask(move |store| store.draft_uncall(id)).await
}

#[tauri::command]
pub(crate) async fn draft_recheck(
    shell: State<'_, Shell>,
    id: VisitId,
    finding: FindingId,
    seen: Option<Recheck>,
) -> Answer<DraftPage> {
    shell
        .ask(move |store| store.draft_recheck(id, finding, seen))
        .await
}

#[tauri::command]
pub(crate) async fn draft_edit_finding(
    shell: State<'_, Shell>,
    id: VisitId,
    edit: FindingEdit,
) -> Answer<DraftPage> {
    shell
        .ask(move |store| store.draft_edit_finding(id, edit))
        .await
}

#[tauri::command]
pub(crate) async fn draft_fix(shell: State<'_, Shell>, id: VisitId, fix: Fix) -> Answer<DraftPage> {
    shell.ask(move |store| store.draft_fix(id, fix)).await
}

#[tauri::command]
pub(crate) async fn draft_details(
    shell: State<'_, Shell>,
    id: VisitId,
    details: DraftDetails,
) -> Answer<DraftPage> {
    shell
        .ask(move |store| store.draft_details(id, details))
        .await
}

#[tauri::command]
pub(crate) async fn draft_discard(
    app: AppHandle,
    shell: State<'_, Shell>,
    id: VisitId,
) -> Answer<()> {
    shell.ask(move |store| store.draft_discard(id)).await?;
    events::written(&app).await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn draft_restore(
    app: AppHandle,
    shell: State<'_, Shell>,
    id: VisitId,
) -> Answer<DraftPage> {
    let page = shell.ask(move |store| store.draft_restore(id)).await?;
    events::written(&app).await;
    Ok(page)
}

#[tauri::command]
pub(crate) async fn draft_seal(
    app: AppHandle,
    shell: State<'_, Shell>,
    id: VisitId,
    reason: Option<String>,
) -> Answer<SealedView> {
    let sealed = shell
        .ask(move |store| store.draft_seal(id, reason.as_deref()))
        .await?;
    events::stated(&app).await;
    Ok(sealed)
}
