//! Entries of journals: taking them in, judging whether they can be used, reading them again.

use kakou_domain::checklist::ChecklistHash;
use kakou_domain::fact::{Body, Fact, FactError};
use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, FactId, Seq};
use kakou_journal::{ChainHash, Item, PayloadHash, StoredEntry};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::{lookup, sql};

/// A visit whose checklist nobody has published here; it is taken in as soon as somebody does.
pub(crate) const UNKNOWN_CHECKLIST: &str = "unknown-checklist";

/// What an entry states, as far as taking it in needs to know. It is read without the database, so
/// that nobody waits for the one writer meanwhile.
pub(crate) struct Statement {
    /// Of the payload, also of one that is withheld.
    pub(crate) hash: PayloadHash,
    fact: Option<FactId>,
    /// Why it cannot be used, whatever else is here.
    refused: Option<&'static str>,
    /// The checklist that a visit was made by.
    made_by: Option<ChecklistHash>,
    /// The checklist that is known from now on.
    published: Option<ChecklistHash>,
}

impl Statement {
    /// What an item says that an author of `role` wrote.
    pub(crate) fn read(item: &Item, role: Role) -> Self {
        match item {
            Item::Payload(payload) => Self::of(item.hash(), &Fact::from_payload(payload), role),
            Item::Withheld(hash) => Self::nothing(*hash),
        }
    }

    /// The same of a payload that has been read.
    pub(crate) fn of(hash: PayloadHash, read: &Result<Fact, FactError>, role: Role) -> Self {
        let nothing = Self::nothing(hash);
        let fact = match read {
            Ok(fact) => fact,
            Err(error) => {
                let refused = Some(error.code());
                return Self { refused, ..nothing };
            }
        };
        let published = match &fact.body {
            Body::ChecklistPublished(template) => Some(template.hash()),
            _ => None,
        };
        Self {
            fact: Some(fact.id),
            refused: fact.allowed_for(role).err().map(|error| error.code()),
            made_by: made_by(fact).cloned(),
            published,
            ..nothing
        }
    }

    fn nothing(hash: PayloadHash) -> Self {
        Self {
            hash,
            fact: None,
            refused: None,
            made_by: None,
            published: None,
        }
    }

    fn fact(&self) -> Option<[u8; 16]> {
        self.fact.map(|id| id.0.into_bytes())
    }

    /// Why it cannot be used here and now.
    fn set_aside(&self, db: &Connection) -> Result<Option<&'static str>> {
        let unknown = match (&self.refused, &self.made_by) {
            (None, Some(checklist)) => !is_known(db, checklist)?,
            _ => false,
        };
        Ok(self.refused.or(unknown.then_some(UNKNOWN_CHECKLIST)))
    }
}

/// An entry that was taken in.
pub(crate) struct Taken {
    /// Its number in this store.
    pub(crate) n: i64,
    /// Whether it is set aside.
    pub(crate) set_aside: bool,
}

/// Takes in one entry at the end of a journal. What cannot be used is kept and set aside.
pub(crate) fn insert(
    db: &Connection,
    author: AuthorId,
    seq: Seq,
    item: &Item,
    stated: &Statement,
    chain: &ChainHash,
) -> Result<Taken> {
    insert_at(db, None, author, seq, item, stated, chain)
}

/// The same, as the `n`th that this store takes in.
pub(crate) fn insert_at(
    db: &Connection,
    n: Option<i64>,
    author: AuthorId,
    seq: Seq,
    item: &Item,
    stated: &Statement,
    chain: &ChainHash,
) -> Result<Taken> {
    let payload = match item {
        Item::Payload(bytes) => Some(bytes.as_slice()),
        Item::Withheld(_) => None,
    };
    let set_aside = stated.set_aside(db)?;
    let text =
        "INSERT INTO entry (n, author, seq, payload, payload_hash, chain_hash, fact, set_aside)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    db.prepare_cached(text)?.execute(params![
        n,
        author.0,
        sql::stored(seq),
        payload,
        stated.hash.0,
        chain.0,
        stated.fact(),
        set_aside,
    ])?;
    let n = db.last_insert_rowid();
    learn(db, stated)?;
    let set_aside = set_aside.is_some();
    Ok(Taken { n, set_aside })
}

/// Fills in the payload of an entry that was withheld so far. Its hash was known, so it is the
/// same entry.
pub(crate) fn fill_in(
    db: &Connection,
    author: AuthorId,
    seq: Seq,
    payload: &[u8],
    stated: &Statement,
) -> Result<()> {
    let text = "UPDATE entry SET payload = ?3, fact = ?4, set_aside = ?5
                WHERE author = ?1 AND seq = ?2 AND payload IS NULL";
    let changed = db.prepare_cached(text)?.execute(params![
        author.0,
        sql::stored(seq),
        payload,
        stated.fact(),
        stated.set_aside(db)?,
    ])?;
    if changed > 0 {
        let redo =
            "INSERT OR IGNORE INTO redo (n) SELECT n FROM entry WHERE author = ?1 AND seq = ?2";
        db.prepare_cached(redo)?
            .execute(params![author.0, sql::stored(seq)])?;
        learn(db, stated)?;
    }
    Ok(())
}

/// What this program ships is known without anybody's word.
pub(crate) fn know_shipped_checklists(db: &Connection) -> Result<()> {
    for hash in lookup::shipped() {
        let text = "INSERT OR IGNORE INTO known_checklist (hash) VALUES (?1)";
        db.prepare_cached(text)?.execute([hash.as_str()])?;
    }
    Ok(())
}

fn is_known(db: &Connection, checklist: &ChecklistHash) -> Result<bool> {
    let text = "SELECT 1 FROM known_checklist WHERE hash = ?1";
    Ok(db.prepare_cached(text)?.exists([checklist.as_str()])?)
}

/// A published checklist is known from now on; visits that waited for it are taken in.
fn learn(db: &Connection, stated: &Statement) -> Result<()> {
    let (Some(checklist), None) = (&stated.published, stated.refused) else {
        return Ok(());
    };
    let text = "INSERT OR IGNORE INTO known_checklist (hash) VALUES (?1)";
    if db.prepare_cached(text)?.execute([checklist.as_str()])? == 0 {
        return Ok(());
    }
    let text = "SELECT n, payload FROM entry WHERE set_aside = ?1";
    let waiting: Vec<(i64, Vec<u8>)> = db
        .prepare_cached(text)?
        .query_map([UNKNOWN_CHECKLIST], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (n, payload) in waiting {
        let fact = Fact::from_payload(&payload);
        if fact.is_ok_and(|fact| made_by(&fact) == Some(checklist)) {
            db.prepare_cached("UPDATE entry SET set_aside = NULL WHERE n = ?1")?
                .execute([n])?;
            db.prepare_cached("INSERT OR IGNORE INTO redo (n) VALUES (?1)")?
                .execute([n])?;
        }
    }
    Ok(())
}

/// The checklist that a visit was made by.
fn made_by(fact: &Fact) -> Option<&ChecklistHash> {
    match &fact.body {
        Body::VisitSealed(content) => Some(&content.checklist.hash),
        Body::VisitAmended(amended) => Some(&amended.content.checklist.hash),
        _ => None,
    }
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
