//! Starting the app: its window, its data folder, its background sync.

use tauri::{App, AppHandle, Builder, Manager, RunEvent, WindowEvent, Wry};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::recent::Recent;
use crate::saved::LastSaved;
use crate::shell::{Open, Shell};
use crate::{commands, events, evidence, folder};

/// Runs the app until its window is closed.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    let recent = Recent::default();
    log(recent.clone());
    let builder = Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_fs::init())
        .plugin(tauri_plugin_opener::init())
        .manage(recent)
        .manage(LastSaved::default())
        .setup(set_up)
        .invoke_handler(commands::handler());
    let builder = evidence::serve(builder);
    #[cfg(target_os = "linux")]
    let builder = builder.plugin(crate::webkit_gtk::complete());
    #[cfg(mobile)]
    let builder = builder.plugin(tauri_plugin_geolocation::init());
    #[cfg(desktop)]
    let builder = once(builder);
    match builder.build(tauri::generate_context!()) {
        Ok(app) => app.run(|app, event| heard(app, &event)),
        Err(error) => tracing::error!(%error, "the app cannot start"),
    }
}

/// On a phone nobody reads standard error; the codes are remembered everywhere.
fn log(recent: Recent) {
    let log = tracing_subscriber::registry()
        .with(LevelFilter::INFO)
        .with(recent);
    #[cfg(desktop)]
    let log = log.with(tracing_subscriber::fmt::layer().with_writer(std::io::stderr));
    log.init();
}

/// A second start brings the first one's window to the front. With a data folder of its own it is
/// another tablet, and runs beside.
#[cfg(desktop)]
fn once(builder: Builder<Wry>) -> Builder<Wry> {
    if folder::named().is_some() {
        return builder;
    }
    builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
        for window in app.webview_windows().values() {
            let raised = window.unminimize().and_then(|()| window.set_focus());
            if let Err(error) = raised {
                tracing::warn!(%error, "the window does not come to the front");
            }
        }
    }))
}

fn set_up(app: &mut App) -> Result<(), Box<dyn std::error::Error>> {
    let shell = Shell::open(folder::data(app.handle()).map_err(Into::into));
    if let Ok(open) = shell.own() {
        begin(app.handle(), open);
    }
    app.manage(shell);
    Ok(())
}

/// The background sync of the own folder, and what the page hears of it.
pub(crate) fn begin(app: &AppHandle, open: Open) {
    tauri::async_runtime::spawn(open.runner.clone().run());
    tauri::async_runtime::spawn(events::follow(app.clone(), open));
}

/// Whoever takes the tablet up again wants it to be in step.
fn heard(app: &AppHandle, event: &RunEvent) {
    let back = matches!(
        event,
        RunEvent::Resumed
            | RunEvent::WindowEvent {
                event: WindowEvent::Focused(true),
                ..
            }
    );
    if !back {
        return;
    }
    if let Some(Ok(open)) = app.try_state::<Shell>().as_deref().map(Shell::own) {
        open.runner.sync_now();
    }
}
