//! Entries of journals: taking them in, judging whether they can be used, reading them again.

use kakou_domain::fact::{Body, Fact};
use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, FactId, Seq};
use kakou_journal::{ChainHash, Item, PayloadHash, StoredEntry};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::{lookup, sql};

/// A visit whose checklist nobody has published here; it is taken in as soon as somebody does.
pub(crate) const UNKNOWN_CHECKLIST: &str = "unknown-checklist";

/// An entry that was taken in.
pub(crate) struct Taken {
    /// Its number in this store.
    pub(crate) n: i64,
    /// What it states, where that can be used.
    pub(crate) fact: Option<Fact>,
}

/// Takes in one entry at the end of a journal. What cannot be used is kept and set aside.
pub(crate) fn insert(
    db: &Connection,
    author: AuthorId,
    role: Role,
    seq: Seq,
    item: &Item,
    chain: &ChainHash,
) -> Result<Taken> {
    insert_at(db, None, author, role, seq, item, chain)
}

/// The same, as the `n`th that this store takes in.
pub(crate) fn insert_at(
    db: &Connection,
    n: Option<i64>,
    author: AuthorId,
    role: Role,
    seq: Seq,
    item: &Item,
    chain: &ChainHash,
) -> Result<Taken> {
    let (payload, judged) = match item {
        Item::Payload(bytes) => (Some(bytes.as_slice()), judge(db, bytes, role)?),
        Item::Withheld(_) => (None, Judged::default()),
    };
    let text =
        "INSERT INTO entry (n, author, seq, payload, payload_hash, chain_hash, fact, set_aside)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    db.prepare_cached(text)?.execute(params![
        n,
        author.0,
        sql::stored(seq),
        payload,
        item.hash().0,
        chain.0,
        judged.fact.as_ref().map(|fact| fact.id.0.into_bytes()),
        judged.set_aside,
    ])?;
    let n = db.last_insert_rowid();
    learn(db, &judged)?;
    let fact = judged.fact.filter(|_| judged.set_aside.is_none());
    Ok(Taken { n, fact })
}

/// Fills in the payload of an entry that was withheld so far. Its hash was known, so it is the
/// same entry.
pub(crate) fn fill_in(
    db: &Connection,
    author: AuthorId,
    role: Role,
    seq: Seq,
    payload: &[u8],
) -> Result<()> {
    let judged = judge(db, payload, role)?;
    let text = "UPDATE entry SET payload = ?3, fact = ?4, set_aside = ?5
                WHERE author = ?1 AND seq = ?2 AND payload IS NULL";
    let changed = db.prepare_cached(text)?.execute(params![
        author.0,
        sql::stored(seq),
        payload,
        judged.fact.as_ref().map(|fact| fact.id.0.into_bytes()),
        judged.set_aside,
    ])?;
    if changed > 0 {
        let redo =
            "INSERT OR IGNORE INTO redo (n) SELECT n FROM entry WHERE author = ?1 AND seq = ?2";
        db.prepare_cached(redo)?
            .execute(params![author.0, sql::stored(seq)])?;
        learn(db, &judged)?;
    }
    Ok(())
}

#[derive(Default)]
struct Judged {
    fact: Option<Fact>,
    set_aside: Option<&'static str>,
}

fn judge(db: &Connection, payload: &[u8], role: Role) -> Result<Judged> {
    let judged = match Fact::from_payload(payload) {
        Err(error) => Judged {
            fact: None,
            set_aside: Some(error.code()),
        },
        Ok(fact) => {
            let set_aside = match fact.allowed_for(role) {
                Err(error) => Some(error.code()),
                Ok(()) if !checklist_known(db, &fact)? => Some(UNKNOWN_CHECKLIST),
                Ok(()) => None,
            };
            Judged {
                fact: Some(fact),
                set_aside,
            }
        }
    };
    Ok(judged)
}

/// What this program ships is known without anybody's word.
pub(crate) fn know_shipped_checklists(db: &Connection) -> Result<()> {
    for hash in lookup::shipped() {
        let text = "INSERT OR IGNORE INTO known_checklist (hash) VALUES (?1)";
        db.prepare_cached(text)?.execute([hash.as_str()])?;
    }
    Ok(())
}

fn checklist_known(db: &Connection, fact: &Fact) -> Result<bool> {
    let hash = match &fact.body {
        Body::VisitSealed(content) => &content.checklist.hash,
        Body::VisitAmended(amended) => &amended.content.checklist.hash,
        _ => return Ok(true),
    };
    let text = "SELECT 1 FROM known_checklist WHERE hash = ?1";
    Ok(db.prepare_cached(text)?.exists([hash.to_string()])?)
}

/// A published checklist is known from now on; visits that waited for it are taken in.
fn learn(db: &Connection, judged: &Judged) -> Result<()> {
    let (
        Some(Fact {
            body: Body::ChecklistPublished(template),
            ..
        }),
        None,
    ) = (&judged.fact, judged.set_aside)
    else {
        return Ok(());
    };
    let text = "INSERT OR IGNORE INTO known_checklist (hash) VALUES (?1)";
    if db
        .prepare_cached(text)?
        .execute([template.hash().to_string()])?
        == 0
    {
        return Ok(());
    }
    let text = "SELECT n, payload FROM entry WHERE set_aside = ?1";
    let waiting: Vec<(i64, Vec<u8>)> = db
        .prepare_cached(text)?
        .query_map([UNKNOWN_CHECKLIST], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (n, payload) in waiting {
        let known = Fact::from_payload(&payload).map(|fact| checklist_known(db, &fact));
        if let Ok(Ok(true)) = known {
            db.prepare_cached("UPDATE entry SET set_aside = NULL WHERE n = ?1")?
                .execute([n])?;
            db.prepare_cached("INSERT OR IGNORE INTO redo (n) VALUES (?1)")?
                .execute([n])?;
        }
    }
    Ok(())
}

/// The hash that an entry was taken in with, and whether its payload is here.
pub(crate) fn hash_at(
    db: &Connection,
    author: AuthorId,
    seq: Seq,
) -> Result<Option<(PayloadHash, bool)>> {
    let text = "SELECT payload_hash, payload IS NOT NULL FROM entry WHERE author = ?1 AND seq = ?2";
    let read = |row: &Row<'_>| Ok((sql::payload_hash(row, 0)?, row.get(1)?));
    Ok(db
        .prepare_cached(text)?
        .query_row(params![author.0, sql::stored(seq)], read)
        .optional()?)
}

/// The chain's hash after an entry.
pub(crate) fn chain_at(db: &Connection, author: AuthorId, seq: Seq) -> Result<Option<ChainHash>> {
    let text = "SELECT chain_hash FROM entry WHERE author = ?1 AND seq = ?2";
    let read = |row: &Row<'_>| sql::chain_hash(row, 0);
    Ok(db
        .prepare_cached(text)?
        .query_row(params![author.0, sql::stored(seq)], read)
        .optional()?)
}

/// Entries of a journal after a place in it, at most `limit`.
pub(crate) fn after(
    db: &Connection,
    author: AuthorId,
    seq: Seq,
    limit: usize,
) -> Result<Vec<StoredEntry>> {
    let mut entries = Vec::new();
    each_after(db, author, seq, |entry| {
        entries.push(entry);
        entries.len() < limit
    })?;
    Ok(entries)
}

/// Hands over the entries of a journal after a place in it, one by one, until `take` has enough and
/// says `false`.
pub(crate) fn each_after(
    db: &Connection,
    author: AuthorId,
    seq: Seq,
    mut take: impl FnMut(StoredEntry) -> bool,
) -> Result<()> {
    let text = "SELECT seq, payload, payload_hash, chain_hash FROM entry
                WHERE author = ?1 AND seq > ?2 ORDER BY seq";
    let mut select = db.prepare_cached(text)?;
    let mut rows = select.query(params![author.0, sql::stored(seq)])?;
    while let Some(row) = rows.next()? {
        let entry = StoredEntry {
            seq: sql::seq(row, 0)?,
            payload: row.get(1)?,
            payload_hash: sql::payload_hash(row, 2)?,
            chain_hash: sql::chain_hash(row, 3)?,
        };
        if !take(entry) {
            break;
        }
    }
    Ok(())
}

/// An entry as it travels.
pub(crate) fn travelling(entry: StoredEntry) -> Item {
    match entry.payload {
        Some(bytes) => Item::Payload(bytes),
        None => Item::Withheld(entry.payload_hash),
    }
}

/// The payload of a fact, wherever it is carried.
pub(crate) fn payload_of(db: &Connection, fact: FactId) -> Result<Option<Vec<u8>>> {
    let text = "SELECT payload FROM entry WHERE fact = ?1 AND payload IS NOT NULL LIMIT 1";
    Ok(db
        .prepare_cached(text)?
        .query_row([fact.0.into_bytes()], |row| row.get(0))
        .optional()?)
}

/// Keeps an entry that was taken in before but cannot be used.
pub(crate) fn set_aside(db: &Connection, n: i64, code: &str) -> Result<()> {
    let text = "UPDATE entry SET set_aside = ?2 WHERE n = ?1";
    db.prepare_cached(text)?.execute(params![n, code])?;
    Ok(())
}
