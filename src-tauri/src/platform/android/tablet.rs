//! The tablet's parts, each by one command of `TabletPlugin.kt` or of a plugin of Tauri's.

use std::path::Path;
use std::{fs, io};

use kakou_sync::Network;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Channel;
use tauri::plugin::mobile::PluginInvokeError;
use tauri::plugin::{PermissionState, PluginHandle, TauriPlugin};
use tauri::{AppHandle, Builder, Manager, Wry};

use super::position::Watch;
use crate::fault::CommandFault;
use crate::platform::{
    Background, Camera, Dialler, Networks, Permit, Permits, Permitted, Screen, Share,
};
use crate::shell::Answer;

/// Where the Kotlin is.
const PACKAGE: &str = "cn.kakou.app";

/// The tablet.
pub(crate) struct Device {
    pub(super) app: AppHandle,
    kotlin: PluginHandle<Wry>,
    pub(super) watch: Watch,
}

/// What a tablet's app has beside the others'.
pub(crate) fn attach(builder: Builder<Wry>) -> Builder<Wry> {
    builder
        .plugin(tauri_plugin_geolocation::init())
        .plugin(device())
}

fn device() -> TauriPlugin<Wry> {
    tauri::plugin::Builder::new("device")
        .setup(|app, api| {
            app.manage(Device {
                app: app.clone(),
                kotlin: api.register_android_plugin(PACKAGE, "TabletPlugin")?,
                watch: Watch::default(),
            });
            Ok(())
        })
        .build()
}

impl Device {
    async fn run<T: DeserializeOwned>(&self, command: &str, args: impl Serialize) -> Answer<T> {
        let answer = self.kotlin.run_mobile_plugin_async(command, args).await;
        answer.map_err(|error| refused(command, &error))
    }

    /// A command that nobody waits for.
    fn tell(&self, command: &'static str, args: impl Serialize + Send + 'static) {
        let kotlin = self.kotlin.clone();
        tauri::async_runtime::spawn(async move {
            let told = kotlin.run_mobile_plugin_async::<()>(command, args);
            if let Err(error) = told.await {
                tracing::warn!(command, %error, "the tablet does not do it");
            }
        });
    }
}

/// Kotlin refuses with a code of ours, or something went wrong on the way.
fn refused(command: &str, error: &PluginInvokeError) -> CommandFault {
    let code = match error {
        PluginInvokeError::InvokeRejected(told) => told.code.as_deref(),
        _ => None,
    };
    tracing::warn!(command, %error, "the tablet does not do it");
    CommandFault::new(code.unwrap_or("tablet"), error)
}

pub(super) fn permitted(state: PermissionState) -> Permitted {
    match state {
        PermissionState::Granted => Permitted::Yes,
        PermissionState::Denied => Permitted::No,
        PermissionState::Prompt | PermissionState::PromptWithRationale => Permitted::Ask,
    }
}

/// What `TabletPlugin.kt` says of its permissions.
#[derive(Deserialize)]
struct States {
    camera: PermissionState,
    notifications: PermissionState,
}

impl States {
    fn of(self, what: Permit) -> Permitted {
        permitted(match what {
            Permit::Camera => self.camera,
            _ => self.notifications,
        })
    }
}

impl Permits for Device {
    async fn permitted(&self, what: Permit) -> Answer<Permitted> {
        match what {
            Permit::Position => self.position_permitted().await,
            Permit::Camera | Permit::Notifications => {
                let states: States = self.run("checkPermissions", ()).await?;
                Ok(states.of(what))
            }
        }
    }

    async fn ask(&self, what: Permit) -> Answer<Permitted> {
        let alias = match what {
            Permit::Position => return self.ask_position().await,
            Permit::Camera => "camera",
            Permit::Notifications => "notifications",
        };
        let args = json!({ "permissions": [alias] });
        let states: States = self.run("requestPermissions", args).await?;
        Ok(states.of(what))
    }
}

impl Camera for Device {
    const CAMERA: bool = true;

    async fn photograph(&self, file: &Path) -> Answer<bool> {
        let taken: Taken = self.run("takePhoto", json!({ "path": file })).await?;
        Ok(taken.taken)
    }
}

#[derive(Deserialize)]
struct Taken {
    taken: bool,
}

impl Share for Device {
    const SHARE: bool = true;

    /// The file lies in the cache, where the system makes room by itself; the next one takes its
    /// place.
    async fn share(&self, name: &str, bytes: Vec<u8>) -> Answer<()> {
        let folder = self.app.path().app_cache_dir()?.join("shared");
        let file = folder.join(name);
        let args = json!({ "path": file });
        spawn_blocking(move || -> io::Result<()> {
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            fs::create_dir_all(&folder)?;
            fs::write(file, bytes)
        })
        .await?
        .map_err(|error| CommandFault::new("paper-not-saved", &error))?;
        self.run("share", args).await
    }
}

impl Dialler for Device {
    async fn dial(&self, number: &str) -> Answer<()> {
        self.run("dial", json!({ "number": number })).await
    }
}

/// What `TabletPlugin.kt` tells of the network.
#[derive(Deserialize)]
struct Told {
    metered: bool,
}

impl Networks for Device {
    fn follow(&self, tell: impl Fn(Network) + Send + Sync + 'static) {
        let channel = Channel::<Value>::new(move |told| {
            if let Ok(Told { metered }) = told.deserialize() {
                tell(match metered {
                    true => Network::Metered,
                    false => Network::Unmetered,
                });
            }
            Ok(())
        });
        self.tell("followNetwork", json!({ "channel": channel }));
    }
}

impl Screen for Device {
    async fn keep_on(&self, on: bool) -> Answer<()> {
        self.run("keepOn", json!({ "on": on })).await
    }
}

impl Background for Device {
    const BACKGROUND: bool = true;

    fn soon(&self) {
        self.tell("syncSoon", ());
    }
}
