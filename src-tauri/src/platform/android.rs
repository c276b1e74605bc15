//! An Android tablet. What Rust cannot do there itself is done by `TabletPlugin.kt`, which decides
//! nothing.

mod job;
mod position;
mod tablet;

pub(crate) use tablet::{Device, attach};

use std::path::PathBuf;

use tauri::{AppHandle, Manager};
use tracing_subscriber::layer::Identity;

#[tauri::mobile_entry_point]
fn main() {
    crate::run();
}

/// In the app's own files, where `SyncJob.kt` opens it too and `file_paths.xml` lets the camera in.
pub(crate) fn data_folder(app: &AppHandle) -> tauri::Result<PathBuf> {
    Ok(app.path().app_data_dir()?.join("files").join("kakou"))
}

/// Nobody reads a tablet's standard error; what went on last is remembered for the diagnostics.
pub(crate) fn log() -> Identity {
    Identity::new()
}
