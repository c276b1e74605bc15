//! Making a proof from what is here.

use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, FactId, Seq, VisitId};
use kakou_journal::{Head, PayloadHash, Receipt, SignedHead, Stretch, genesis};
use rusqlite::{Connection, params};

use super::{FORMAT, Proof, ProofEntry, ProofError};
use crate::error::{Result, StoreError};
use crate::journal::JournalRow;
use crate::store::Store;
use crate::trust::Headquarters;
use crate::{entry, heads, journal, lookup, meta, names, office, sql, trust, whose};

impl Store {
    /// The proof of a visit, with what was added to it and corrected. At headquarters each entry of a
    /// tablet has a receipt in it; on a tablet those that it got itself.
    ///
    /// # Errors
    /// No such visit, or one that cannot be proved from here: [`ProofError`].
    pub fn proof(&self, visit: VisitId) -> Result<Proof> {
        self.read(|db| {
            lookup::visit(db, visit)?;
            let word = self.word(db)?;
            let maker = Maker {
                store: self,
                db,
                word: &word,
            };
            let mut authors = Vec::new();
            let mut entries = Vec::new();
            for fact in facts(db, visit)? {
                let (author, seq) = entry::place_of(db, fact)?.ok_or(StoreError::NoVisit(visit))?;
                if !authors.contains(&author) {
                    authors.push(author);
                }
                entries.push(maker.entry(author, seq)?);
            }
            Ok(Proof {
                format: FORMAT.to_owned(),
                visit: entries,
                headquarters: maker.admissions(authors)?,
                word: word.clone(),
            })
        })
    }

    fn word(&self, db: &Connection) -> Result<Headquarters> {
        if self.is_headquarters(db)? {
            return office::word(db, &self.server_key()?);
        }
        Ok(trust::kept(db)?.ok_or(ProofError::NoWord)?)
    }

    fn is_headquarters(&self, db: &Connection) -> Result<bool> {
        let row = journal::get(db, meta::author(db, self.folder())?)?;
        Ok(row.is_some_and(|row| row.role == Role::Headquarters))
    }
}

/// The facts that make a visit, the one that sealed it first.
fn facts(db: &Connection, visit: VisitId) -> Result<Vec<FactId>> {
    let text =
        "SELECT DISTINCT e.fact FROM visit_fact CROSS JOIN entry e ON e.fact = visit_fact.fact
                WHERE visit_fact.visit = ?1 AND e.payload IS NOT NULL AND e.set_aside IS NULL
                ORDER BY e.fact <> ?1, e.n";
    let facts = db
        .prepare_cached(text)?
        .query_map([visit.0.into_bytes()], |row| sql::uuid(row, 0).map(FactId))?
        .collect::<Result<_, _>>()?;
    Ok(facts)
}

struct Maker<'a> {
    store: &'a Store,
    db: &'a Connection,
    word: &'a Headquarters,
}

impl Maker<'_> {
    /// An entry with the shortest way to a head that proves it.
    fn entry(&self, author: AuthorId, seq: Seq) -> Result<ProofEntry> {
        let row = journal::get(self.db, author)?.ok_or(StoreError::UnknownAuthor(author))?;
        let text = "SELECT payload, origin IS NOT NULL FROM entry
                    WHERE author = ?1 AND seq = ?2 AND payload IS NOT NULL";
        let (payload, carried): (Vec<u8>, bool) = self
            .db
            .prepare_cached(text)?
            .query_row(params![author.0, sql::stored(seq)], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        if carried {
            return Err(ProofError::Carried.into());
        }
        let (head, receipt) = self.head(&row, seq)?;
        let before = Seq(seq.0.saturating_sub(1));
        let before = match before {
            Seq(0) => genesis(row.public_key.suite(), &row.public_key),
            before => entry::chain_at(self.db, author, before)?.ok_or(ProofError::NotSigned)?,
        };
        Ok(ProofEntry {
            payload: String::from_utf8(payload)
                .map_err(|_| ProofError::Unreadable("a payload is no text".to_owned()))?,
            place: Stretch {
                seq,
                before,
                after: self.hashes(author, seq, head.seq)?,
                head,
            },
            receipt,
        })
    }

    /// A head at or behind an entry: one that the server gave a receipt for, else one made here and now,
    /// else the next that is known.
    fn head(&self, row: &JournalRow, seq: Seq) -> Result<(SignedHead, Option<Receipt>)> {
        let server = &self.word.server_key;
        let kept = heads::with_receipt(self.db, &row.public_key, seq, server)?;
        if let Some(kept) = kept {
            return Ok((kept.head, kept.receipt));
        }
        let newest = row.signed.filter(|signed| signed.seq >= seq);
        let inspector = row.role == Role::Inspector;
        if let Some(newest) = newest.filter(|head| inspector && head.seq == row.seq)
            && self.store.is_headquarters(self.db)?
        {
            let server = self.store.server_key()?;
            let receipt = self.store.receipt_in(self.db, row.author, &server)?;
            return Ok((newest, Some(receipt)));
        }
        // Signed by the own key, the entry itself is the head.
        if let Ok(key) = self.store.key(row.author) {
            let hash = entry::chain_at(self.db, row.author, seq)?.ok_or(ProofError::NotSigned)?;
            let head = Head {
                author: row.author,
                seq,
                hash,
            };
            return Ok((SignedHead::sign(&key, &head)?, None));
        }
        let known = heads::at_or_behind(self.db, &row.public_key, seq)?;
        Ok((known.or(newest).ok_or(ProofError::NotSigned)?, None))
    }

    fn hashes(&self, author: AuthorId, after: Seq, to: Seq) -> Result<Vec<PayloadHash>> {
        let text = "SELECT payload_hash FROM entry
                    WHERE author = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq";
        let values = params![author.0, sql::stored(after), sql::stored(to)];
        let hashes = self
            .db
            .prepare_cached(text)?
            .query_map(values, |row| sql::payload_hash(row, 0))?
            .collect::<Result<_, _>>()?;
        Ok(hashes)
    }

    /// Headquarters' word on each author that is not headquarters itself.
    fn admissions(&self, authors: Vec<AuthorId>) -> Result<Vec<ProofEntry>> {
        let mut entries = Vec::new();
        let mut told: Vec<AuthorId> = Vec::new();
        for author in authors {
            let row = journal::get(self.db, author)?.ok_or(StoreError::UnknownAuthor(author))?;
            if self.word.speaks_through(&row.public_key) {
                continue;
            }
            if let Some(place) = names::place(self.db, author)? {
                entries.push(self.said_at(place)?);
            }
            for (author, place) in whose::admissions_of_line(self.db, author)? {
                if !told.contains(&author) {
                    entries.push(self.said_at(place.ok_or(ProofError::NotAdmitted)?)?);
                    told.push(author);
                }
            }
        }
        Ok(entries)
    }

    fn said_at(&self, place: i64) -> Result<ProofEntry> {
        let (author, seq) = whose::entry_at(self.db, place)?.ok_or(ProofError::NotAdmitted)?;
        self.entry(author, seq)
    }
}
