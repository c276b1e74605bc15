//! Where a sync stands, for people.

use serde::Serialize;

/// What the sync is doing now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Nothing to do.
    #[default]
    Idle,
    /// Looking for the server.
    Connecting,
    /// Sending what is this device's own.
    Pushing,
    /// Sending photos.
    Uploading,
    /// Fetching what others wrote.
    Pulling,
    /// Waiting for a better moment, or for a person.
    Waiting,
}

/// Where a sync stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SyncState {
    /// What it is doing.
    pub phase: Phase,
    /// Why it waits, as a code.
    pub reason: Option<String>,
    /// When it tries again by itself, RFC 3339; `None` while a person has to act first.
    pub next_try_at: Option<String>,
    /// Entries done in this phase; bytes while photos are sent.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub done: u64,
    /// Entries, or bytes, to do in this phase; 0 when that is not known.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub total: u64,
}

impl SyncState {
    pub(crate) fn at(phase: Phase, done: u64, total: u64) -> Self {
        Self {
            phase,
            done,
            total,
            ..Self::default()
        }
    }
}
