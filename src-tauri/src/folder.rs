//! Where the device keeps its data.

use std::path::PathBuf;

use tauri::AppHandle;

use crate::platform;

/// Names another data folder, for tests and for several tablets on one machine.
const VARIABLE: &str = "KAKOU_DATA";

/// The folder that the environment names, if it does.
pub(crate) fn named() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// The named folder, or the one that the system gives this app.
///
/// # Errors
/// When the system has none for this user.
pub(crate) fn data(app: &AppHandle) -> tauri::Result<PathBuf> {
    match named() {
        Some(folder) => Ok(folder),
        None => platform::data_folder(app),
    }
}
