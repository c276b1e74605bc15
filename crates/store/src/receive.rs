//! Taking in entries that others wrote: a tablet's push on the server, the feed on a tablet, what
//! tablets give back after a server was restored. Only whole batches are refused.

use kakou_domain::supervision::Role;
use kakou_domain::trust::IdContested;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{Batch, ChainHash, Item, PayloadHash, extend, genesis};
use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};

use crate::error::{Result, StoreError};
use crate::journal::JournalRow;
use crate::judge::{Judge, Statement};
use crate::store::Store;
use crate::{entry, heads, journal, names, project};

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
        self.receive(batch, |_, received| Ok(received))
    }

    /// The same, and what follows from it in the same transaction.
    pub(crate) fn receive<T>(
        &self,
        batch: &Batch,
        then: impl FnOnce(&Transaction<'_>, Received) -> Result<T>,
    ) -> Result<T> {
        let author = batch.author();
        let row =
            |db: &Connection| journal::get(db, author)?.ok_or(StoreError::UnknownAuthor(author));
        // Whom nobody admitted is refused before anything of it is read.
        self.read(row)?;
        let stated = statements(batch);
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
            let took = take(tx, row, batch, &stated)?;
            if let Some(contest) = took.contest {
                self.state_contest(tx, contest)?;
            }
            self.carry_revived(tx, &took.revived)?;
            self.doubt(tx, batch, &stated)?;
            if took.received.new > 0 {
                heads::keep(tx, &batch.head)?;
            }
            then(tx, took.received)
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
        // What headquarters calls it goes before what an unsigned heading says.
        let said = names::of(tx, row.author)?;
        let name = said.as_deref().unwrap_or(&writer.name);
        journal::describe(tx, row.author, writer.role, name)?;
        let row = JournalRow {
            role: writer.role,
            ..row
        };
        let took = take(tx, row, batch, &statements(batch))?;
        let facts = project::read_facts(tx, &took.taken)?;
        project::at_once(tx, &took.taken, facts)?;
        // Of a colleague's journal the newest head is near enough; headquarters' may have much between
        // an admission and its end.
        let (new, end) = (took.received.new, took.received.journal.seq);
        if writer.role == Role::Headquarters && new > 0 && batch.head.seq == end {
            heads::keep(tx, &batch.head)?;
        }
        Ok(took.received)
    }
}

fn last(batch: &Batch) -> Seq {
    Seq(batch.from.0.saturating_sub(1) + batch.items.len() as u64)
}

fn statements(batch: &Batch) -> Vec<Statement> {
    batch.items.iter().map(Statement::read).collect()
}

/// What taking a batch in came to.
struct Took {
    received: Received,
    /// The numbers of what is new.
    taken: Vec<i64>,
    /// The first id among it under which another author's payload stands. Headquarters says so of one a
    /// batch: what is set aside is not passed on anyway, and a batch of ten thousand such shall not make
    /// as many facts.
    contest: Option<IdContested>,
    /// The numbers of what was set aside before and stands now.
    revived: Vec<i64>,
}

/// Checks the whole batch against what is here, then takes in what is new.
fn take(
    tx: &Transaction<'_>,
    row: JournalRow,
    batch: &Batch,
    stated: &[Statement],
) -> Result<Took> {
    batch.head.verify()?;
    let author = row.author;
    if batch.from > row.seq.next() {
        return Err(StoreError::Gap { have: row.seq });
    }
    let hashes = chain(tx, &row, batch.from, stated)?;
    let (mut judge, mut contest) = (Judge::new(tx), None);
    let (mut taken, mut seq) = (Vec::new(), batch.from);
    for ((item, stated), hash) in batch.items.iter().zip(stated).zip(&hashes) {
        if seq <= row.seq {
            known_again(tx, &mut judge, author, seq, item, stated)?;
        } else {
            let one = entry::insert(tx, &mut judge, author, seq, item, stated, hash)?;
            taken.push(one.n);
            contest = contest.or_else(|| contested(stated, one.contested));
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
    Ok(Took {
        received: Received {
            journal,
            new: taken.len(),
        },
        taken,
        contest,
        revived: judge.revived,
    })
}

fn contested(stated: &Statement, stands: Option<PayloadHash>) -> Option<IdContested> {
    let hex = |hash: &PayloadHash| data_encoding::HEXLOWER.encode(&hash.0);
    Some(IdContested {
        id: stated.fact()?,
        stands: hex(&stands?),
        aside: hex(&stated.hash),
        reason: String::new(),
    })
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
    judge: &mut Judge<'_>,
    author: AuthorId,
    seq: Seq,
    item: &Item,
    stated: &Statement,
) -> Result<()> {
    let withheld = matches!(entry::hash_at(tx, author, seq)?, Some((_, false)));
    match item {
        Item::Payload(payload) if withheld => {
            entry::fill_in(tx, judge, author, seq, payload, stated)
        }
        _ => Ok(()),
    }
}
