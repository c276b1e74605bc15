//! A file for whoever is asked for help: shown first, and saved where the user wants it.

use chrono::{Local, SecondsFormat};
use kakou_store::StoreError;
use kakou_store::views::{Diagnostics, StorageView, code_or_other};
use kakou_sync::Phase;
use serde::Serialize;
use tauri::{AppHandle, State};

use crate::fault::CommandFault;
use crate::recent::{Happened, Recent};
use crate::saved::ask_and_save;
use crate::shell::{Answer, Shell};

/// No document of ours is as long; what is to be saved is something else.
const MOST_TEXT: usize = 1 << 20;

/// Nothing in it names or shows a person, a place, a server or a folder.
#[derive(Serialize)]
struct Document {
    made_at: String,
    app: &'static str,
    system: &'static str,
    processor: &'static str,
    webview: Option<String>,
    device: Diagnostics,
    storage: StorageView,
    sync: SyncPart,
    recent: Vec<Happened>,
}

#[derive(Serialize)]
struct SyncPart {
    phase: Phase,
    reason: Option<String>,
    next_try_at: Option<String>,
}

#[tauri::command]
pub(crate) async fn diagnostics(
    shell: State<'_, Shell>,
    recent: State<'_, Recent>,
) -> Answer<String> {
    let sync = shell.get()?.runner.state().borrow().clone();
    let asked = |store: &kakou_store::Store| Ok((store.diagnostics()?, store.storage()?));
    let (device, storage) = shell.ask::<_, StoreError>(asked).await?;
    let document = Document {
        made_at: Local::now().to_rfc3339_opts(SecondsFormat::Secs, false),
        app: env!("CARGO_PKG_VERSION"),
        system: std::env::consts::OS,
        processor: std::env::consts::ARCH,
        webview: tauri::webview_version().ok(),
        device,
        storage,
        sync: SyncPart {
            phase: sync.phase,
            reason: sync.reason.as_deref().map(code_or_other).map(str::to_owned),
            next_try_at: sync.next_try_at,
        },
        recent: recent.all(),
    };
    Ok(serde_json::to_string_pretty(&document).map_err(StoreError::from)?)
}

/// Saves what was shown, word for word. Answers whether the user chose a place for it.
#[tauri::command]
pub(crate) async fn diagnostics_save(app: AppHandle, text: String) -> Answer<bool> {
    if text.len() > MOST_TEXT {
        return Err(CommandFault::new("too-long", &"the text is no diagnostics"));
    }
    let day = Local::now().format("%Y%m%d");
    let name = format!("kakou-diagnostics-{day}.json");
    ask_and_save(app, name, text.into_bytes()).await
}
