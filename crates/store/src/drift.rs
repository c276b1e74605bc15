//! How far tablets' clocks are off: as the server measures it, and as their facts state it.

use chrono::{DateTime, Duration, FixedOffset};
use kakou_domain::AuthorId;
use kakou_domain::fact::{ClockReading, Fact};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::store::Store;

/// A clock that is off by more than five minutes is wrong: neither people nor slow networks make that.
const MOST_DRIFT_MS: u64 = 5 * 60 * 1_000;

/// How far a device's clock is off, measured by the server's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// The server's clock minus the device's, in milliseconds, as facts state it.
    pub ms: i64,
    /// When that was measured, RFC 3339.
    pub measured_at: String,
}

impl Drift {
    /// Whether it is more than people and slow networks explain.
    pub fn is_wrong(&self) -> bool {
        self.ms.unsigned_abs() > MOST_DRIFT_MS
    }
}

impl Store {
    /// Notes how far a tablet's clock is off, which says that it is `told` now. Once a minute is enough.
    pub fn note_drift(&self, author: AuthorId, told: DateTime<FixedOffset>) -> Result<()> {
        let now = self.clock().now();
        let ms = (now - told).num_milliseconds();
        let known = self.drift(author)?.map(|known| known.measured_at);
        let known = known.and_then(|at| DateTime::parse_from_rfc3339(&at).ok());
        if known.is_some_and(|at| (now - at).abs() < Duration::minutes(1)) {
            return Ok(());
        }
        self.write(|tx| {
            let text = "INSERT OR REPLACE INTO device_drift (author, drift_ms, measured_at)
                        VALUES (?1, ?2, ?3)";
            tx.prepare_cached(text)?
                .execute(params![author.0, ms, now.to_rfc3339()])?;
            Ok(())
        })
    }

    /// How far a tablet's clock was off when that was measured last.
    pub fn drift(&self, author: AuthorId) -> Result<Option<Drift>> {
        let text = "SELECT drift_ms, measured_at FROM device_drift WHERE author = ?1";
        let read = |row: &Row<'_>| {
            Ok(Drift {
                ms: row.get(0)?,
                measured_at: row.get(1)?,
            })
        };
        self.read(|db| {
            let mut select = db.prepare_cached(text)?;
            Ok(select.query_row([author.0], read).optional()?)
        })
    }

    /// What the newest fact of an author that is here states of its clock.
    pub fn stated_clock(&self, author: AuthorId) -> Result<Option<ClockReading>> {
        self.read(|db| {
            let payload = newest_payload(db, author)?;
            let fact = payload.and_then(|payload| Fact::from_payload(&payload).ok());
            Ok(fact.and_then(|fact| fact.clock))
        })
    }
}

fn newest_payload(db: &Connection, author: AuthorId) -> Result<Option<Vec<u8>>> {
    let text = "SELECT payload FROM entry WHERE author = ?1 AND payload IS NOT NULL
                ORDER BY seq DESC LIMIT 1";
    let mut select = db.prepare_cached(text)?;
    Ok(select.query_row([author.0], |row| row.get(0)).optional()?)
}
