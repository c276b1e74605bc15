//! What one thread does for the next step while another writes this one: reading its entries, which
//! is an eighth of the time and needs no writer, and freeing what the step before has written.

use std::collections::HashMap;

use kakou_domain::fact::Fact;
use kakou_domain::fold::Rows;
use rusqlite::Connection;

use super::STEP;
use crate::error::Result;
use crate::meta;

/// What entries state, by their numbers. A payload never changes, so it may be read before the
/// transaction that takes it in; whether it is to be taken in is asked there.
pub(super) type Facts = HashMap<i64, Fact>;

/// Between one step and the next.
#[derive(Default)]
pub(crate) struct Ahead {
    /// Of the next step.
    pub(super) facts: Facts,
    /// What this step wrote, to be freed.
    pub(super) spent: Rows,
}

/// Reads what comes after the step that the cursor is at. What cannot be read is left to the
/// transaction.
pub(super) fn read(db: &Connection) -> Result<Facts> {
    let cursor = meta::number(db, meta::PROJECTED)?;
    let text = "SELECT n, payload FROM entry WHERE n > ?2 ORDER BY n LIMIT ?1 OFFSET ?1";
    let mut select = db.prepare_cached(text)?;
    let mut rows = select.query([STEP, cursor])?;
    let mut facts = Facts::new();
    while let Some(row) = rows.next()? {
        let payload = row.get_ref(1)?.as_blob_or_null();
        if let Ok(Some(payload)) = payload
            && let Ok(fact) = Fact::from_payload(payload)
        {
            facts.insert(row.get(0)?, fact);
        }
    }
    Ok(facts)
}
