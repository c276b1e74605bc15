//! What a tablet sends: what the server has not confirmed of its own journal, and what a server
//! lost that was restored from a backup.

use std::collections::VecDeque;

use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{Batch, Head, Item, Limits, SignedHead, Signer};
use rusqlite::Connection;

use crate::error::{Result, StoreError};
use crate::journal::JournalRow;
use crate::store::Store;
use crate::{entry, journal, meta};

/// The most entries of one push, and about how many bytes of payload end it.
const MOST_ENTRIES: usize = 1_000;
const MOST_BYTES: usize = 4 << 20;
/// About how many bytes of payload a journal is given back with at most: it travels in one batch.
const MOST_GIVEN_BACK: usize = 24 << 20;

impl Store {
    /// What the server has not confirmed of the own journal, as much as one batch takes. Empty when
    /// it has all: the head alone then asks for a receipt.
    pub fn next_push(&self) -> Result<Batch> {
        self.own_batch(None)
    }

    /// What the next push will be once the server has the own journal up to `have`.
    pub fn push_after(&self, have: Seq) -> Result<Batch> {
        self.own_batch(Some(have))
    }

    fn own_batch(&self, have: Option<Seq>) -> Result<Batch> {
        self.read(|db| {
            let author = meta::author(db, self.folder())?;
            let row = journal::get(db, author)?.ok_or(StoreError::UnknownAuthor(author))?;
            batch_after(db, self, &row, have.unwrap_or(row.confirmed))
        })
    }

    /// What this tablet holds of a journal, to give back to a server that has it up to `have`: as
    /// much as one batch takes, to the end that its author signed. Entries that the server has are
    /// among it, for it may have only the hashes of some. `None` when there is nothing, or when what
    /// the server lost does not fit into one batch: nobody here can sign for a part of it. Of a
    /// journal of this device that was closed only what the server had confirmed is given back; the
    /// rest stands in the successor.
    pub fn give_back(&self, author: AuthorId, have: Seq) -> Result<Option<Batch>> {
        self.read(|db| {
            let row = journal::get(db, author)?.ok_or(StoreError::UnknownAuthor(author))?;
            let head = match self.key(author) {
                Ok(key) => head_at(db, &key, row.confirmed)?,
                Err(_) => row.signed,
            };
            let Some(head) = head else { return Ok(None) };
            let (first, items) = run_before(db, author, head.seq)?;
            Ok(
                (!items.is_empty() && first <= have.next()).then_some(Batch {
                    from: first,
                    items,
                    head,
                }),
            )
        })
    }

    /// Journals of which a restored server may have lost entries: headquarters' and this device's
    /// earlier ones.
    pub fn journals_to_give_back(&self) -> Result<Vec<AuthorId>> {
        let office = self.read(journal::all)?.into_iter();
        let office = office.filter(|row| row.role == Role::Headquarters && row.seq > Seq(0));
        let mut authors: Vec<_> = office.map(|row| row.author).collect();
        authors.extend(self.earlier_journals()?);
        Ok(authors)
    }

    /// The journals of this device that its own one went on from.
    pub fn earlier_journals(&self) -> Result<Vec<AuthorId>> {
        self.read(|db| {
            let own = meta::author(db, self.folder())?;
            let rows = journal::all(db)?.into_iter();
            let earlier = rows.filter(|row| row.author != own && self.key(row.author).is_ok());
            Ok(earlier.map(|row| row.author).collect())
        })
    }
}

/// What stands in the own journal after `have`, as much as one batch takes, signed to its end.
pub(crate) fn batch_after(
    db: &Connection,
    store: &Store,
    row: &JournalRow,
    have: Seq,
) -> Result<Batch> {
    let whole = Head {
        author: row.author,
        seq: row.seq,
        hash: row.head,
    };
    let run = run_after(db, row.author, have)?;
    let (from, items, end) = run.unwrap_or((row.seq.next(), Vec::new(), whole));
    let signed = row.signed.filter(|signed| signed.seq == end.seq);
    let head = match signed {
        Some(signed) => signed,
        None => SignedHead::sign(&store.key(row.author)?, &end)?,
    };
    Ok(Batch { from, items, head })
}

type Run = (Seq, Vec<Item>, Head);

/// The entries after `have`, as many as one batch takes, and the head after them.
fn run_after(db: &Connection, author: AuthorId, have: Seq) -> Result<Option<Run>> {
    let entries = entry::after(db, author, have, MOST_ENTRIES)?;
    let (mut items, mut bytes, mut end) = (Vec::new(), 0, None);
    for entry in entries {
        if bytes > MOST_BYTES {
            break;
        }
        bytes += entry.payload.as_ref().map_or(32, Vec::len);
        end = Some(Head {
            author,
            seq: entry.seq,
            hash: entry.chain_hash,
        });
        items.push(entry::travelling(entry));
    }
    Ok(end.map(|end| (have.next(), items, end)))
}

/// The newest entries up to `end`, as many as one batch takes at most, and where they begin.
fn run_before(db: &Connection, author: AuthorId, end: Seq) -> Result<(Seq, Vec<Item>)> {
    let limits = Limits::default();
    let before = Seq(end.0.saturating_sub(limits.entries as u64));
    let (mut items, mut sizes, mut bytes) = (VecDeque::new(), VecDeque::new(), 0);
    entry::each_after(db, author, before, &mut |entry| {
        let (seq, item) = (entry.seq, entry::travelling(entry));
        let size = match &item {
            Item::Payload(payload) => payload.len(),
            Item::Withheld(_) => 32,
        };
        bytes += size;
        items.push_back(item);
        sizes.push_back(size);
        while bytes > MOST_GIVEN_BACK {
            items.pop_front();
            bytes -= sizes.pop_front().unwrap_or_default();
        }
        seq < end
    })?;
    let first = Seq(end.next().0.saturating_sub(items.len() as u64));
    Ok((first, items.into()))
}

/// The head of an own journal after one of its entries.
fn head_at(db: &Connection, key: &impl Signer, seq: Seq) -> Result<Option<SignedHead>> {
    let author = key.public_key().author();
    let Some(hash) = entry::chain_at(db, author, seq)? else {
        return Ok(None);
    };
    Ok(Some(SignedHead::sign(key, &Head { author, seq, hash })?))
}
