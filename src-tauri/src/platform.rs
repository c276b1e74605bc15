//! What the app needs of the device beside its window: one small trait each. A desktop and an
//! Android tablet answer them in a file of their own, and nothing else in the app asks on which of
//! the two it runs.
//!
//! Two of the device's parts need no trait. Free space is asked by the store in the same call on both.
//! QR codes are read by [`kakou_picture::read_qr`] from the page's own camera picture on both: the
//! Tauri plugin for them reads by a part of Google's services, which many tablets here do not have.

use std::path::Path;

use kakou_domain::Fix;
use kakou_sync::Network;
use serde::{Deserialize, Serialize};

use crate::shell::Answer;

#[cfg(target_os = "android")]
mod android;
#[cfg(not(target_os = "android"))]
mod desktop;

#[cfg(target_os = "android")]
pub(crate) use android::{Device, attach, data_folder, log};
#[cfg(not(target_os = "android"))]
pub(crate) use desktop::{Device, attach, data_folder, log};

/// What the device has; the page shows no button for what it has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Abilities {
    /// An app of the system's that takes photos, for when ours has no picture.
    pub camera: bool,
    /// A receiver that says where it is.
    pub position: bool,
    /// A sheet of apps that take a file over.
    pub share: bool,
    /// A sync while the app is closed, which may have something to say.
    pub background: bool,
}

/// What a person is asked for before the app may use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Permit {
    /// For photos and for enrolment codes.
    Camera,
    /// For where a visit was.
    Position,
    /// For what the sync has to say while the app is closed.
    Notifications,
}

/// Whether it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Permitted {
    /// It may.
    Yes,
    /// Nobody was asked yet, or he may be asked again.
    Ask,
    /// It may not; only the system's settings change that.
    No,
}

/// What a person allows.
pub(crate) trait Permits {
    /// Whether the app may use it, without asking anybody.
    async fn permitted(&self, what: Permit) -> Answer<Permitted>;
    /// Asks the person.
    async fn ask(&self, what: Permit) -> Answer<Permitted>;
}

/// The system's own app for photos.
pub(crate) trait Camera {
    /// Whether there is one.
    const CAMERA: bool;
    /// Has a photo taken into `file`; `false` when the user changed his mind. Whoever waits for it
    /// may be ended meanwhile.
    async fn photograph(&self, file: &Path) -> Answer<bool>;
}

/// The receiver of positions.
pub(crate) trait Receiver {
    /// Whether there is one.
    const RECEIVER: bool;
    /// Tells every fix until [`Receiver::rest`]; a watch from before ends. The permission is asked for.
    async fn watch(&self, tell: impl Fn(Fix) + Send + Sync + 'static) -> Answer<()>;
    /// Ends the watch.
    async fn rest(&self) -> Answer<()>;
}

/// Other apps that take a file over.
pub(crate) trait Share {
    /// Whether there is a sheet of them.
    const SHARE: bool;
    /// Offers a file; what becomes of it the user decides there.
    async fn share(&self, name: &str, bytes: Vec<u8>) -> Answer<()>;
}

/// The app for calls.
pub(crate) trait Dialler {
    /// Shows a number there, ready to be called by a press.
    async fn dial(&self, number: &str) -> Answer<()>;
}

/// What the network costs.
pub(crate) trait Networks {
    /// Tells it now and whenever it changes, where the system knows.
    fn follow(&self, tell: impl Fn(Network) + Send + Sync + 'static);
}

/// The lit screen.
pub(crate) trait Screen {
    /// Keeps it on, or lets it go off by itself again.
    async fn keep_on(&self, on: bool) -> Answer<()>;
}

/// The sync while the app is closed.
pub(crate) trait Background {
    /// Whether there is one.
    const BACKGROUND: bool;
    /// Something was stated: it is to be sent as soon as there is a network, whatever happens to the
    /// app.
    fn soon(&self);
}

/// What this device has.
pub(crate) const ABILITIES: Abilities = Abilities {
    camera: Device::CAMERA,
    position: Device::RECEIVER,
    share: Device::SHARE,
    background: Device::BACKGROUND,
};
