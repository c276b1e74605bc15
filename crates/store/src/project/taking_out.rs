//! Taking a fact out of the rows again: another payload stands under its id, or it was erased.

use kakou_domain::fact::Fact;
use kakou_domain::fold::{Row, RowKey, take_out as take_out_of};
use rusqlite::{OptionalExtension, Transaction, params};

use super::{conflict, doubt, load, visit, write};
use crate::error::Result;

/// Makes the rows that an entry touched as they are without it. It must be marked as unusable already.
/// What states the same elsewhere, or stands under its id now, is taken in again.
pub(crate) fn take_out(tx: &Transaction<'_>, n: i64) -> Result<()> {
    let text = "SELECT payload FROM entry WHERE n = ?1 AND payload IS NOT NULL";
    let payload: Option<Vec<u8>> = tx
        .prepare_cached(text)?
        .query_row([n], |row| row.get(0))
        .optional()?;
    match payload.as_deref().map(Fact::from_payload) {
        Some(Ok(fact)) => take_fact_out(tx, fact),
        _ => Ok(()),
    }
}

/// The same of a fact whose entry is unusable already.
pub(crate) fn take_fact_out(tx: &Transaction<'_>, fact: Fact) -> Result<()> {
    // As it was read before the rules, and as it is read since.
    let mut reckoned = fact.clone();
    reckoned.reckon_ids();
    let id = fact.id.0.into_bytes();
    tx.prepare_cached("DELETE FROM visit_addition WHERE fact = ?1")?
        .execute([id])?;
    tx.prepare_cached("DELETE FROM fact_file WHERE fact = ?1")?
        .execute([id])?;
    let mut rows = load(tx, [&fact, &reckoned])?;
    take_out_of(&mut rows, &fact);
    take_out_of(&mut rows, &reckoned);
    let mut keys = visit::Keys::new();
    for (key, row) in &rows {
        conflict::note(tx, key, row, true)?;
        let (kind, name) = key.parts();
        tx.prepare_cached("DELETE FROM fold_row WHERE kind = ?1 AND key = ?2")?
            .execute([kind, &name])?;
        if says_nothing(row) {
            forget(tx, key)?;
        }
        if *row != key.empty() {
            write(tx, key, row, &mut keys)?;
        }
    }
    doubt::mark(tx, &rows)?;
    visit::index(tx, &rows, keys)?;
    let text = "INSERT OR IGNORE INTO redo (n) SELECT n FROM entry
                WHERE fact = ?1 AND payload IS NOT NULL AND set_aside IS NULL";
    tx.prepare_cached(text)?.execute([id])?;
    Ok(())
}

/// Whether a row has nothing to be shown any more.
fn says_nothing(row: &Row) -> bool {
    match row {
        Row::Division(row) => row.defined.is_empty(),
        Row::Site(row) => row.defined.is_empty(),
        Row::Visit(row) => row.original().is_none(),
        Row::Finding(row) => row.shown().is_none(),
        Row::Disposition(row) => row.recorded.is_empty(),
        Row::Tally(row) => row.recorded.is_empty(),
        Row::Day(row) => row.reported.is_empty(),
        // They have no columns of their own, and whoever reads them asks what stands.
        _ => false,
    }
}

/// Takes the columns of a row away.
fn forget(tx: &Transaction<'_>, key: &RowKey) -> Result<()> {
    let text = match key {
        RowKey::Division(code) => {
            tx.prepare_cached("DELETE FROM division WHERE code = ?1")?
                .execute([code.as_str()])?;
            return Ok(());
        }
        RowKey::Visit(id) => return visit::remove(tx, *id).map(drop),
        RowKey::Disposition(id) => {
            tx.prepare_cached("DELETE FROM disposition_finding WHERE disposition = ?1")?
                .execute([id.0.into_bytes()])?;
            "DELETE FROM disposition WHERE id = ?1"
        }
        RowKey::Site(_) => "DELETE FROM site WHERE id = ?1",
        RowKey::Finding(_) => "DELETE FROM finding WHERE id = ?1",
        RowKey::Tally(_) => "DELETE FROM tally WHERE id = ?1",
        RowKey::Day(_) => "DELETE FROM day_report WHERE id = ?1",
        _ => return Ok(()),
    };
    let id = match key {
        RowKey::Site(id) => id.0,
        RowKey::Finding(id) => id.0,
        RowKey::Disposition(id) => id.0,
        RowKey::Tally(id) => id.0,
        RowKey::Day(id) => id.0,
        _ => return Ok(()),
    };
    tx.prepare_cached(text)?.execute(params![id.into_bytes()])?;
    Ok(())
}
