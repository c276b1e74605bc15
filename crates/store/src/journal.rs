//! Rows of journals: one an author, with where it stands and what was confirmed of it.

use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{ChainHash, PublicKey, Signature, SignedHead, genesis};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::sql;

/// An author's journal as it stands here.
#[derive(Debug, Clone, PartialEq)]
pub struct JournalRow {
    /// Whose.
    pub author: AuthorId,
    /// The author's key.
    pub public_key: PublicKey,
    /// What the author may write.
    pub role: Role,
    /// The person or the office.
    pub name: String,
    /// The newest entry that is here.
    pub seq: Seq,
    /// The chain's hash after it.
    pub head: ChainHash,
    /// The newest head that the author signed, as far as it is known here.
    pub signed: Option<SignedHead>,
    /// Up to where the server confirmed it by a receipt.
    pub confirmed: Seq,
    /// Up to where the server has a backup.
    pub backed_up: Seq,
    /// Why it takes no more entries, as a code.
    pub closed: Option<String>,
}

impl JournalRow {
    /// The short name of the author's key, for comparing by eye.
    pub fn fingerprint(&self) -> String {
        kakou_journal::fingerprint(&self.public_key)
    }

    /// The journal of a key before its first entry.
    pub(crate) fn empty(public_key: &PublicKey, role: Role, name: &str) -> Self {
        Self {
            author: public_key.author(),
            public_key: *public_key,
            role,
            name: name.to_owned(),
            seq: Seq(0),
            head: genesis(public_key.suite(), public_key),
            signed: None,
            confirmed: Seq(0),
            backed_up: Seq(0),
            closed: None,
        }
    }
}

const COLUMNS: &str = "author, public_key, role, name, seq, head, signed_seq, signed_head, \
                       signature, confirmed, backed_up, closed";

fn read(row: &Row<'_>) -> rusqlite::Result<JournalRow> {
    let public_key = sql::public_key(row, 1)?;
    let signed_seq: Option<i64> = row.get(6)?;
    let signed = match signed_seq {
        None => None,
        Some(_) => Some(SignedHead {
            public_key,
            seq: sql::seq(row, 6)?,
            hash: sql::chain_hash(row, 7)?,
            signature: Signature(row.get(8)?),
        }),
    };
    Ok(JournalRow {
        author: sql::author(row, 0)?,
        public_key,
        role: sql::from_word(row, 2)?,
        name: row.get(3)?,
        seq: sql::seq(row, 4)?,
        head: sql::chain_hash(row, 5)?,
        signed,
        confirmed: sql::seq(row, 9)?,
        backed_up: sql::seq(row, 10)?,
        closed: row.get(11)?,
    })
}

pub(crate) fn get(db: &Connection, author: AuthorId) -> Result<Option<JournalRow>> {
    let text = format!("SELECT {COLUMNS} FROM journal WHERE author = ?1");
    Ok(db
        .prepare_cached(&text)?
        .query_row([author.0], read)
        .optional()?)
}

pub(crate) fn all(db: &Connection) -> Result<Vec<JournalRow>> {
    let text = format!("SELECT {COLUMNS} FROM journal ORDER BY author");
    let rows = db
        .prepare_cached(&text)?
        .query_map([], read)?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Begins the empty journal of an author.
pub(crate) fn begin(
    db: &Connection,
    public_key: &PublicKey,
    role: Role,
    name: &str,
) -> Result<JournalRow> {
    let row = JournalRow::empty(public_key, role, name);
    put(db, &row)?;
    Ok(row)
}

/// Writes the row of a journal that is not here yet.
pub(crate) fn put(db: &Connection, row: &JournalRow) -> Result<()> {
    let text = format!(
        "INSERT INTO journal ({COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    );
    db.prepare_cached(&text)?.execute(params![
        row.author.0,
        row.public_key.0,
        sql::word(&row.role),
        row.name,
        sql::stored(row.seq),
        row.head.0,
        row.signed.map(|signed| sql::stored(signed.seq)),
        row.signed.map(|signed| signed.hash.0),
        row.signed.map(|signed| signed.signature.0),
        sql::stored(row.confirmed),
        sql::stored(row.backed_up),
        row.closed,
    ])?;
    Ok(())
}

/// Moves the journal's end, and its signature where the new end is signed.
pub(crate) fn advance(
    db: &Connection,
    author: AuthorId,
    seq: Seq,
    head: &ChainHash,
    signed: Option<&SignedHead>,
) -> Result<()> {
    let text = "UPDATE journal SET seq = ?2, head = ?3 WHERE author = ?1";
    db.prepare_cached(text)?
        .execute(params![author.0, sql::stored(seq), head.0])?;
    if let Some(signed) = signed {
        let text = "UPDATE journal SET signed_seq = ?2, signed_head = ?3, signature = ?4
                    WHERE author = ?1 AND coalesce(signed_seq, -1) <= ?2";
        db.prepare_cached(text)?.execute(params![
            author.0,
            sql::stored(signed.seq),
            signed.hash.0,
            signed.signature.0
        ])?;
    }
    Ok(())
}

pub(crate) fn describe(db: &Connection, author: AuthorId, role: Role, name: &str) -> Result<()> {
    let text = "UPDATE journal SET role = ?2, name = ?3 WHERE author = ?1";
    db.prepare_cached(text)?
        .execute(params![author.0, sql::word(&role), name])?;
    Ok(())
}

pub(crate) fn confirm(db: &Connection, author: AuthorId, seq: Seq, backed_up: Seq) -> Result<()> {
    let text = "UPDATE journal SET confirmed = ?2, backed_up = ?3 WHERE author = ?1";
    db.prepare_cached(text)?.execute(params![
        author.0,
        sql::stored(seq),
        sql::stored(backed_up)
    ])?;
    Ok(())
}

pub(crate) fn close(db: &Connection, author: AuthorId, reason: &str) -> Result<()> {
    let text = "UPDATE journal SET closed = coalesce(closed, ?2) WHERE author = ?1";
    db.prepare_cached(text)?
        .execute(params![author.0, reason])?;
    Ok(())
}
