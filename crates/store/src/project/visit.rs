//! Columns and search words of visits.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use kakou_domain::fact::{Body, Fact};
use kakou_domain::fold::{Row, RowKey, Rows, VisitFoldRow, visit_of};
use kakou_domain::origin::Stated;
use kakou_domain::visit::VisitContent;
use kakou_domain::{VisitId, initials};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use super::stated::with_visits_author;
use crate::error::{Result, StoreError};
use crate::whose::{ORIGIN, ORIGIN_FROM, read_origin};
use crate::{sealing, search, sql};

/// Bits of a visit's key below its seconds. So the key orders by time to the second, and visits of
/// the same second by their id; a million of them share a key by chance once in a thousand times.
const ID_BITS: u32 = 29;
/// Seconds up to the year 2514 fit above them.
const MOST_SECONDS: i64 = (1 << (62 - ID_BITS)) - 1;

/// What visits are sorted and paged by, and the rowid of their search words.
pub(super) fn visit_key(at: DateTime<FixedOffset>, id: VisitId) -> i64 {
    let bytes = id.0.into_bytes();
    let low = u32::from_be_bytes([bytes[12], bytes[13], bytes[14], bytes[15]]);
    let low = i64::from(low & ((1 << ID_BITS) - 1));
    (first_key(at.timestamp())) | low
}

/// The smallest key of a second.
pub(crate) fn first_key(seconds: i64) -> i64 {
    seconds.clamp(0, MOST_SECONDS) << ID_BITS
}

/// The smallest key of a day, as it begins at UTC.
pub(crate) fn first_key_of_day(day: NaiveDate) -> i64 {
    first_key(day.and_time(NaiveTime::MIN).and_utc().timestamp())
}

/// The keys of visits that a step writes.
pub(super) type Keys = HashMap<VisitId, i64>;

pub(super) fn write(
    tx: &Transaction<'_>,
    id: VisitId,
    row: &VisitFoldRow,
    keys: &mut Keys,
) -> Result<()> {
    let Some(content) = row.current() else {
        return Ok(());
    };
    let mut key = visit_key(content.visited_at, id);
    let mut stood = None;
    // Else it stands here already, or another has its key.
    if !insert(tx, key, id, content)? {
        stood = remove(tx, id)?;
        key = free_key(tx, key, id)?;
        insert(tx, key, id, content)?;
    }
    keys.insert(id, key);
    match stood {
        Some(before) => move_findings(tx, id, before, key)?,
        None => give_key(tx, id, row, key)?,
    }
    for name in &content.inspectors {
        let text = "INSERT OR IGNORE INTO visit_inspector (name, key) VALUES (?1, ?2)";
        tx.prepare_cached(text)?.execute(params![name, key])?;
    }
    Ok(())
}

/// The findings of a visit that stood have its key.
fn move_findings(tx: &Transaction<'_>, id: VisitId, before: i64, key: i64) -> Result<()> {
    let text = "UPDATE finding SET visit_key = ?3
                WHERE visit_key = ?2 AND visit = ?1 AND visit_key <> ?3";
    tx.prepare_cached(text)?
        .execute(params![id.0.into_bytes(), before, key])?;
    Ok(())
}

/// A new visit's findings are written after it and ask for its key, but for those of a correction
/// that came first.
fn give_key(tx: &Transaction<'_>, id: VisitId, row: &VisitFoldRow, key: i64) -> Result<()> {
    let text = "UPDATE finding SET visit_key = ?3 WHERE id = ?1 AND visit = ?2";
    let mut update = tx.prepare_cached(text)?;
    for (_, correction) in row.amended.iter() {
        for finding in &correction.content.content.findings {
            update.execute(params![finding.id.0.into_bytes(), id.0.into_bytes(), key])?;
        }
    }
    Ok(())
}

/// Whether there was room for it: its key and its id were free.
fn insert(tx: &Transaction<'_>, key: i64, id: VisitId, content: &VisitContent) -> Result<bool> {
    let text = "INSERT OR IGNORE INTO visit
                (key, id, site, division, township, kind, campaign, visited_on, inspectors)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let inserted = tx.prepare_cached(text)?.execute(params![
        key,
        id.0.into_bytes(),
        content.site.id.0.into_bytes(),
        content.site.division.as_str(),
        content.site.division.township().map(String::from),
        content.site.kind.as_str(),
        content.campaign.map(|campaign| campaign.0.into_bytes()),
        content.visited_at.date_naive().to_string(),
        serde_json::to_string(&content.inspectors)?,
    ])?;
    Ok(inserted == 1)
}

/// Makes the visits among written rows findable by their words.
///
/// This comes last and in the order of their keys: before a smaller key, and before a statement that
/// could be undone alone, SQLite writes out what the search index has gathered in memory. Among the
/// rows, each visit would become a segment of its own.
pub(super) fn index(tx: &Transaction<'_>, rows: &Rows, keys: Keys) -> Result<()> {
    let mut visits: Vec<_> = keys.into_iter().collect();
    visits.sort_unstable_by_key(|(_, key)| *key);
    let text = "INSERT INTO visit_search (rowid, words) VALUES (?1, ?2)";
    let mut insert = tx.prepare_cached(text)?;
    for (id, key) in visits {
        if let Some(Row::Visit(row)) = rows.get(&RowKey::Visit(id))
            && let Some(content) = row.current()
        {
            let mut words = search_words(content);
            for (seal, _) in row.sealed.heads() {
                let code = sealing::check_code_of(tx, seal)?;
                search::index_check_code(&code, &mut words);
            }
            insert.execute(params![key, words])?;
        }
    }
    Ok(())
}

/// The key of a visit that stands here; `keys` has those that this step wrote.
pub(super) fn key_of(tx: &Transaction<'_>, id: VisitId, keys: &Keys) -> Result<Option<i64>> {
    if let Some(key) = keys.get(&id) {
        return Ok(Some(*key));
    }
    let text = "SELECT key FROM visit WHERE id = ?1";
    Ok(tx
        .prepare_cached(text)?
        .query_row([id.0.into_bytes()], |row| row.get(0))
        .optional()?)
}

/// A key of the same second that no other visit has. It is tried by a hash of the whole id: whoever
/// makes ids of one key does not make those after it the same.
fn free_key(tx: &Transaction<'_>, wanted: i64, id: VisitId) -> Result<i64> {
    let mut taken = tx.prepare_cached("SELECT 1 FROM visit WHERE key = ?1")?;
    let (mut key, mut attempt) = (wanted, 0_u32);
    while taken.exists([key])? {
        let hash = Sha256::new()
            .chain_update(id.0)
            .chain_update(attempt.to_be_bytes());
        let hash = hash.finalize();
        let low = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
        key = (wanted >> ID_BITS << ID_BITS) | i64::from(low & ((1 << ID_BITS) - 1));
        attempt += 1;
    }
    Ok(key)
}

/// Gives the key that it had.
pub(super) fn remove(tx: &Transaction<'_>, id: VisitId) -> Result<Option<i64>> {
    let text = "DELETE FROM visit WHERE id = ?1 RETURNING key, inspectors";
    let stood: Option<(i64, Vec<String>)> = tx
        .prepare_cached(text)?
        .query_row([id.0.into_bytes()], |row| {
            Ok((row.get(0)?, sql::parsed(row, 1)?))
        })
        .optional()?;
    let Some((key, inspectors)) = stood else {
        return Ok(None);
    };
    for name in inspectors {
        tx.prepare_cached("DELETE FROM visit_inspector WHERE name = ?1 AND key = ?2")?
            .execute(params![name, key])?;
    }
    tx.prepare_cached("DELETE FROM visit_search WHERE rowid = ?1")?
        .execute([key])?;
    Ok(Some(key))
}

fn search_words(content: &VisitContent) -> String {
    let findings = content.findings.iter().map(|finding| &finding.text);
    let texts = [&content.site.name, &content.notes, &content.good_practice];
    let mut words = String::new();
    for text in texts.into_iter().chain(&content.inspectors).chain(findings) {
        search::index_words(text, &mut words);
    }
    words.push_str(&initials(&content.site.name).join(" "));
    words
}

/// Remembers which facts make which visit beside the one that sealed it; that one has its id. When the
/// seal comes after them, whose corrections they are is known only now.
pub(super) fn remember_additions(tx: &Transaction<'_>, facts: &[Stated]) -> Result<()> {
    let text = "INSERT OR IGNORE INTO visit_addition (fact, visit) VALUES (?1, ?2)";
    let mut insert = tx.prepare_cached(text)?;
    let text = "INSERT OR IGNORE INTO redo (n)
                SELECT n FROM visit_addition JOIN entry ON entry.fact = visit_addition.fact
                WHERE visit = ?1 AND payload IS NOT NULL AND set_aside IS NULL";
    let mut again = tx.prepare_cached(text)?;
    for Stated { fact, .. } in facts {
        match (visit_of(fact), &fact.body) {
            (Some(visit), Body::VisitSealed(_)) => {
                again.execute([visit.0.into_bytes()])?;
            }
            (Some(visit), _) => {
                insert.execute([fact.id.0.into_bytes(), visit.0.into_bytes()])?;
            }
            (None, _) => {}
        }
    }
    Ok(())
}

/// A visit's row, made of its facts anew: their payloads stand in the journal already, so nothing of
/// a visit is written twice.
pub(super) fn read(db: &Connection, id: VisitId) -> Result<Option<VisitFoldRow>> {
    let facts = facts(db, id)?;
    Ok((!facts.is_empty()).then(|| VisitFoldRow::of(id, facts)))
}

/// What has been taken in of a visit.
pub(crate) fn facts(db: &Connection, id: VisitId) -> Result<Vec<Stated>> {
    let text = format!(
        "SELECT e.payload, {ORIGIN}
         FROM visit_fact CROSS JOIN entry e ON e.fact = visit_fact.fact {ORIGIN_FROM}
         WHERE visit_fact.visit = ?1 AND e.payload IS NOT NULL AND e.set_aside IS NULL"
    );
    let mut select = db.prepare_cached(&text)?;
    let mut rows = select.query([id.0.into_bytes()])?;
    let mut facts = Vec::new();
    while let Some(row) = rows.next()? {
        let payload = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let fact = Fact::from_payload(payload).map_err(StoreError::Unreadable)?;
        facts.push(Stated::new(fact, read_origin(row, 1)?));
    }
    Ok(with_visits_author(id, facts))
}
