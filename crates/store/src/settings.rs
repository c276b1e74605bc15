//! Settings of this device: language, theme. They never leave it.

use crate::error::Result;
use crate::meta;
use crate::store::Store;

impl Store {
    /// What was set under a key.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.read(|db| meta::get(db, &format!("setting.{key}")))
    }

    /// Sets a value under a key.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        self.write(|tx| meta::set(tx, &format!("setting.{key}"), value))
    }
}
