//! Records, and what becomes of their findings.

use chrono::NaiveDate;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::{FindingId, VisitId};
use kakou_store::views::{ComparisonView, FindingView, Page, VisitFilter, VisitPage, VisitRow};
use tauri::{AppHandle, State};

use crate::events;
use crate::shell::{Answer, Shell};

#[tauri::command]
pub(crate) async fn visits(
    shell: State<'_, Shell>,
    filter: VisitFilter,
    after: Option<String>,
    limit: usize,
) -> Answer<Page<VisitRow>> {
    shell
        .ask(move |store| store.visits(&filter, after.as_deref(), limit))
        .await
}

#[tauri::command]
pub(crate) async fn visit(shell: State<'_, Shell>, id: VisitId) -> Answer<VisitPage> {
    shell.ask(move |store| store.visit(id)).await
}

#[tauri::command]
pub(crate) async fn visit_count(shell: State<'_, Shell>, filter: VisitFilter) -> Answer<u32> {
    shell.ask(move |store| store.visit_count(&filter)).await
}

#[tauri::command]
pub(crate) async fn compare(
    shell: State<'_, Shell>,
    id: VisitId,
) -> Answer<Option<ComparisonView>> {
    shell.ask(move |store| store.compare(id)).await
}

#[tauri::command]
pub(crate) async fn finding_move(
    app: AppHandle,
    shell: State<'_, Shell>,
    finding: FindingId,
    to: FindingState,
    note: String,
    unit: Option<String>,
    deadline: Option<NaiveDate>,
) -> Answer<FindingView> {
    let moved = FindingMoved {
        finding,
        to,
        unit,
        deadline,
        note,
        evidence: Vec::new(),
    };
    let view = shell.ask(move |store| store.finding_move(moved)).await?;
    events::stated(&app).await;
    Ok(view)
}
