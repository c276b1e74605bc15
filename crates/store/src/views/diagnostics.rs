//! How a device fares, for whoever is asked for help.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Room;

/// How a device fares: counts, times and codes. Never a name, a text that somebody wrote, a
/// position, an id, a token, or an address of a server or a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnostics {
    /// Version of the database's tables.
    pub schema: i64,
    /// Version of the fold that the rows were made by.
    pub fold: u32,
    /// Whether this is the practice folder.
    pub practice: bool,
    /// Whether a server admitted this device.
    pub enrolled: bool,
    /// Entries of the own journal.
    pub entries: u64,
    /// How many of them the server confirmed.
    pub acknowledged: u64,
    /// Rows by table.
    pub counts: BTreeMap<String, u64>,
    /// Entries of any journal that this device cannot use, by code.
    pub set_aside_here: BTreeMap<String, u64>,
    /// Own entries that the server cannot use, by code.
    pub set_aside_by_server: BTreeMap<String, u64>,
    /// Facts that the rows still have to take in.
    pub projection_lag: u64,
    /// When the server answered last, RFC 3339.
    pub last_contact: Option<String>,
    /// Server's clock minus the device's, in milliseconds.
    pub clock_drift_ms: Option<i64>,
    /// How much room is left for photos.
    pub room: Room,
}

/// A code as our programs write them. What a server calls a code may be any text: instead of that
/// stands `other`.
pub fn code_or_other(text: &str) -> &str {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
    match text.len() <= 40 && text.bytes().all(letter) {
        true => text,
        false => "other",
    }
}
