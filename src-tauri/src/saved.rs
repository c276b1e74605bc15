//! Files that the user saves: the shell asks where, the page never names a path.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_fs::{FsExt, OpenOptions};
use tauri_plugin_opener::OpenerExt;

use crate::fault::CommandFault;
use crate::shell::Answer;

/// What was saved last in this run, to be opened by a press.
#[derive(Default)]
pub(crate) struct LastSaved(Mutex<Option<FilePath>>);

/// Asks where a file is to be saved, and saves it. Answers `false` when the user changes his mind.
pub(crate) async fn ask_and_save(app: AppHandle, name: String, bytes: Vec<u8>) -> Answer<bool> {
    spawn_blocking(move || {
        let asking = app.dialog().file().set_file_name(name);
        let Some(place) = asking.blocking_save_file() else {
            return Ok(false);
        };
        write(&app, &place, &bytes)?;
        let last = app.state::<LastSaved>();
        *last.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        Ok(true)
    })
    .await?
}

/// Opens the file that was saved last with whatever the system opens it.
pub(crate) fn open(app: &AppHandle, last: &LastSaved) -> Answer<()> {
    let last = last.0.lock().unwrap_or_else(PoisonError::into_inner);
    let opened = match last.as_ref() {
        None => return Err(CommandFault::new("paper-not-opened", &"nothing was saved")),
        Some(FilePath::Url(url)) => app.opener().open_url(url.as_str(), None::<&str>),
        Some(FilePath::Path(path)) => app.opener().open_path(path.to_string_lossy(), None::<&str>),
    };
    opened.map_err(|error| CommandFault::new("paper-not-opened", &error))
}

/// A phone gives an address where a desktop gives a path; only there is a file no whole at once.
fn write(app: &AppHandle, place: &FilePath, bytes: &[u8]) -> Answer<()> {
    if let Ok(path) = place.clone().into_path() {
        return Ok(kakou_report::save(&path, bytes)?);
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    let written = app
        .fs()
        .open(place.clone(), options)
        .and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| CommandFault::new("paper-not-saved", &error))
}
