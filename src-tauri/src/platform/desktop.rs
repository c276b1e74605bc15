//! A desktop: it has its own ways for most of what a tablet is asked for.

use std::path::{Path, PathBuf};

use kakou_domain::Fix;
use kakou_sync::Network;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Builder, Manager, Wry};
use tauri_plugin_opener::OpenerExt;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::registry::LookupSpan;

use crate::fault::CommandFault;
use crate::folder;
use crate::platform::{
    Background, Camera, Dialler, Networks, Permit, Permits, Permitted, Receiver, Screen, Share,
};
use crate::shell::Answer;

#[cfg(target_os = "linux")]
mod webkit_gtk;

/// The desktop.
pub(crate) struct Device(AppHandle);

/// What a desktop's app has beside the others'.
pub(crate) fn attach(builder: Builder<Wry>) -> Builder<Wry> {
    #[cfg(target_os = "linux")]
    let builder = builder.plugin(webkit_gtk::complete());
    once(builder.plugin(device()))
}

fn device() -> TauriPlugin<Wry> {
    let found = |app: &AppHandle, _| {
        app.manage(Device(app.clone()));
        Ok(())
    };
    tauri::plugin::Builder::new("device").setup(found).build()
}

/// A second start brings the first one's window to the front. With a data folder of its own it is
/// another tablet, and runs beside.
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

/// The folder that the system gives this app.
pub(crate) fn data_folder(app: &AppHandle) -> tauri::Result<PathBuf> {
    app.path().app_data_dir()
}

/// Where the log goes beside what is remembered.
pub(crate) fn log<S>() -> impl Layer<S> + Send + Sync
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    tracing_subscriber::fmt::layer().with_writer(std::io::stderr)
}

fn missing(what: &'static str) -> CommandFault {
    CommandFault::new("not-on-this-device", &what)
}

/// The system does not ask; a web view does, where it does.
impl Permits for Device {
    async fn permitted(&self, _: Permit) -> Answer<Permitted> {
        Ok(Permitted::Yes)
    }

    async fn ask(&self, _: Permit) -> Answer<Permitted> {
        Ok(Permitted::Yes)
    }
}

/// Files are chosen, dropped or pasted.
impl Camera for Device {
    const CAMERA: bool = false;

    async fn photograph(&self, _: &Path) -> Answer<bool> {
        Err(missing("camera"))
    }
}

/// Positions are typed.
impl Receiver for Device {
    const RECEIVER: bool = false;

    async fn watch(&self, _: impl Fn(Fix) + Send + Sync + 'static) -> Answer<()> {
        Err(missing("position"))
    }

    async fn rest(&self) -> Answer<()> {
        Ok(())
    }
}

/// Files are saved.
impl Share for Device {
    const SHARE: bool = false;

    async fn share(&self, _: &str, _: Vec<u8>) -> Answer<()> {
        Err(missing("share"))
    }
}

impl Dialler for Device {
    async fn dial(&self, number: &str) -> Answer<()> {
        let opened = self
            .0
            .opener()
            .open_url(format!("tel:{number}"), None::<&str>);
        opened.map_err(|error| CommandFault::new("no-dialler", &error))
    }
}

/// Photos go at once: see [`Network::Unknown`].
impl Networks for Device {
    fn follow(&self, tell: impl Fn(Network) + Send + Sync + 'static) {
        tell(Network::Unknown);
    }
}

/// The owner's own setting holds.
impl Screen for Device {
    async fn keep_on(&self, _: bool) -> Answer<()> {
        Ok(())
    }
}

/// An app that is closed sends when it is opened.
impl Background for Device {
    const BACKGROUND: bool = false;

    fn soon(&self) {}
}
