//! How SQLite goes about a question, for tests of what it must not read or sort.

use std::sync::Arc;

use kakou_domain::SystemClock;
use rusqlite::{Connection, Params};

use crate::error::Result;
use crate::store::Store;

/// The steps in an empty store.
pub(crate) fn plan(text: &str, given: impl Params) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_or_create(folder.path(), Arc::new(SystemClock)).unwrap();
    store.read(|db| plan_in(db, text, given)).unwrap()
}

/// The steps in a store that has something.
pub(super) fn plan_in(db: &Connection, text: &str, given: impl Params) -> Result<Vec<String>> {
    let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {text}"))?;
    let steps = explain.query_map(given, |row| row.get("detail"))?;
    Ok(steps.collect::<Result<_, _>>()?)
}
