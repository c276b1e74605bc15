//! What the network costs: photos wait for one that costs nothing, where that is set.

use kakou_store::{Result, Store};

/// The setting that holds photos back; it is on unless it says `no`.
const WIFI_ONLY: &str = "photos-wifi-only";

/// What the shell knows of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Network {
    /// Wi-Fi, or a cable.
    Unmetered,
    /// A phone's network, paid by the byte.
    Metered,
    /// The platform does not tell (a desktop). Photos go: a tablet that never heard of its network
    /// would keep them for ever.
    #[default]
    Unknown,
}

impl Network {
    /// Whether photos may go over it.
    pub(crate) fn takes_photos(self, store: &Store) -> Result<bool> {
        Ok(self != Self::Metered || store.setting(WIFI_ONLY)?.as_deref() == Some("no"))
    }
}
