//! The journals' entries as they were signed, in the order in which this store took them in.

use kakou_domain::Seq;
use rusqlite::Row;

use crate::error::{Result, StoreError};
use crate::sql;
use crate::views::{ExportedFact, Page};

use super::{STEP, Snapshot};

/// About how many bytes of payload end a page: one alone may have a mebibyte.
const MOST_BYTES: usize = 4 << 20;

const PAGE: &str = "SELECT n, author, seq, payload_hash, set_aside, payload FROM entry
                    WHERE n > ?1 AND payload IS NOT NULL ORDER BY n LIMIT ?2";

impl Snapshot<'_> {
    /// The entries whose payload is here. One that cannot be used is among them and says so.
    pub fn facts(&self, after: Option<&str>) -> Result<Page<ExportedFact>> {
        let bad = |text: &str| StoreError::BadCursor(text.to_owned());
        let after: i64 = after.map_or(Ok(0), |text| text.parse().map_err(|_| bad(text)))?;
        let mut select = self.db.prepare_cached(PAGE)?;
        let limit = i64::try_from(STEP).unwrap_or(i64::MAX);
        let mut found = select.query([after, limit])?;
        let (mut rows, mut bytes) = (Vec::new(), 0);
        while let Some(row) = found.next()? {
            let fact = read(row)?;
            bytes += fact.payload.len();
            rows.push(fact);
            if bytes > MOST_BYTES {
                break;
            }
        }
        let full = rows.len() == STEP || bytes > MOST_BYTES;
        let next = rows.last().filter(|_| full);
        let next = next.map(|fact| fact.n.to_string());
        Ok(Page { rows, next })
    }

    /// The place of the newest entry in the order of [`Self::facts`].
    pub fn last_fact(&self) -> Result<u64> {
        self.count("SELECT coalesce(max(n), 0) FROM entry")
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<ExportedFact> {
    let Seq(n) = sql::seq(row, 0)?;
    Ok(ExportedFact {
        n,
        author: sql::author(row, 1)?,
        seq: sql::seq(row, 2)?,
        sha256: sql::payload_hash(row, 3)?.to_string(),
        set_aside: row.get(4)?,
        payload: row.get(5)?,
    })
}
