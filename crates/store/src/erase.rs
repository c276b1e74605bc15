//! Erasing: headquarters takes what was stated back for good. The hash stays in each chain, the rows
//! forget it, its photos go, and nobody can bring it again.

use kakou_domain::fact::{Body, Fact};
use kakou_domain::trust::{Erased, MOST_ERASED, PayloadErased};
use kakou_domain::{FactId, VisitId};
use kakou_journal::{PayloadHash, check_code};
use rusqlite::{Connection, Row, Transaction, params};
use serde::Serialize;

use crate::error::{Result, StoreError};
use crate::evidence::{BlobName, Part};
use crate::judge::ERASED;
use crate::store::Store;
use crate::{project, rejudge, sql, whose};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// What is erased, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erasure {
    /// The facts, with the check code of each.
    pub facts: Vec<ErasedFact>,
    /// What has to be typed to confirm it: the check code of the first.
    pub confirm: String,
}

/// A fact that is erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErasedFact {
    /// Its id.
    pub fact: FactId,
    /// Its kind.
    pub kind: String,
    /// Its check code.
    pub check_code: String,
}

struct Found {
    fact: FactId,
    kind: String,
    hash: PayloadHash,
}

impl Store {
    /// What erasing a fact takes with it: of a visit its corrections and what was added to it.
    ///
    /// # Errors
    /// Nothing here has this id, or it is of a kind that is never erased.
    pub fn what_erasing_takes(&self, id: FactId) -> Result<Erasure> {
        let found = self.read(|db| found(db, id))?;
        Ok(told(&found))
    }

    /// Erases it, in all journals here, and states so. `confirm` is what
    /// [`Store::what_erasing_takes`] asked for.
    ///
    /// # Errors
    /// As there; without a reason, or with another check code.
    pub fn erase(&self, id: FactId, reason: &str, confirm: &str) -> Result<Erasure> {
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
            return Err(StoreError::EraseReason);
        }
        let typed = kakou_journal::normalise(confirm).map_err(StoreError::Journal)?;
        let done = self.write(|tx| {
            let found = found(tx, id)?;
            let told = told(&found);
            if typed != told.confirm {
                return Err(StoreError::EraseNotConfirmed);
            }
            let payloads = found.iter().map(|one| Erased {
                hash: data_encoding::HEXLOWER.encode(&one.hash.0),
                fact: Some(one.fact),
            });
            let body = Body::PayloadErased(PayloadErased {
                payloads: payloads.collect(),
                reason: reason.to_owned(),
            });
            self.state_for_all(tx, body)?;
            Ok(told)
        })?;
        self.project_all()?;
        self.remove_erased_files()?;
        Ok(done)
    }

    /// Takes the files away that only erased facts named. A kill in between leaves them to the next call.
    pub fn remove_erased_files(&self) -> Result<usize> {
        let text = "SELECT sha256 FROM erased_file";
        let files: Vec<String> = self.read(|db| {
            let mut select = db.prepare_cached(text)?;
            Ok(select
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?)
        })?;
        for sha256 in &files {
            self.write(|tx| {
                let named = "SELECT 1 FROM fact_file WHERE sha256 = ?1";
                if !tx.prepare_cached(named)?.exists([sha256])? {
                    for part in [Part::Thumbnail, Part::Whole] {
                        if let Ok(name) = BlobName::new(sha256, part) {
                            self.shelf().remove(&name.to_string())?;
                            self.erase_small_copies(&name)?;
                        }
                    }
                    let tables = ["blob", "brought", "file_to_send"];
                    for table in tables.map(|table| format!("{table} WHERE sha256")) {
                        tx.execute(&format!("DELETE FROM {table} = ?1"), [sha256])?;
                    }
                }
                tx.execute("DELETE FROM erased_file WHERE sha256 = ?1", [sha256])?;
                Ok(())
            })?;
        }
        Ok(files.len())
    }
}

fn told(found: &[Found]) -> Erasure {
    let facts: Vec<ErasedFact> = found
        .iter()
        .map(|one| ErasedFact {
            fact: one.fact,
            kind: one.kind.clone(),
            check_code: check_code(&one.hash),
        })
        .collect();
    let confirm = facts.first().map(|one| one.check_code.clone());
    Erasure {
        facts,
        confirm: confirm.unwrap_or_default(),
    }
}

/// The fact itself first, then what a visit has beside its seal.
fn found(db: &Connection, id: FactId) -> Result<Vec<Found>> {
    let text = "SELECT e.payload, e.payload_hash FROM entry e
                WHERE e.payload IS NOT NULL AND
                  (e.fact = ?1 OR e.fact IN (SELECT fact FROM visit_addition WHERE visit = ?1))
                ORDER BY e.fact <> ?1, e.n";
    let read = |row: &Row<'_>| Ok((row.get::<_, Vec<u8>>(0)?, sql::payload_hash(row, 1)?));
    let rows: Vec<(Vec<u8>, PayloadHash)> = db
        .prepare_cached(text)?
        .query_map([id.0.into_bytes()], read)?
        .collect::<Result<_, _>>()?;
    let mut all: Vec<Found> = Vec::new();
    for (payload, hash) in rows {
        let fact = Fact::from_payload(&payload).map_err(StoreError::Unreadable)?;
        let kind = fact.body.kind().to_owned();
        if !PayloadErased::may_erase(&kind) {
            return Err(StoreError::NotErasable(kind));
        }
        if all.iter().all(|one| one.hash != hash) {
            let fact = fact.id;
            all.push(Found { fact, kind, hash });
        }
    }
    match all.len() {
        0 => Err(StoreError::NoVisit(VisitId(id.0))),
        1..=MOST_ERASED => Ok(all),
        _ => Err(StoreError::EraseReason),
    }
}

/// Takes note of what headquarters erased, and erases what of it is here.
pub(crate) fn learn(tx: &Transaction<'_>, said: &PayloadErased) -> Result<()> {
    // What is written over is overwritten, not only let go.
    tx.pragma_update(None, "secure_delete", true)?;
    for one in said.payloads.iter().take(MOST_ERASED) {
        if let Some(hash) = whose::read_hash(&one.hash) {
            erase(tx, &hash, one.fact)?;
        }
    }
    // Words of what is gone lie in the search until its parts are merged.
    tx.execute_batch("INSERT INTO visit_search (visit_search) VALUES ('optimize')")?;
    Ok(())
}

fn erase(tx: &Transaction<'_>, hash: &PayloadHash, fact: Option<FactId>) -> Result<()> {
    let entries = entries(tx, hash, fact)?;
    // A payload of a kind that is never erased stays, whoever says otherwise.
    let kept = |payload: &[u8]| {
        let fact = Fact::from_payload(payload);
        fact.is_ok_and(|fact| !PayloadErased::may_erase(fact.body.kind()))
    };
    if entries.iter().any(|(_, payload)| kept(payload)) {
        return Ok(());
    }
    tx.prepare_cached("INSERT OR IGNORE INTO erased (hash) VALUES (?1)")?
        .execute([hash.0])?;
    for (n, payload) in entries {
        let text = "UPDATE entry SET set_aside = ?2 WHERE n = ?1";
        tx.prepare_cached(text)?.execute(params![n, ERASED])?;
        if let Ok(fact) = Fact::from_payload(&payload) {
            note_files(tx, &fact)?;
            project::take_fact_out(tx, fact)?;
        }
        let text = "UPDATE entry SET payload = NULL, fact = NULL WHERE n = ?1";
        tx.prepare_cached(text)?.execute([n])?;
        rejudge::not_again(tx, n)?;
    }
    Ok(())
}

/// The entries that have the payload.
fn entries(
    db: &Connection,
    hash: &PayloadHash,
    fact: Option<FactId>,
) -> Result<Vec<(i64, Vec<u8>)>> {
    // By the id, or among what is set aside: hashes have no index.
    let text = "SELECT n, payload FROM entry
                WHERE fact = ?2 AND payload_hash = ?1 AND payload IS NOT NULL
                UNION
                SELECT n, payload FROM entry
                WHERE set_aside IS NOT NULL AND payload_hash = ?1 AND payload IS NOT NULL";
    let values = params![hash.0, fact.map(|fact| fact.0.into_bytes())];
    let entries = db
        .prepare_cached(text)?
        .query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(entries)
}

fn note_files(tx: &Transaction<'_>, fact: &Fact) -> Result<()> {
    let text = "INSERT OR IGNORE INTO erased_file (sha256) VALUES (?1)";
    for file in fact.evidence() {
        tx.prepare_cached(text)?.execute([&file.sha256])?;
    }
    Ok(())
}

/// Whether anything was erased.
pub(crate) fn any(db: &Connection) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM erased")?.exists([])?)
}

/// Whether a payload was erased.
pub(crate) fn is_erased(db: &Connection, hash: &PayloadHash) -> Result<bool> {
    let text = "SELECT 1 FROM erased WHERE hash = ?1";
    Ok(db.prepare_cached(text)?.exists([hash.0])?)
}
