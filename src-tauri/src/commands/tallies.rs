//! 查验台账: what checkpoints counted, and sums of it.

use chrono::NaiveDate;
use kakou_store::TallyGiven;
use kakou_store::views::{TallyBy, TallySum, TallyView};
use tauri::{AppHandle, State};

use crate::events;
use crate::shell::{Answer, Shell};

#[tauri::command]
pub(crate) async fn tallies(
    shell: State<'_, Shell>,
    from: NaiveDate,
    to: NaiveDate,
) -> Answer<Vec<TallyView>> {
    shell.ask(move |store| store.tallies(from, to)).await
}

#[tauri::command]
pub(crate) async fn tally_sums(
    shell: State<'_, Shell>,
    from: NaiveDate,
    to: NaiveDate,
    by: TallyBy,
) -> Answer<Vec<TallySum>> {
    shell.ask(move |store| store.tally_sums(from, to, by)).await
}

#[tauri::command]
pub(crate) async fn tally_record(
    app: AppHandle,
    shell: State<'_, Shell>,
    given: TallyGiven,
) -> Answer<TallyView> {
    let view = shell.ask(move |store| store.tally_record(given)).await?;
    events::stated(&app).await;
    Ok(view)
}
