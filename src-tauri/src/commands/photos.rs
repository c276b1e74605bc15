//! Photos: what the camera or a file gives, on its way to a visit.

use kakou_domain::visit::Evidence;
use kakou_domain::{Fix, VisitId};
use kakou_store::views::{DraftPage, StorageView, VisitPage};
use kakou_store::{BlobName, Part, PhotoGiven};
use kakou_sync::{Timing, fetch_from_server};
use serde::Deserialize;
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Request;
use tauri::{AppHandle, State};

use crate::capture::{self, Capture};
use crate::commands::upload::read;
use crate::events;
use crate::fault::CommandFault;
use crate::platform::{Camera, Device};
use crate::shell::{Answer, Shell};

#[derive(Deserialize)]
struct ForDraft {
    id: VisitId,
    shows: Option<String>,
    position: Option<Fix>,
}

#[derive(Deserialize)]
struct ForVisit {
    visit: VisitId,
    shows: Option<String>,
    position: Option<Fix>,
    notes: String,
}

#[derive(Deserialize)]
struct Alone {
    position: Option<Fix>,
}

#[derive(Deserialize)]
struct Nothing {}

#[tauri::command]
pub(crate) async fn draft_photo_add(
    shell: State<'_, Shell>,
    request: Request<'_>,
) -> Answer<DraftPage> {
    let (about, bytes) = read::<ForDraft>(&request)?;
    let photo = PhotoGiven {
        bytes,
        shows: about.shows,
        position: about.position,
    };
    shell
        .ask(move |store| store.draft_photo_add(about.id, &photo))
        .await
}

/// Has the system's camera take it. Whatever happens to the app behind it, the photo comes to its
/// draft; `None` when the user changed his mind.
#[tauri::command]
pub(crate) async fn draft_photo_take(
    shell: State<'_, Shell>,
    device: State<'_, Device>,
    about: Capture,
) -> Answer<Option<DraftPage>> {
    let open = shell.get()?;
    let file = capture::begin(&open, about).await?;
    if !device.photograph(&file).await? {
        return capture::forget(&open).await.map(|()| None);
    }
    capture::take(&open).await
}

#[tauri::command]
pub(crate) async fn draft_photo_remove(
    shell: State<'_, Shell>,
    id: VisitId,
    sha256: String,
) -> Answer<DraftPage> {
    shell
        .ask(move |store| store.draft_photo_remove(id, &sha256))
        .await
}

#[tauri::command]
pub(crate) async fn draft_photo_restore(
    shell: State<'_, Shell>,
    id: VisitId,
    photo: Evidence,
) -> Answer<DraftPage> {
    shell
        .ask(move |store| store.draft_photo_restore(id, photo))
        .await
}

#[tauri::command]
pub(crate) async fn visit_photo_add(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: Request<'_>,
) -> Answer<VisitPage> {
    let (about, bytes) = read::<ForVisit>(&request)?;
    let photo = PhotoGiven {
        bytes,
        shows: about.shows,
        position: about.position,
    };
    let page = shell
        .ask(move |store| store.supplement(about.visit, &[photo], &about.notes))
        .await?;
    events::stated(&app).await;
    Ok(page)
}

/// Keeps a photo for what will be stated of it; the page names it then.
#[tauri::command]
pub(crate) async fn photo_keep(shell: State<'_, Shell>, request: Request<'_>) -> Answer<Evidence> {
    let (about, bytes) = read::<Alone>(&request)?;
    let photo = PhotoGiven {
        bytes,
        shows: None,
        position: about.position,
    };
    shell.ask(move |store| store.photo_keep(&photo)).await
}

#[tauri::command]
pub(crate) async fn storage(shell: State<'_, Shell>) -> Answer<StorageView> {
    shell.ask(|store| store.storage()).await
}

/// Fetches a photo that another device took; then it lies here.
#[tauri::command]
pub(crate) async fn evidence_fetch(
    app: AppHandle,
    shell: State<'_, Shell>,
    sha256: String,
) -> Answer<()> {
    let open = shell.get()?;
    let name = BlobName::new(&sha256, Part::Whole)
        .map_err(|error| CommandFault::new("no-photo", &error))?;
    fetch_from_server(&open.store, Timing::default(), &name).await?;
    events::written(&app).await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn read_qr(request: Request<'_>) -> Answer<Option<String>> {
    let (Nothing {}, bytes) = read(&request)?;
    let text = spawn_blocking(move || kakou_picture::read_qr(&bytes)).await?;
    Ok(text?)
}
