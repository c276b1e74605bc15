//! Which checklists are known here.

use kakou_domain::checklist::Words;
use serde::Serialize;

/// A checklist that visits can be made by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ChecklistView {
    /// The same for all its versions.
    pub id: String,
    /// The newest that is known here.
    pub version: u32,
    /// What it is called.
    pub title: Words,
}
