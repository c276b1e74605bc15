//! Starting the app: its window, its data folder, its background sync.

use tauri::{App, AppHandle, Builder, Manager, RunEvent, WindowEvent, Wry};

use crate::shell::Shell;
use crate::{commands, events, evidence, folder};

/// Runs the app until its window is closed.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    #[cfg(desktop)]
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let builder = Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(set_up)
        .invoke_handler(commands::handler());
    let builder = evidence::serve(builder);
    #[cfg(target_os = "linux")]
    let builder = builder.plugin(crate::webkit_gtk::complete());
    #[cfg(desktop)]
    let builder = once(builder);
    match builder.build(tauri::generate_context!()) {
        Ok(app) => app.run(|app, event| heard(app, &event)),
        Err(error) => tracing::error!(%error, "the app cannot start"),
    }
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
    if let Ok(open) = shell.get() {
        tauri::async_runtime::spawn(open.runner.clone().run());
        tauri::async_runtime::spawn(events::follow(app.handle().clone(), open.clone()));
    }
    app.manage(shell);
    Ok(())
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
    if let Some(Ok(open)) = app.try_state::<Shell>().as_deref().map(Shell::get) {
        open.runner.sync_now();
    }
}
