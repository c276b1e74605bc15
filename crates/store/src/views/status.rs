//! The device and where its journal stands.

use kakou_domain::{AuthorId, DivisionCode, Seq};
use serde::Serialize;

use super::FilesToSend;

/// The device and where its journal stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Status {
    /// The device's author.
    pub author: AuthorId,
    /// The person, once known.
    pub name: Option<String>,
    /// The name of the active device from which headquarters told this one apart by a number.
    pub told_apart_from: Option<String>,
    /// The server, once enrolled.
    pub server: Option<String>,
    /// The divisions that the device may see, once enrolled.
    pub divisions: Vec<DivisionCode>,
    /// The newest entry of the own journal.
    pub seq: Seq,
    /// Up to where the server confirmed it.
    pub acknowledged: Seq,
    /// Drafts.
    pub drafts: u32,
    /// Open faults whose deadline is past; a need blames nobody.
    pub overdue: u32,
    /// Entries that wait to be sent.
    pub pending: u64,
    /// Own files that wait to be sent.
    pub files: FilesToSend,
    /// Own entries that the server keeps but cannot use, with the reason's code.
    pub set_aside: Vec<SetAsideView>,
    /// When the server answered last.
    pub last_contact: Option<String>,
    /// Server's clock minus the device's, in milliseconds.
    pub clock_drift_ms: Option<i64>,
    /// Whether this is the practice folder: sample data that never leaves the device.
    pub practice: bool,
    /// How much room the device has for photos.
    pub room: Room,
    /// Facts that the projections still have to take in; 0 when up to date.
    pub projection_lag: u64,
}

/// How much room a device has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// Enough for a day of photos.
    Plenty,
    /// Time to make room.
    Low,
    /// Photos are refused, so that answers can still be saved.
    AnswersOnly,
}

/// What the data of this device takes up, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StorageView {
    /// Journals, drafts and what is made of them.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub database: u64,
    /// Photos and their thumbnails.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub photos: u64,
    /// How many photos lie here.
    pub photo_count: u32,
    /// What the device has left.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub free: u64,
    /// The same in a word.
    pub room: Room,
}

/// An entry that was kept but is not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SetAsideView {
    /// Where it stands.
    pub seq: Seq,
    /// Why, as a code.
    pub code: String,
}
