//! A store in small: rows lie as JSON between batches, and only those that a batch touches are
//! loaded for it.

use std::collections::BTreeMap;

use kakou_domain::fold::{RowKey, Rows, fold, touched};
use kakou_domain::origin::Stated;

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Shelf(BTreeMap<RowKey, String>);

impl Shelf {
    pub(crate) fn take_in(&mut self, batch: &[Stated]) {
        let mut rows = Rows::new();
        for key in batch.iter().flat_map(|stated| touched(&stated.fact)) {
            if let Some(json) = self.0.get(&key) {
                let row = key.read(json).unwrap();
                rows.insert(key, row);
            }
        }
        fold(&mut rows, batch.iter().cloned());
        let written = rows
            .iter()
            .map(|(key, row)| (key.clone(), serde_json::to_string(row).unwrap()));
        self.0.extend(written);
    }

    /// All rows, as they are read.
    pub(crate) fn rows(&self) -> Rows {
        self.0
            .iter()
            .map(|(key, json)| (key.clone(), key.read(json).unwrap()))
            .collect()
    }

    /// The rows as a backend names and keeps them.
    pub(crate) fn table(&self) -> BTreeMap<(&'static str, String), &str> {
        self.0
            .iter()
            .map(|(key, json)| (key.parts(), json.as_str()))
            .collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}
