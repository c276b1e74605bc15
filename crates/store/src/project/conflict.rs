//! Which rows contradict themselves.

use kakou_domain::fold::{Row, RowKey};
use rusqlite::Transaction;

use crate::error::Result;

/// Whether any row contradicted itself before.
pub(super) fn any(tx: &Transaction<'_>) -> Result<bool> {
    Ok(tx.prepare_cached("SELECT 1 FROM conflict")?.exists([])?)
}

/// Notes whether a row contradicts itself now. Where none did `before`, nothing is taken back.
pub(super) fn note(tx: &Transaction<'_>, key: &RowKey, row: &Row, before: bool) -> Result<()> {
    let contradicts = match row {
        Row::Site(row) => row.conflict(),
        Row::Visit(row) => row.conflict(),
        Row::Finding(row) => row.conflict(),
        Row::Disposition(row) => row.recorded.conflict(),
        Row::Tally(row) => row.recorded.conflict(),
        Row::Day(row) => row.reported.conflict(),
        _ => return Ok(()),
    };
    if !contradicts && !before {
        return Ok(());
    }
    let text = match contradicts {
        true => "INSERT OR IGNORE INTO conflict (kind, key) VALUES (?1, ?2)",
        false => "DELETE FROM conflict WHERE kind = ?1 AND key = ?2",
    };
    let (kind, key) = key.parts();
    tx.prepare_cached(text)?.execute([kind, &key])?;
    Ok(())
}
