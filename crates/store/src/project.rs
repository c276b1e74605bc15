//! From journals to rows: runs the fold of `kakou_domain` over entries and keeps the columns that
//! review asks for. Taking an entry in twice changes nothing, so a rebuild may run beside writers.

mod afterwards;
mod ahead;
mod conflict;
mod doubt;
mod file;
mod finding;
mod place;
mod stated;
mod taking_out;
mod visit;

pub(crate) use ahead::Ahead;
use ahead::Facts;
pub(crate) use stated::{read_all as read_facts, stated};
pub(crate) use taking_out::{take_fact_out, take_out};
pub(crate) use visit::{facts as facts_of_visit, first_key, first_key_of_day};

use std::collections::btree_map::Entry;
use std::mem::take;
use std::thread::{self, ScopedJoinHandle};

use kakou_domain::FindingId;
use kakou_domain::fact::Fact;
use kakou_domain::fold::{FOLD_VERSION, FindingRow, Row, RowKey, Rows, fold, touched};
use kakou_domain::origin::{Origin, Stated};
use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::error::Result;
use crate::meta;
use crate::store::{Store, lock};
use crate::whose::{ORIGIN, ORIGIN_FROM, read_origin};

/// How many entries one transaction of a catch-up takes in.
const STEP: i64 = 500;

impl Store {
    /// Takes in entries that the projections have not seen yet, one step; gives how many are left.
    /// Call it until that is 0. Killed in between, it goes on where it was.
    pub fn project_pending(&self) -> Result<u64> {
        let Ahead { facts, spent } = take(&mut *lock(&self.ahead));
        let more = self.read(lag)? > STEP.unsigned_abs();
        thread::scope(|scope| {
            let reader = more.then(|| {
                scope.spawn(|| {
                    drop(spent);
                    self.read(ahead::read)
                })
            });
            let (left, spent) = self.project_step(facts)?;
            // Whatever was not read ahead the next step reads itself, and says why it cannot.
            if let Some(Ok(Ok(facts))) = reader.map(ScopedJoinHandle::join) {
                *lock(&self.ahead) = Ahead { facts, spent };
            }
            Ok(left)
        })
    }

    /// Gives how many entries are left, and the rows as they were written.
    fn project_step(&self, mut ahead: Facts) -> Result<(u64, Rows)> {
        self.write(|tx| {
            redo(tx)?;
            let cursor = meta::number(tx, meta::PROJECTED)?;
            let text = format!(
                "SELECT e.n, e.payload IS NOT NULL AND e.set_aside IS NULL, {ORIGIN}
                 FROM entry e {ORIGIN_FROM} WHERE e.n > ?2 ORDER BY e.n LIMIT ?1"
            );
            let next: Vec<(i64, bool, Origin)> = tx
                .prepare_cached(&text)?
                .query_map([STEP, cursor], |row| {
                    Ok((row.get(0)?, row.get(1)?, read_origin(row, 2)?))
                })?
                .collect::<Result<_, _>>()?;
            let mut facts = Vec::with_capacity(next.len());
            for (n, _, origin) in next.iter().filter(|(_, usable, _)| *usable) {
                match ahead.remove(n) {
                    Some(fact) => facts.push(stated::of(tx, fact, *origin)?),
                    None => facts.extend(stated::read(tx, *n)?),
                }
            }
            let rows = take_in(tx, facts)?;
            if let Some((last, _, _)) = next.last() {
                meta::set(tx, meta::PROJECTED, &last.to_string())?;
            }
            Ok((lag(tx)?, rows))
        })
    }

    /// Takes in all that the projections have not seen yet, step by step: writers come in between.
    pub fn project_all(&self) -> Result<()> {
        while self.project_pending()? > 0 {}
        Ok(())
    }

    /// Drops the projections; [`Store::project_pending`] makes them again from the journals.
    pub fn drop_projections(&self) -> Result<()> {
        self.write(drop_rows)
    }
}

/// How many entries the projections still have to take in. By their numbers, for counting a million
/// entries at each step would take longer than the steps.
pub(crate) fn lag(db: &Connection) -> Result<u64> {
    let cursor = meta::number(db, meta::PROJECTED)?;
    let text = "SELECT (SELECT count(*) FROM redo)
                + max((SELECT ifnull(max(n), 0) FROM entry) - ?1, 0)";
    let count: i64 = db
        .prepare_cached(text)?
        .query_row([cursor], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Takes in the facts of entries in the transaction that wrote them. The cursor moves when nothing
/// lies between.
pub(crate) fn at_once(tx: &Transaction<'_>, written: &[i64], facts: Vec<Stated>) -> Result<()> {
    take_in(tx, facts)?;
    let cursor = meta::number(tx, meta::PROJECTED)?;
    if let (Some(first), Some(last)) = (written.first(), written.last()) {
        let text = "SELECT 1 FROM entry WHERE n > ?1 AND n < ?2";
        if !tx.prepare_cached(text)?.exists([cursor, *first])? {
            meta::set(tx, meta::PROJECTED, &last.to_string())?;
        }
    }
    redo(tx)
}

/// Takes in what waits behind the cursor: visits whose checklist came late, payloads that were
/// withheld before.
fn redo(tx: &Transaction<'_>) -> Result<()> {
    let waiting: Vec<i64> = tx
        .prepare_cached("SELECT n FROM redo ORDER BY n LIMIT ?1")?
        .query_map([STEP], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    take_in(tx, read_facts(tx, &waiting)?)?;
    for n in &waiting {
        tx.prepare_cached("DELETE FROM redo WHERE n = ?1")?
            .execute([n])?;
    }
    Ok(())
}

/// Rows of another fold cannot be read: they are dropped, and [`Store::project_pending`] makes them
/// again.
pub(crate) fn start_over_if_the_fold_changed(tx: &Transaction<'_>) -> Result<()> {
    if meta::number(tx, meta::FOLD_VERSION)? != i64::from(FOLD_VERSION) {
        drop_rows(tx)?;
        meta::set(tx, meta::FOLD_VERSION, &FOLD_VERSION.to_string())?;
    }
    Ok(())
}

pub(crate) fn drop_rows(tx: &Transaction<'_>) -> Result<()> {
    tx.execute_batch(include_str!("project/drop.sql"))?;
    meta::set(tx, meta::PROJECTED, "0")
}

/// Folds facts into the rows.
fn take_in(tx: &Transaction<'_>, facts: Vec<Stated>) -> Result<Rows> {
    let mut rows = load(tx, facts.iter().map(|stated| &stated.fact))?;
    visit::remember_additions(tx, &facts)?;
    file::remember(tx, &facts)?;
    fold(&mut rows, facts);
    let mut keys = visit::Keys::new();
    let contradicted = conflict::any(tx)?;
    for (key, row) in &rows {
        conflict::note(tx, key, row, contradicted)?;
        write(tx, key, row, &mut keys)?;
    }
    doubt::mark(tx, &rows)?;
    visit::index(tx, &rows, keys)?;
    Ok(rows)
}

fn load<'a>(tx: &Transaction<'_>, facts: impl IntoIterator<Item = &'a Fact>) -> Result<Rows> {
    let mut rows = Rows::new();
    for key in facts.into_iter().flat_map(touched) {
        if let Entry::Vacant(place) = rows.entry(key) {
            let row = read_row(tx, place.key())?;
            let row = row.unwrap_or_else(|| place.key().empty());
            place.insert(row);
        }
    }
    Ok(rows)
}

/// One row as the fold left it.
pub(crate) fn read_row(db: &Connection, key: &RowKey) -> Result<Option<Row>> {
    match key {
        RowKey::Visit(id) => Ok(visit::read(db, *id)?.map(|row| Row::Visit(Box::new(row)))),
        RowKey::Finding(id) => match kept(db, key)? {
            Some(row) => Ok(Some(row)),
            None => Ok(finding::read(db, *id)?.map(|row| Row::Finding(Box::new(row)))),
        },
        _ => kept(db, key),
    }
}

/// A finding of a visit whose facts are at hand.
pub(crate) fn finding_among(
    db: &Connection,
    id: FindingId,
    facts: &[Stated],
) -> Result<FindingRow> {
    Ok(match kept(db, &RowKey::Finding(id))? {
        Some(Row::Finding(row)) => *row,
        _ => FindingRow::of(id, facts),
    })
}

/// What [`keep`] kept.
fn kept(db: &Connection, key: &RowKey) -> Result<Option<Row>> {
    let (kind, key_text) = key.parts();
    let text = "SELECT doc FROM fold_row WHERE kind = ?1 AND key = ?2";
    let doc: Option<String> = db
        .prepare_cached(text)?
        .query_row([kind, &key_text], |row| row.get(0))
        .optional()?;
    Ok(doc.map(|doc| key.read(&doc)).transpose()?)
}

fn write(tx: &Transaction<'_>, key: &RowKey, row: &Row, keys: &mut visit::Keys) -> Result<()> {
    if let (RowKey::Visit(id), Row::Visit(row)) = (key, row) {
        return visit::write(tx, *id, row, keys);
    }
    match row {
        Row::Finding(row) if finding::told_by_visit(row) => {}
        _ => keep(tx, key, row)?,
    }
    match (key, row) {
        (RowKey::Division(code), Row::Division(row)) => place::division(tx, code, row),
        (RowKey::Site(id), Row::Site(row)) => place::site(tx, *id, row),
        (RowKey::Finding(id), Row::Finding(row)) => finding::write(tx, *id, row, keys),
        (RowKey::Disposition(id), Row::Disposition(row)) => afterwards::disposition(tx, *id, row),
        (RowKey::Tally(id), Row::Tally(row)) => afterwards::tally(tx, *id, row),
        (RowKey::Day(id), Row::Day(row)) => afterwards::day(tx, *id, row),
        _ => Ok(()),
    }
}

/// Keeps a row as the fold left it.
fn keep(tx: &Transaction<'_>, key: &RowKey, row: &Row) -> Result<()> {
    let (kind, key_text) = key.parts();
    let text = "INSERT INTO fold_row (kind, key, doc) VALUES (?1, ?2, ?3)
                ON CONFLICT (kind, key) DO UPDATE SET doc = excluded.doc";
    tx.prepare_cached(text)?
        .execute([kind, &key_text, &serde_json::to_string(row)?])?;
    Ok(())
}
