//! Writing to the own journal: payloads once, the chain, one signed head, and the projections, all
//! in one transaction.

use chrono::{DateTime, FixedOffset, SubsecRound};
use kakou_domain::fact::{Body, Fact, FactError};
use kakou_domain::{DivisionCode, FactId};
use kakou_journal::{Head, Item, PayloadHash, SignedHead, check_code, extend};
use rusqlite::Transaction;
use uuid::{Timestamp, Uuid};

use crate::entry::Statement;
use crate::error::{Result, StoreError};
use crate::evidence::remember_to_send;
use crate::journal::JournalRow;
use crate::store::Store;
use crate::{entry, journal, meta, project};

/// What is to be stated; time, person and clock reading are added when it is written.
pub(crate) struct NewFact {
    /// A fact whose id is known beforehand (a draft's), or a new one.
    pub id: Option<FactId>,
    /// The divisions that it concerns.
    pub scope: Vec<DivisionCode>,
    /// What its writer saw last of the same thing.
    pub follows: Vec<FactId>,
    /// What is stated.
    pub body: Body,
}

/// A fact that is now durable.
pub(crate) struct Appended {
    /// When it was written, by the device's clock.
    pub at: DateTime<FixedOffset>,
    /// Eight characters of its payload's hash.
    pub check_code: String,
}

/// A payload, and what it says.
type Said = (Vec<u8>, Result<Fact, FactError>);

impl Store {
    /// Appends facts to the own journal and projects them, within the caller's transaction.
    pub(crate) fn append(&self, tx: &Transaction<'_>, new: Vec<NewFact>) -> Result<Vec<Appended>> {
        let row = self.open_journal(tx)?;
        let by = meta::get(tx, meta::NAME)?.unwrap_or_default();
        let clock = meta::clock_reading(tx)?;
        let (mut said, mut files, mut times) = (Vec::new(), Vec::new(), Vec::new());
        for new in new {
            let fact = Fact {
                id: new.id.unwrap_or_else(|| self.new_id()),
                scope: new.scope,
                // As exact as a payload is, so that it need not be read again.
                at: self.clock().now().trunc_subsecs(3),
                clock,
                follows: new.follows,
                by: by.clone(),
                body: new.body,
            };
            files.extend_from_slice(fact.evidence());
            times.push(fact.at);
            let payload = fact.to_payload()?;
            debug_assert_eq!(Fact::from_payload(&payload).as_ref(), Ok(&fact));
            said.push((payload, Ok(fact)));
        }
        let role = row.role;
        let hashes = self.write_entries(tx, row, said)?;
        remember_to_send(tx, role, &files)?;
        let appended = times.into_iter().zip(hashes).map(|(at, hash)| Appended {
            at,
            check_code: check_code(&hash),
        });
        Ok(appended.collect())
    }

    /// Appends payloads verbatim, those that a successor journal carries over. Gives their number.
    pub(crate) fn append_payloads(
        &self,
        tx: &Transaction<'_>,
        payloads: Vec<Vec<u8>>,
    ) -> Result<usize> {
        let row = self.open_journal(tx)?;
        let said = payloads.into_iter().map(|payload| {
            let read = Fact::from_payload(&payload);
            (payload, read)
        });
        Ok(self.write_entries(tx, row, said.collect())?.len())
    }

    /// The own journal, which takes entries.
    fn open_journal(&self, tx: &Transaction<'_>) -> Result<JournalRow> {
        let author = meta::author(tx, self.folder())?;
        let row = journal::get(tx, author)?.ok_or(StoreError::UnknownAuthor(author))?;
        match row.closed {
            Some(reason) => Err(StoreError::Closed { author, reason }),
            None => Ok(row),
        }
    }

    fn write_entries(
        &self,
        tx: &Transaction<'_>,
        row: JournalRow,
        said: Vec<Said>,
    ) -> Result<Vec<PayloadHash>> {
        if said.is_empty() {
            return Ok(Vec::new());
        }
        let (author, mut seq, mut head) = (row.author, row.seq, row.head);
        let (mut hashes, mut written, mut facts) = (Vec::new(), Vec::new(), Vec::new());
        for (payload, read) in said {
            seq = seq.next();
            let stated = Statement::of(PayloadHash::of(&payload), &read, row.role);
            head = extend(&head, &stated.hash);
            let item = Item::Payload(payload);
            let taken = entry::insert(tx, author, seq, &item, &stated, &head)?;
            hashes.push(stated.hash);
            written.push(taken.n);
            facts.extend(read.ok().filter(|_| !taken.set_aside));
        }
        let end = Head {
            author,
            seq,
            hash: head,
        };
        let signed = SignedHead::sign(&self.key(author)?, &end)?;
        journal::advance(tx, author, seq, &head, Some(&signed))?;
        project::at_once(tx, &written, facts)?;
        Ok(hashes)
    }

    /// A new UUIDv7 by the store's clock. Each is greater than the one before, also within a
    /// millisecond: what was stated first is told first.
    pub(crate) fn new_id(&self) -> FactId {
        let now = self.clock().now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        let nanos = now.timestamp_subsec_nanos();
        FactId(Uuid::new_v7(Timestamp::from_unix(
            &self.ids, seconds, nanos,
        )))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kakou_domain::SystemClock;

    use super::*;

    #[test]
    fn ids_of_one_breath_are_in_the_order_in_which_they_were_made() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open_or_create(dir.path(), Arc::new(SystemClock)).unwrap();
        let ids: Vec<_> = (0..1_000).map(|_| store.new_id()).collect();
        assert!(ids.is_sorted_by(|one, next| one < next));
    }
}
