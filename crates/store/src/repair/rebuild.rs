//! A new database of what could be read. Projections are not read but made again.

use std::path::Path;

use kakou_domain::DivisionCode;
use kakou_domain::supervision::Role;
use kakou_journal::Item;
use rusqlite::types::ToSqlOutput;
use rusqlite::{ToSql, Transaction, TransactionBehavior, params};

use super::plan::Plan;
use super::record::Value;
use super::salvage::Salvage;
use crate::error::{Result, StoreError};
use crate::judge::{Judge, Statement};
use crate::{entry, journal, meta, schema};

/// What is not taken over: it is made anew, or belongs to what was made of entries.
const MADE_ANEW: [&str; 5] = [
    meta::PROJECTED,
    meta::FOLD_VERSION,
    meta::FILES_LISTED,
    meta::TIDIED,
    meta::RULES,
];

/// Makes the database `path`.
pub(super) fn rebuild(salvage: &Salvage, plan: &Plan, path: &Path) -> Result<()> {
    let mut connection = schema::open_writer(path)?;
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (key, value) in &salvage.meta {
        if !MADE_ANEW.contains(&key.as_str()) {
            meta::set(&tx, key, value)?;
        }
    }
    if !plan.nothing_missing {
        meta::clear(&tx, meta::FEED_CURSOR)?;
    }
    who_it_is(&tx, plan)?;
    for row in &plan.journals {
        journal::put(&tx, row)?;
    }
    entry::know_shipped_checklists(&tx)?;
    entries(&tx, salvage)?;
    for draft in salvage.drafts.values() {
        let text = "INSERT OR REPLACE INTO draft (id, site, doc, saved_at, discarded_at)
                    VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = params![
            draft.id,
            draft.site,
            draft.doc,
            draft.saved_at,
            draft.discarded_at
        ];
        tx.prepare_cached(text)?.execute(values)?;
    }
    let text = "INSERT OR IGNORE INTO device (author, token_hash, code_hash, name, divisions,
                  predecessors, admitted_at, retired, seen_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    copy(&tx, text, &salvage.devices)?;
    let text = "INSERT OR IGNORE INTO enrol_code (hash, division, uses_left, expires_at)
                VALUES (?1, ?2, ?3, ?4)";
    copy(&tx, text, &salvage.codes)?;
    files_brought(&tx, salvage)?;
    tx.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Where the device's own values could not be read: what the journals say of it.
fn who_it_is(tx: &Transaction<'_>, plan: &Plan) -> Result<()> {
    let Some(own) = plan.own else { return Ok(()) };
    meta::set(tx, meta::AUTHOR, &own.to_string())?;
    let row = plan.journals.iter().find(|row| row.author == own);
    let name = row.map(|row| row.name.as_str()).unwrap_or_default();
    let missing = |key| Ok::<_, StoreError>(meta::get(tx, key)?.is_none());
    if missing(meta::NAME)? && !name.is_empty() {
        meta::set(tx, meta::NAME, name)?;
    }
    if plan.role == Role::Headquarters && missing(meta::COUNTY)? {
        let of_office = |one: &&kakou_domain::supervision::AuthorAdmitted| {
            one.role == Role::Headquarters && !one.divisions.is_empty()
        };
        let said = plan.admitted.iter().find(of_office);
        let said = said.ok_or(StoreError::BeyondRepair)?;
        let county: Option<&DivisionCode> = said.divisions.first();
        if let Some(county) = county {
            meta::set(tx, meta::COUNTY, county.as_str())?;
            meta::set(tx, meta::DIVISIONS, &serde_json::to_string(&[county])?)?;
        }
        meta::set(tx, meta::NAME, said.name.as_deref().unwrap_or_default())?;
    }
    Ok(())
}

fn entries(tx: &Transaction<'_>, salvage: &Salvage) -> Result<()> {
    let (mut judge, mut last) = (Judge::new(tx), 0);
    salvage.entries.standing(|n, author, one| {
        // The feed's cursors count them, so each keeps its number.
        let n = (n > last).then_some(n);
        let (seq, chain) = (one.seq, one.chain_hash);
        let item = match one.payload {
            Some(payload) => Item::Payload(payload),
            None => Item::Withheld(one.payload_hash),
        };
        let stated = Statement::read(&item);
        last = entry::insert_at(tx, &mut judge, n, author, seq, &item, &stated, &chain)?.n;
        Ok(())
    })
}

/// Who brought which file. Where that was not noted yet, what is here counts as brought by everybody who
/// names it, as when a sound database of that time is opened; and what is here is not known yet.
fn files_brought(tx: &Transaction<'_>, salvage: &Salvage) -> Result<()> {
    let Some(brought) = &salvage.brought else {
        tx.execute_batch(include_str!("brought_before.sql"))?;
        return Ok(());
    };
    let text = "INSERT OR IGNORE INTO brought (sha256, author) VALUES (?1, ?2)";
    let mut insert = tx.prepare_cached(text)?;
    for (sha256, author) in brought {
        insert.execute(params![sha256, author.0])?;
    }
    Ok(())
}

fn copy(tx: &Transaction<'_>, text: &str, rows: &[Vec<Value>]) -> Result<()> {
    let mut insert = tx.prepare_cached(text)?;
    for row in rows {
        insert.execute(rusqlite::params_from_iter(row))?;
    }
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Nothing => Ok(ToSqlOutput::from(rusqlite::types::Null)),
            Self::Number(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
            Self::Bytes(bytes) => bytes.to_sql(),
        }
    }
}
