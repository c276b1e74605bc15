//! Writing to the own journal: payloads once, the chain, one signed head, and the projections, all
//! in one transaction.

use kakou_domain::fact::{Body, Fact};
use kakou_domain::{DivisionCode, FactId, Seq};
use kakou_journal::{Head, Item, PayloadHash, SignedHead, check_code, extend};
use rusqlite::Transaction;
use uuid::{ContextV7, Timestamp, Uuid};

use crate::entry::Statement;
use crate::error::{Result, StoreError};
use crate::evidence::remember_to_send;
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
#[derive(Debug, Clone, PartialEq)]
pub struct Appended {
    /// The fact.
    pub fact: Fact,
    /// Its place in the own journal.
    pub seq: Seq,
    /// Eight characters of its payload's hash.
    pub check_code: String,
}

impl Store {
    /// Appends facts to the own journal and projects them, within the caller's transaction.
    pub(crate) fn append(&self, tx: &Transaction<'_>, new: Vec<NewFact>) -> Result<Vec<Appended>> {
        let by = meta::get(tx, meta::NAME)?.unwrap_or_default();
        let clock = meta::clock_reading(tx)?;
        let facts = new.into_iter().map(|new| {
            Ok(Fact {
                id: new.id.unwrap_or_else(|| self.new_id()),
                scope: new.scope,
                at: self.clock().now(),
                clock,
                follows: new.follows,
                by: by.clone(),
                body: new.body,
            })
        });
        let facts = facts.collect::<Result<Vec<_>>>()?;
        let payloads = facts
            .iter()
            .map(Fact::to_payload)
            .collect::<Result<Vec<_>, _>>()?;
        let seqs = self.append_payloads(tx, &payloads)?;
        let author = meta::author(tx, self.folder())?;
        let row = journal::get(tx, author)?.ok_or(StoreError::UnknownAuthor(author))?;
        remember_to_send(tx, row.role, &facts)?;
        let appended = facts.into_iter().zip(payloads).zip(seqs);
        Ok(appended
            .map(|((fact, payload), seq)| Appended {
                check_code: check_code(&PayloadHash::of(&payload)),
                fact,
                seq,
            })
            .collect())
    }

    /// Appends payloads verbatim: new ones, or those that a successor journal carries over.
    pub(crate) fn append_payloads(
        &self,
        tx: &Transaction<'_>,
        payloads: &[Vec<u8>],
    ) -> Result<Vec<Seq>> {
        let author = meta::author(tx, self.folder())?;
        let row = journal::get(tx, author)?.ok_or(StoreError::UnknownAuthor(author))?;
        if let Some(reason) = row.closed {
            return Err(StoreError::Closed { author, reason });
        }
        if payloads.is_empty() {
            return Ok(Vec::new());
        }
        let (mut seq, mut head) = (row.seq, row.head);
        let (mut seqs, mut written, mut facts) = (Vec::new(), Vec::new(), Vec::new());
        for payload in payloads {
            seq = seq.next();
            let read = Fact::from_payload(payload);
            let stated = Statement::of(PayloadHash::of(payload), &read, row.role);
            head = extend(&head, &stated.hash);
            let item = Item::Payload(payload.clone());
            let taken = entry::insert(tx, author, seq, &item, &stated, &head)?;
            written.push(taken.n);
            facts.extend(read.ok().filter(|_| !taken.set_aside));
            seqs.push(seq);
        }
        let signer = self.key(author)?;
        let signed = SignedHead::sign(
            &signer,
            &Head {
                author,
                seq,
                hash: head,
            },
        )?;
        journal::advance(tx, author, seq, &head, Some(&signed))?;
        project::at_once(tx, &written, facts)?;
        Ok(seqs)
    }

    /// A new UUIDv7 by the store's clock.
    pub(crate) fn new_id(&self) -> FactId {
        let now = self.clock().now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        let context = ContextV7::new();
        FactId(Uuid::new_v7(Timestamp::from_unix(
            &context,
            seconds,
            now.timestamp_subsec_nanos(),
        )))
    }
}
