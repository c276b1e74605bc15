//! Starting the app: its window, its data folder, its background sync.

use tauri::{App, AppHandle, Builder, Manager, RunEvent, WindowEvent};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::platform::{Device, Networks};
use crate::recent::Recent;
use crate::saved::LastSaved;
use crate::shell::{Open, Shell};
use crate::{capture, commands, events, evidence, folder, platform};

/// Runs the app until its window is closed.
pub fn run() {
    let recent = Recent::default();
    tracing_subscriber::registry()
        .with(LevelFilter::INFO)
        .with(recent.clone())
        .with(platform::log())
        .init();
    let builder = Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_fs::init())
        .plugin(tauri_plugin_opener::init())
        .manage(recent)
        .manage(LastSaved::default())
        .setup(set_up)
        .invoke_handler(commands::handler());
    let builder = platform::attach(evidence::serve(builder));
    match builder.build(tauri::generate_context!()) {
        Ok(app) => app.run(|app, event| heard(app, &event)),
        Err(error) => tracing::error!(%error, "the app cannot start"),
    }
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
    let runner = open.runner.clone();
    app.state::<Device>()
        .follow(move |network| runner.set_network(network));
    tauri::async_runtime::spawn(open.runner.clone().run());
    tauri::async_runtime::spawn(capture::recover(app.clone(), open.clone()));
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
