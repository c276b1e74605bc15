//! Problems and needs: where they stand, and what is done about them.

use kakou_domain::FindingId;
use kakou_domain::disposition::DispositionRecorded;
use kakou_domain::moves::FindingMoved;
use kakou_store::ReportGiven;
use kakou_store::views::{
    DispositionFilter, DispositionView, FindingCounts, FindingFilter, FindingView, Page,
};
use tauri::{AppHandle, State};

use crate::events;
use crate::shell::{Answer, Shell};

#[tauri::command]
pub(crate) async fn findings(
    shell: State<'_, Shell>,
    filter: FindingFilter,
    after: Option<String>,
    limit: usize,
) -> Answer<Page<FindingView>> {
    shell
        .ask(move |store| store.findings(&filter, after.as_deref(), limit))
        .await
}

#[tauri::command]
pub(crate) async fn finding_counts(
    shell: State<'_, Shell>,
    filter: FindingFilter,
) -> Answer<FindingCounts> {
    shell.ask(move |store| store.finding_counts(&filter)).await
}

#[tauri::command]
pub(crate) async fn finding(shell: State<'_, Shell>, id: FindingId) -> Answer<FindingView> {
    shell.ask(move |store| store.finding(id)).await
}

#[tauri::command]
pub(crate) async fn finding_move(
    app: AppHandle,
    shell: State<'_, Shell>,
    moved: FindingMoved,
) -> Answer<FindingView> {
    let view = shell.ask(move |store| store.finding_move(moved)).await?;
    events::stated(&app).await;
    Ok(view)
}

#[tauri::command]
pub(crate) async fn finding_report(
    app: AppHandle,
    shell: State<'_, Shell>,
    given: ReportGiven,
) -> Answer<FindingView> {
    let view = shell.ask(move |store| store.finding_report(given)).await?;
    events::stated(&app).await;
    Ok(view)
}

/// What followed from a finding, or from its visit; whoever was named there is offered again.
#[tauri::command]
pub(crate) async fn finding_dispositions(
    shell: State<'_, Shell>,
    id: FindingId,
) -> Answer<Vec<DispositionView>> {
    let filter = DispositionFilter {
        finding: Some(id),
        ..DispositionFilter::default()
    };
    shell.ask(move |store| store.dispositions(&filter)).await
}

#[tauri::command]
pub(crate) async fn disposition_record(
    app: AppHandle,
    shell: State<'_, Shell>,
    recorded: DispositionRecorded,
) -> Answer<DispositionView> {
    let view = shell
        .ask(move |store| store.disposition_record(recorded))
        .await?;
    events::stated(&app).await;
    Ok(view)
}
