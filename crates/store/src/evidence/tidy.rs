//! Cleaning up what nobody can need any more.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, TimeDelta};
use rusqlite::{Connection, Transaction};

use crate::error::Result;
use crate::store::Store;
use crate::{meta, project};

use super::shelf::Listed;

/// A draft that was put away can be brought back for so long.
const DRAFTS_AFTER: TimeDelta = TimeDelta::days(30);
/// A file that nothing names stays for so long: a photo that was just taken off can be put back.
const FILES_AFTER: Duration = Duration::from_secs(24 * 60 * 60);
/// Looking through everything once in so long is enough.
const AGAIN_AFTER: TimeDelta = TimeDelta::days(1);

/// What was cleaned up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tidied {
    /// Drafts that were put away a month ago.
    pub drafts: usize,
    /// Files that nothing names, small copies and unfinished ones among them.
    pub files: usize,
}

impl Store {
    /// Removes drafts that were put away a month ago, and files that no fact and no draft names
    /// since a day. Does so once a day, however often it is called.
    pub fn tidy(&self) -> Result<Tidied> {
        let now = self.clock().now();
        if !self.read(|db| is_due(db, now))? {
            return Ok(Tidied::default());
        }
        // Two transactions: a file goes only after the last row that names it is gone for good.
        let drafts = self.write(|tx| {
            let text = "DELETE FROM draft WHERE unixepoch(discarded_at) < ?1";
            Ok(tx.execute(text, [(now - DRAFTS_AFTER).timestamp()])?)
        })?;
        let files = self.write(|tx| {
            let removed = self.remove_unnamed(tx)?;
            meta::set(tx, meta::TIDIED, &now.to_rfc3339())?;
            Ok(removed)
        })?;
        if (drafts, files) != (0, 0) {
            tracing::info!(drafts, files, "cleaned up");
        }
        Ok(Tidied { drafts, files })
    }

    /// Under the writer's lock: meanwhile nobody begins to name a file.
    fn remove_unnamed(&self, tx: &Transaction<'_>) -> Result<usize> {
        let drafts = named_by_drafts(tx)?;
        let before = SystemTime::now() - FILES_AFTER;
        let mut removed = 0;
        for file in self.shelf().list()? {
            if file.touched < before && !is_named(tx, &drafts, &file)? {
                self.shelf().remove(&file.key)?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

/// Rows that are still being made do not name all files yet.
fn is_due(db: &Connection, now: DateTime<chrono::FixedOffset>) -> Result<bool> {
    let last = meta::get(db, meta::TIDIED)?;
    let last = last.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
    let recently = last.is_some_and(|last| (now - last).abs() < AGAIN_AFTER);
    Ok(!recently && project::lag(db)? == 0)
}

fn named_by_drafts(db: &Connection) -> Result<HashSet<String>> {
    let text =
        "SELECT photo.value ->> 'sha256' FROM draft, json_each(draft.doc, '$.evidence') AS photo";
    let named = db
        .prepare_cached(text)?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(named)
}

/// Entries that were set aside make no rows, but may be read by a later version: what stands in
/// them is named, too.
fn is_named(db: &Connection, drafts: &HashSet<String>, file: &Listed) -> Result<bool> {
    let Some(name) = file.name() else {
        return Ok(false);
    };
    let sha256 = name.sha256();
    let text = "SELECT 1 FROM fact_file WHERE sha256 = ?1
                UNION ALL
                SELECT 1 FROM entry
                WHERE set_aside IS NOT NULL AND instr(payload, CAST(?1 AS BLOB)) > 0";
    Ok(drafts.contains(sha256) || db.prepare_cached(text)?.exists([sha256])?)
}
