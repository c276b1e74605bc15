//! Where the tablet is, by Tauri's plugin. It waits for the system's answers, so it is asked beside
//! the threads that serve the window.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Local};
use kakou_domain::{Fix, Position};
use tauri::AppHandle;
use tauri::async_runtime::spawn_blocking;
use tauri::plugin::PermissionState;
use tauri_plugin_geolocation::{
    GeolocationExt, PermissionStatus, Position as Measured, PositionOptions, Result, WatchEvent,
};

use super::tablet::{Device, permitted};
use crate::fault::CommandFault;
use crate::platform::{Permitted, Receiver};
use crate::shell::Answer;

/// Between two fixes, in milliseconds.
const EVERY: u32 = 1_000;

/// The watch that is on, by the plugin's number.
#[derive(Default)]
pub(super) struct Watch(Mutex<Option<u32>>);

impl Watch {
    fn replace(&self, by: Option<u32>) -> Option<u32> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut held, by)
    }
}

impl Device {
    pub(super) async fn position_permitted(&self) -> Answer<Permitted> {
        let check = |app: &AppHandle| app.geolocation().check_permissions();
        self.locating(check).await.map(may)
    }

    pub(super) async fn ask_position(&self) -> Answer<Permitted> {
        let ask = |app: &AppHandle| app.geolocation().request_permissions(None);
        self.locating(ask).await.map(may)
    }

    /// What goes wrong is a receiver that is switched off.
    async fn locating<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&AppHandle) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        let app = self.app.clone();
        let told = spawn_blocking(move || ask(&app)).await?;
        told.map_err(|error| CommandFault::new("position-unavailable", &error))
    }
}

/// An approximate position is one, with a large circle.
fn may(status: PermissionStatus) -> Permitted {
    match (status.location, status.coarse_location) {
        (PermissionState::Granted, _) | (_, PermissionState::Granted) => Permitted::Yes,
        (other, _) => permitted(other),
    }
}

impl Receiver for Device {
    const RECEIVER: bool = true;

    async fn watch(&self, tell: impl Fn(Fix) + Send + Sync + 'static) -> Answer<()> {
        self.rest().await?;
        let options = PositionOptions {
            enable_high_accuracy: true,
            timeout: EVERY,
            maximum_age: 0,
        };
        // What goes wrong in between is no end: a cold receiver takes a minute.
        let told = move |event| match event {
            WatchEvent::Position(measured) => {
                if let Some(fix) = fix(&measured) {
                    tell(fix);
                }
            }
            WatchEvent::Error(error) => tracing::info!(%error, "no position yet"),
        };
        let begin = |app: &AppHandle| app.geolocation().watch_position(options, told);
        let number = self.locating(begin).await?;
        self.watch.replace(Some(number));
        Ok(())
    }

    async fn rest(&self) -> Answer<()> {
        match self.watch.replace(None) {
            Some(number) => {
                let end = move |app: &AppHandle| app.geolocation().clear_watch(number);
                self.locating(end).await
            }
            None => Ok(()),
        }
    }
}

fn fix(measured: &Measured) -> Option<Fix> {
    let coords = &measured.coords;
    let at = DateTime::from_timestamp_millis(i64::try_from(measured.timestamp).ok()?)?;
    Some(Fix::Known {
        position: Position::new(coords.latitude, coords.longitude).ok()?,
        accuracy_m: Some(coords.accuracy),
        at: at.with_timezone(&Local).fixed_offset(),
    })
}
