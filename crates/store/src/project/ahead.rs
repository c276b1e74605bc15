//! Reading the entries of the next step while this one is written: parsing them takes an eighth of
//! the time, and needs no writer.

use std::collections::HashMap;

use kakou_domain::fact::Fact;
use rusqlite::Connection;

use super::STEP;
use crate::error::Result;
use crate::meta;

/// What entries state, by their numbers. A payload never changes, so it may be read before the
/// transaction that takes it in; whether it is to be taken in is asked there.
#[derive(Default)]
pub(crate) struct Ahead(HashMap<i64, Fact>);

impl Ahead {
    /// Reads what comes after the step that the cursor is at. What cannot be read is left to the
    /// transaction.
    pub(super) fn read(db: &Connection) -> Result<Self> {
        let cursor = meta::number(db, meta::PROJECTED)?;
        let text = "SELECT n, payload FROM entry WHERE n > ?2 ORDER BY n LIMIT ?1 OFFSET ?1";
        let mut select = db.prepare_cached(text)?;
        let mut rows = select.query([STEP, cursor])?;
        let mut facts = HashMap::new();
        while let Some(row) = rows.next()? {
            let payload = row.get_ref(1)?.as_blob_or_null();
            if let Ok(Some(payload)) = payload
                && let Ok(fact) = Fact::from_payload(payload)
            {
                facts.insert(row.get(0)?, fact);
            }
        }
        Ok(Self(facts))
    }

    /// What an entry states, if it was read.
    pub(super) fn take(&mut self, n: i64) -> Option<Fact> {
        self.0.remove(&n)
    }
}
