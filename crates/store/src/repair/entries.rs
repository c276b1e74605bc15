//! Entries that were read, and up to where each journal is proved by them. They lie in a database
//! of their own beside, for a county's may be more than memory takes.

use std::path::Path;

use kakou_domain::{AuthorId, Seq};
use kakou_journal::{ChainHash, PublicKey, StoredEntry, Verifier};
use rusqlite::{Connection, Row, params};

use super::rows::EntryRow;
use crate::error::Result;
use crate::sql;

/// What was read, in no order.
pub(super) struct Entries {
    db: Connection,
}

/// Up to where a journal is proved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proved {
    pub(super) seq: Seq,
    pub(super) head: ChainHash,
}

impl Entries {
    pub(super) fn at(path: &Path) -> Result<Self> {
        let db = Connection::open(path)?;
        // It is thrown away: nothing in it has to be durable.
        db.execute_batch(
            "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;
             CREATE TABLE raw (n INTEGER, author BLOB, seq INTEGER, payload BLOB,
                               payload_hash BLOB, chain_hash BLOB, fact BLOB,
                               stands INTEGER NOT NULL DEFAULT 0);
             CREATE INDEX raw_by_place ON raw (author, seq);
             BEGIN",
        )?;
        Ok(Self { db })
    }

    pub(super) fn add(&self, row: &EntryRow) -> Result<()> {
        let text = "INSERT INTO raw (n, author, seq, payload, payload_hash, chain_hash, fact)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.db.prepare_cached(text)?.execute(params![
            row.n,
            row.author.0,
            sql::stored(row.seq),
            row.payload,
            row.payload_hash.0,
            row.chain_hash.0,
            row.fact,
        ])?;
        Ok(())
    }

    pub(super) fn authors(&self) -> Result<Vec<AuthorId>> {
        let mut select = self
            .db
            .prepare("SELECT DISTINCT author FROM raw ORDER BY author")?;
        let authors = select.query_map([], |row| sql::author(row, 0))?;
        Ok(authors.collect::<Result<_, _>>()?)
    }

    /// Walks along a journal from its beginning as far as each entry continues the one before, and
    /// marks those entries.
    pub(super) fn prove(&self, key: &PublicKey) -> Result<Proved> {
        let author = key.author();
        let mut verifier = Verifier::from_genesis(key);
        loop {
            let seq = verifier.head().seq.next();
            let mut stands = None;
            for (place, entry) in self.candidates(author, seq)? {
                if verifier.push_stored(&entry).is_ok() {
                    stands = Some(place);
                    break;
                }
            }
            let Some(place) = stands else { break };
            let text = "UPDATE raw SET stands = 1 WHERE rowid = ?1";
            self.db.prepare_cached(text)?.execute([place])?;
        }
        let head = verifier.head();
        Ok(Proved {
            seq: head.seq,
            head: head.hash,
        })
    }

    /// What was read of one place, with a payload first.
    fn candidates(&self, author: AuthorId, seq: Seq) -> Result<Vec<(i64, StoredEntry)>> {
        let text = "SELECT rowid, payload, payload_hash, chain_hash FROM raw
                    WHERE author = ?1 AND seq = ?2 ORDER BY payload IS NULL";
        let read = |row: &Row<'_>| {
            let entry = StoredEntry {
                seq,
                payload: row.get(1)?,
                payload_hash: sql::payload_hash(row, 2)?,
                chain_hash: sql::chain_hash(row, 3)?,
            };
            Ok((row.get(0)?, entry))
        };
        let mut select = self.db.prepare_cached(text)?;
        let found = select.query_map(params![author.0, sql::stored(seq)], read)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The entries that stand, in the order in which they were taken in.
    pub(super) fn standing(
        &self,
        mut take: impl FnMut(i64, AuthorId, StoredEntry) -> Result<()>,
    ) -> Result<()> {
        let text = "SELECT n, author, seq, payload, payload_hash, chain_hash FROM raw
                    WHERE stands = 1 ORDER BY n, author, seq";
        let mut select = self.db.prepare(text)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let entry = StoredEntry {
                seq: sql::seq(row, 2)?,
                payload: row.get(3)?,
                payload_hash: sql::payload_hash(row, 4)?,
                chain_hash: sql::chain_hash(row, 5)?,
            };
            take(row.get(0)?, sql::author(row, 1)?, entry)?;
        }
        Ok(())
    }

    /// Payloads of a journal after a place in it that were read but do not stand: something before
    /// them is missing.
    pub(super) fn behind_a_gap(&self, author: AuthorId, after: Seq) -> Result<Vec<Vec<u8>>> {
        let text = "SELECT payload FROM raw AS one
                    WHERE author = ?1 AND seq > ?2 AND stands = 0 AND payload IS NOT NULL
                      AND NOT EXISTS (SELECT 1 FROM raw AS other
                                      WHERE other.author = one.author AND other.seq = one.seq
                                        AND other.stands = 1)
                    GROUP BY seq, payload_hash ORDER BY seq";
        let mut select = self.db.prepare(text)?;
        let found = select.query_map(params![author.0, sql::stored(after)], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The payloads in which a text stands, of all that was read.
    pub(super) fn mentioning(&self, text: &str) -> Result<Vec<Vec<u8>>> {
        let query = "SELECT payload FROM raw
                     WHERE payload IS NOT NULL AND instr(payload, CAST(?1 AS BLOB)) > 0";
        let mut select = self.db.prepare(query)?;
        let found = select.query_map([text], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Whether a fact was read.
    pub(super) fn has_fact(&self, fact: &[u8]) -> Result<bool> {
        let text = "SELECT 1 FROM raw WHERE fact = ?1";
        Ok(self.db.prepare_cached(text)?.exists([fact])?)
    }
}
