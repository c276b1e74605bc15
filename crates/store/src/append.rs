//! Writing to the own journal: payloads once, the chain, one signed head, and the projections, all
//! in one transaction.

use chrono::{DateTime, FixedOffset, SubsecRound};
use kakou_domain::fact::{Body, Fact, FactError};
use kakou_domain::origin::Stated;
use kakou_domain::supervision::Role;
use kakou_domain::{DivisionCode, FactId};
use kakou_journal::{Head, Item, PayloadHash, SignedHead, check_code, extend};
use rusqlite::Transaction;

use crate::error::{Result, StoreError};
use crate::evidence::remember_to_send;
use crate::journal::JournalRow;
use crate::judge::{Judge, Statement, UNKNOWN_CHECKLIST};
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

/// What became of a payload.
struct Written {
    hash: PayloadHash,
    set_aside: Option<&'static str>,
}

impl Written {
    /// Why nobody would ever use it. A visit by a checklist that is not here yet is used later.
    fn refused(&self) -> Option<&'static str> {
        self.set_aside.filter(|code| *code != UNKNOWN_CHECKLIST)
    }
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
                id: match new.id {
                    Some(id) => id,
                    None => self.new_id(tx)?,
                },
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
        let written = self.write_entries(tx, row, said)?;
        if let Some(code) = written.iter().find_map(|one| one.refused()) {
            return Err(StoreError::WouldBeSetAside(code));
        }
        let hashes = written.into_iter().map(|one| one.hash);
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
    ) -> Result<Vec<Written>> {
        if said.is_empty() {
            return Ok(Vec::new());
        }
        let (author, mut seq, mut head) = (row.author, row.seq, row.head);
        let mut judge = Judge::new(tx);
        let (mut done, mut written, mut facts) = (Vec::new(), Vec::new(), Vec::new());
        for (payload, read) in said {
            seq = seq.next();
            let stated = Statement::of(PayloadHash::of(&payload), &read);
            head = extend(&head, &stated.hash);
            let item = Item::Payload(payload);
            let taken = entry::insert(tx, &mut judge, author, seq, &item, &stated, &head)?;
            done.push(Written {
                hash: stated.hash,
                set_aside: taken.set_aside,
            });
            written.push(taken.n);
            let usable = read.ok().filter(|_| taken.set_aside.is_none());
            facts.extend(usable.map(|fact| (taken.n, fact)));
        }
        let end = Head {
            author,
            seq,
            hash: head,
        };
        let signed = SignedHead::sign(&self.key(author)?, &end)?;
        journal::advance(tx, author, seq, &head, Some(&signed))?;
        let stated = facts
            .into_iter()
            .map(|(n, fact)| project::stated(tx, n, fact));
        let stated = stated.collect::<Result<Vec<Stated>>>()?;
        project::at_once(tx, &written, stated)?;
        if row.role == Role::Headquarters {
            self.carry_revived(tx, &judge.revived)?;
        }
        Ok(done)
    }
}
