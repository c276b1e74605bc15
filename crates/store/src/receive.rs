//! Taking in entries that others wrote: a tablet's push on the server, the feed on a tablet, what
//! tablets give back after a server was restored. Only whole batches are refused.

use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{Batch, ChainHash, Item, extend, genesis};
use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};

use crate::entry::Statement;
use crate::error::{Result, StoreError};
use crate::journal::JournalRow;
use crate::store::Store;
use crate::{entry, journal, project};

/// What taking in a batch changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    /// The journal as it stands afterwards.
    pub journal: JournalRow,
    /// How many entries are new here.
    pub new: usize,
}

/// Who wrote a journal, as the receiver knows it from headquarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    /// What it may write.
    pub role: Role,
    /// The person or the office.
    pub name: String,
}

impl Store {
    /// Takes a pushed batch into the journal of a known author, durably; the projections follow by
    /// themselves ([`Store::project_pending`]). Entries that are known already are fine.
    ///
    /// # Errors
    /// A gap, a fork, a chain or signature that does not hold, an author that nobody admitted or
    /// whose journal is closed. Nothing of the batch is then taken.
    pub fn receive_push(&self, batch: &Batch) -> Result<Received> {
        let author = batch.author();
        let row =
            |db: &Connection| journal::get(db, author)?.ok_or(StoreError::UnknownAuthor(author));
        // Who was admitted keeps its role.
        let stated = statements(batch, self.read(row)?.role);
        self.write(|tx| {
            let row = row(tx)?;
            let ends = row.role == Role::Inspector && last(batch) > row.seq;
            if let (Some(reason), true) = (&row.closed, ends) {
                return Err(StoreError::Closed {
                    author,
                    reason: reason.clone(),
                });
            }
            if batch.head.seq != last(batch) {
                return Err(StoreError::Gap { have: row.seq });
            }
            let (received, _) = take(tx, row, batch, &stated)?;
            Ok(received)
        })
    }

    /// Takes a part of the feed or of a pack into the journal of `writer`, and projects it. A
    /// journal that is new here begins.
    pub(crate) fn receive_feed(
        tx: &Transaction<'_>,
        batch: &Batch,
        writer: &Writer,
    ) -> Result<Received> {
        let row = match journal::get(tx, batch.author())? {
            Some(row) => row,
            None => journal::begin(tx, batch.public_key(), writer.role, &writer.name)?,
        };
        journal::describe(tx, row.author, writer.role, &writer.name)?;
        let row = JournalRow {
            role: writer.role,
            ..row
        };
        let stated = statements(batch, row.role);
        let (received, taken) = take(tx, row, batch, &stated)?;
        let facts = project::read_facts(tx, &taken)?;
        project::at_once(tx, &taken, facts)?;
        Ok(received)
    }
}

fn last(batch: &Batch) -> Seq {
    Seq(batch.from.0.saturating_sub(1) + batch.items.len() as u64)
}

fn statements(batch: &Batch, role: Role) -> Vec<Statement> {
    let read = |item| Statement::read(item, role);
    batch.items.iter().map(read).collect()
}

/// Checks the whole batch against what is here, then takes in what is new.
fn take(
    tx: &Transaction<'_>,
    row: JournalRow,
    batch: &Batch,
    stated: &[Statement],
) -> Result<(Received, Vec<i64>)> {
    batch.head.verify()?;
    let author = row.author;
    if batch.from > row.seq.next() {
        return Err(StoreError::Gap { have: row.seq });
    }
    let hashes = chain(tx, &row, batch.from, stated)?;
    let (mut taken, mut seq) = (Vec::new(), batch.from);
    for ((item, stated), hash) in batch.items.iter().zip(stated).zip(&hashes) {
        if seq <= row.seq {
            known_again(tx, author, seq, item, stated)?;
        } else {
            taken.push(entry::insert(tx, author, seq, item, stated, hash)?.n);
        }
        seq = seq.next();
    }
    let end = last(batch).max(row.seq);
    let head = if last(batch) > row.seq {
        hashes.last().copied()
    } else {
        None
    };
    let head = head.unwrap_or(row.head);
    // A head further on is proved when the entries up to it have come.
    let signed = (batch.head.seq == end).then_some(&batch.head);
    if signed.is_some_and(|signed| signed.hash != head) {
        return Err(StoreError::Forked { seq: end });
    }
    journal::advance(tx, author, end, &head, signed)?;
    let journal = journal::get(tx, author)?.ok_or(StoreError::UnknownAuthor(author))?;
    Ok((
        Received {
            journal,
            new: taken.len(),
        },
        taken,
    ))
}

/// The chain's hash after each item. Where an entry is known, the item must be the same one.
fn chain(
    tx: &Transaction<'_>,
    row: &JournalRow,
    from: Seq,
    stated: &[Statement],
) -> Result<Vec<ChainHash>> {
    let before = Seq(from.0.saturating_sub(1));
    let mut hash = match before {
        Seq(0) => genesis(row.public_key.suite(), &row.public_key),
        _ => entry::chain_at(tx, row.author, before)?.ok_or(StoreError::Gap { have: row.seq })?,
    };
    let (mut seq, mut hashes) = (from, Vec::with_capacity(stated.len()));
    for one in stated {
        let known = match seq <= row.seq {
            true => entry::hash_at(tx, row.author, seq)?,
            false => None,
        };
        if known.is_some_and(|(known, _)| known != one.hash) {
            return Err(StoreError::Forked { seq });
        }
        hash = extend(&hash, &one.hash);
        hashes.push(hash);
        seq = seq.next();
    }
    Ok(hashes)
}

fn known_again(
    tx: &Transaction<'_>,
    author: AuthorId,
    seq: Seq,
    item: &Item,
    stated: &Statement,
) -> Result<()> {
    let withheld = matches!(entry::hash_at(tx, author, seq)?, Some((_, false)));
    match item {
        Item::Payload(payload) if withheld => entry::fill_in(tx, author, seq, payload, stated),
        _ => Ok(()),
    }
}
