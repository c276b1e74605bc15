//! Reports: the day, and the bulletin.

use chrono::NaiveDate;
use kakou_domain::{DayId, FactId};
use kakou_report::bulletin::BulletinFormat;
use kakou_report::{
    BulletinAsked, BulletinHeading, BulletinPreview, ReportError, daily, draw_up, remember_heading,
    usual_heading,
};
use kakou_store::Store;
use kakou_store::views::{BulletinLine, DayView};
use tauri::{AppHandle, State};

use crate::events;
use crate::saved;
use crate::shell::{Answer, Shell};

#[tauri::command]
pub(crate) async fn day(shell: State<'_, Shell>, day: Option<NaiveDate>) -> Answer<DayView> {
    shell
        .ask(move |store| store.day(day.unwrap_or_else(|| today(store))))
        .await
}

/// The day as a text for a chat: of all that is known here, or of the own team alone.
#[tauri::command]
pub(crate) async fn day_text(
    shell: State<'_, Shell>,
    day: Option<NaiveDate>,
    own: bool,
) -> Answer<String> {
    shell.ask(move |store| text_of(store, day, own)).await
}

/// States that the own team has reported the day.
#[tauri::command]
pub(crate) async fn day_report(
    app: AppHandle,
    shell: State<'_, Shell>,
    day: Option<NaiveDate>,
) -> Answer<()> {
    let report = move |store: &Store| {
        let text = text_of(store, day, true)?;
        store.day_report(day.unwrap_or_else(|| today(store)), text)
    };
    shell.ask(report).await?;
    events::stated(&app).await;
    Ok(())
}

/// Of several reports of a day, this one holds.
#[tauri::command]
pub(crate) async fn day_settle(
    app: AppHandle,
    shell: State<'_, Shell>,
    id: DayId,
    fact: FactId,
) -> Answer<()> {
    shell.ask(move |store| store.day_settle(id, fact)).await?;
    events::stated(&app).await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn bulletin_heading(shell: State<'_, Shell>) -> Answer<BulletinHeading> {
    shell.ask(usual_heading).await
}

#[tauri::command]
pub(crate) async fn bulletin_heading_set(
    shell: State<'_, Shell>,
    heading: BulletinHeading,
) -> Answer<()> {
    shell
        .ask(move |store| remember_heading(store, &heading))
        .await
}

/// What a bulletin would say now. Nothing is stated by it.
#[tauri::command]
pub(crate) async fn bulletin(
    shell: State<'_, Shell>,
    asked: BulletinAsked,
) -> Answer<BulletinPreview> {
    shell
        .ask(move |store| Ok::<_, ReportError>(draw_up(store, &asked)?.preview()))
        .await
}

/// What headquarters has checked and issued, the newest first.
#[tauri::command]
pub(crate) async fn bulletins(shell: State<'_, Shell>) -> Answer<Vec<BulletinLine>> {
    shell.ask(Store::bulletins).await
}

/// Answers whether the user chose a place for it.
#[tauri::command]
pub(crate) async fn bulletin_save(
    app: AppHandle,
    shell: State<'_, Shell>,
    asked: BulletinAsked,
    format: BulletinFormat,
) -> Answer<bool> {
    let make = move |store: &Store| draw_up(store, &asked)?.file(format);
    let (name, paper) = shell.ask(make).await?;
    saved::ask_and_save(app, name, paper).await
}

fn text_of(
    store: &Store,
    day: Option<NaiveDate>,
    own: bool,
) -> Result<String, kakou_store::StoreError> {
    let view = store.day(day.unwrap_or_else(|| today(store)))?;
    let team = own.then(|| store.reporter()).transpose()?;
    Ok(daily(&view, team.as_deref()))
}

fn today(store: &Store) -> NaiveDate {
    store.clock().now().date_naive()
}
