//! Records.

use kakou_domain::VisitId;
use kakou_store::views::{ComparisonView, Page, VisitFilter, VisitPage, VisitRow};
use tauri::State;

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
