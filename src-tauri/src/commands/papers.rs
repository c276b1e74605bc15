//! Papers of a visit: shown, saved where the user wants them, copied.

use kakou_domain::VisitId;
use kakou_report::{
    Language, PaperKind, ReportError, SlipForm, SlipOptions, file_name, options, record_pdf,
    remember,
};
use kakou_store::Store;
use tauri::ipc::Response;
use tauri::{AppHandle, State};

use crate::platform::{Device, Share};
use crate::saved::{self, LastSaved};
use crate::shell::{Answer, Shell};

#[tauri::command]
pub(crate) async fn slip_options(shell: State<'_, Shell>, visit: VisitId) -> Answer<SlipOptions> {
    shell.ask(move |store| options(store, visit)).await
}

#[tauri::command]
pub(crate) async fn slip_options_set(
    shell: State<'_, Shell>,
    visit: VisitId,
    options: SlipOptions,
) -> Answer<()> {
    shell
        .ask(move |store| remember(store, visit, &options))
        .await
}

/// The slip as a picture: the bytes of a PNG.
#[tauri::command]
pub(crate) async fn slip(
    shell: State<'_, Shell>,
    visit: VisitId,
    options: SlipOptions,
    language: Language,
) -> Answer<Response> {
    let draw =
        move |store: &_| kakou_report::slip(store, visit, &options, language, SlipForm::Picture);
    Ok(Response::new(shell.ask(draw).await?))
}

/// Answers whether the user chose a place for it.
#[tauri::command]
pub(crate) async fn slip_save(
    app: AppHandle,
    shell: State<'_, Shell>,
    visit: VisitId,
    options: SlipOptions,
    language: Language,
    form: SlipForm,
) -> Answer<bool> {
    let make = move |store: &_| slip_file(store, visit, &options, language, form);
    let (name, paper) = shell.ask(make).await?;
    saved::ask_and_save(app, name, paper).await
}

/// Offers it to the device's other apps.
#[tauri::command]
pub(crate) async fn slip_share(
    shell: State<'_, Shell>,
    device: State<'_, Device>,
    visit: VisitId,
    options: SlipOptions,
    language: Language,
    form: SlipForm,
) -> Answer<()> {
    let make = move |store: &_| slip_file(store, visit, &options, language, form);
    let (name, paper) = shell.ask(make).await?;
    device.share(&name, paper).await
}

fn slip_file(
    store: &Store,
    visit: VisitId,
    options: &SlipOptions,
    language: Language,
    form: SlipForm,
) -> Result<(String, Vec<u8>), ReportError> {
    let name = file_name(store, visit, PaperKind::Slip(form), language)?;
    let paper = kakou_report::slip(store, visit, options, language, form)?;
    Ok((name, paper))
}

/// Answers whether the user chose a place for it.
#[tauri::command]
pub(crate) async fn record_save(
    app: AppHandle,
    shell: State<'_, Shell>,
    visit: VisitId,
    language: Language,
) -> Answer<bool> {
    let make = move |store: &_| record_file(store, visit, language);
    let (name, paper) = shell.ask(make).await?;
    saved::ask_and_save(app, name, paper).await
}

/// Offers it to the device's other apps.
#[tauri::command]
pub(crate) async fn record_share(
    shell: State<'_, Shell>,
    device: State<'_, Device>,
    visit: VisitId,
    language: Language,
) -> Answer<()> {
    let make = move |store: &_| record_file(store, visit, language);
    let (name, paper) = shell.ask(make).await?;
    device.share(&name, paper).await
}

fn record_file(
    store: &Store,
    visit: VisitId,
    language: Language,
) -> Result<(String, Vec<u8>), ReportError> {
    let name = file_name(store, visit, PaperKind::Record, language)?;
    Ok((name, record_pdf(store, visit, language)?))
}

#[tauri::command]
pub(crate) async fn flash(
    shell: State<'_, Shell>,
    visit: VisitId,
    options: SlipOptions,
    language: Language,
) -> Answer<String> {
    shell
        .ask(move |store| kakou_report::flash(store, visit, &options, language))
        .await
}

/// Opens the file that was saved last in this run, and no other.
#[tauri::command]
pub(crate) async fn open_saved(app: AppHandle, last: State<'_, LastSaved>) -> Answer<()> {
    saved::open(&app, &last)
}
