//! New ids of facts: each is of the key that signs it, and later than the one before.

use kakou_domain::FactId;
use kakou_journal::{MOST_IN_A_MILLISECOND, Signer, fact_id, is_fact_id_of};
use rusqlite::Connection;

use crate::error::Result;
use crate::secrets::random;
use crate::store::{Store, lock};
use crate::{journal, meta};

/// The moment of the last id, and its number within the millisecond.
#[derive(Debug, Default)]
pub(crate) struct LastId {
    milliseconds: u64,
    counter: u16,
}

impl LastId {
    /// The next one, at a moment. What was stated first is told first, also within a millisecond. Each
    /// millisecond begins by chance in the lower half: two copies of one folder have the same key.
    fn next(&mut self, now: u64, chance: u16) -> (u64, u16) {
        let later = Self {
            milliseconds: now,
            counter: chance & (MOST_IN_A_MILLISECOND >> 1),
        };
        *self = match () {
            () if now > self.milliseconds => later,
            () if self.counter < MOST_IN_A_MILLISECOND => Self {
                milliseconds: self.milliseconds,
                counter: self.counter + 1,
            },
            () => Self {
                milliseconds: self.milliseconds + 1,
                counter: 0,
            },
        };
        (self.milliseconds, self.counter)
    }
}

impl Store {
    /// A new id for a fact of the own journal, one that is not here yet: neither a fact's nor a draft's.
    /// A clock that was put back would else give one a second time.
    pub(crate) fn new_id(&self, db: &Connection) -> Result<FactId> {
        let key = self.key(meta::author(db, self.folder())?)?.public_key();
        let now = u64::try_from(self.clock().now().timestamp_millis()).unwrap_or(0);
        let text =
            "SELECT 1 FROM entry WHERE fact = ?1 UNION ALL SELECT 1 FROM draft WHERE id = ?1";
        let mut taken = db.prepare_cached(text)?;
        let mut last = lock(&self.ids);
        if now + FAR_AHEAD < last.milliseconds {
            *last = LastId::default();
        }
        loop {
            let (milliseconds, counter) = last.next(now, u16::from_be_bytes(random()?));
            let id = fact_id(&key, milliseconds, counter);
            if !taken.exists([id.0.into_bytes()])? {
                return Ok(id);
            }
        }
    }

    /// Whether an id is of one of this device's journals: such a one is nobody else's.
    pub(crate) fn is_own_id(&self, db: &Connection, id: FactId) -> Result<bool> {
        let rows = journal::all(db)?;
        let mut own = rows.iter().filter(|row| self.key(row.author).is_ok());
        Ok(own.any(|row| is_fact_id_of(id, &row.public_key)))
    }
}

/// A clock that was put back further than this, in milliseconds, is followed; one that was put right by
/// a little is waited for.
const FAR_AHEAD: u64 = 60_000;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kakou_domain::SystemClock;

    use super::*;

    #[test]
    fn ids_of_one_breath_are_in_the_order_in_which_they_were_made() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open_or_create(dir.path(), Arc::new(SystemClock)).unwrap();
        let made = store.read(|db| {
            (0..10_000)
                .map(|_| store.new_id(db))
                .collect::<Result<Vec<_>>>()
        });
        assert!(made.unwrap().is_sorted_by(|one, next| one < next));
    }
}
