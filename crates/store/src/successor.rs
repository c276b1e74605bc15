//! A journal that cannot go on: it is closed, never mended. What no receipt covers is carried over
//! word for word into the journal of a new author; each fact is folded once all the same.

use kakou_domain::{AuthorId, Seq};

use crate::error::{Result, StoreError};
use crate::journal::JournalRow;
use crate::store::Store;
use crate::{entry, journal, meta, whose};

/// Entries that are read at once.
const STEP: usize = 1_000;

/// A journal that goes on from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The closed one.
    pub before: AuthorId,
    /// The new one.
    pub after: AuthorId,
    /// How many entries were carried over.
    pub carried: usize,
}

impl Store {
    /// Closes the own journal for `reason` (a code) and goes on in a new one with a new key.
    pub fn succeed(&self, reason: &str) -> Result<Succession> {
        self.succeed_with(reason, Vec::new())
    }

    /// The same, with payloads that the closed journal has lost the place of.
    pub(crate) fn succeed_with(&self, reason: &str, more: Vec<Vec<u8>>) -> Result<Succession> {
        self.write(|tx| {
            let before = meta::author(tx, self.folder())?;
            let row = journal::get(tx, before)?.ok_or(StoreError::UnknownAuthor(before))?;
            journal::close(tx, before, reason)?;
            let begun = self.begin_journal(tx, row.role)?;
            let after = begun.author;
            whose::note_succession(tx, before, &begun.public_key, row.role)?;
            let (mut at, mut payloads) = (row.confirmed, Vec::new());
            loop {
                let entries = entry::after(tx, before, at, STEP)?;
                let Some(last) = entries.last() else { break };
                at = last.seq;
                payloads.extend(entries.into_iter().filter_map(|entry| entry.payload));
            }
            payloads.extend(more);
            let carried = self.append_payloads(tx, payloads)?;
            meta::clear(tx, meta::SET_ASIDE)?;
            if meta::get(tx, meta::UNANNOUNCED)?.is_none() && meta::get(tx, meta::TOKEN)?.is_some()
            {
                meta::set(tx, meta::UNANNOUNCED, &before.to_string())?;
            }
            Ok(Succession {
                before,
                after,
                carried,
            })
        })
    }

    /// The closed journal whose successor the server has not heard of yet.
    pub fn unannounced_predecessor(&self) -> Result<Option<AuthorId>> {
        self.read(|db| Ok(meta::get(db, meta::UNANNOUNCED)?.and_then(|text| text.parse().ok())))
    }

    /// The journal that the own one goes on from, of which this device has the key.
    pub fn predecessor(&self) -> Result<Option<AuthorId>> {
        let before = self.read(|db| whose::before(db, meta::author(db, self.folder())?))?;
        Ok(before.filter(|before| self.key(*before).is_ok()))
    }

    /// The server has heard of the successor.
    pub fn predecessor_announced(&self) -> Result<()> {
        self.write(|tx| meta::clear(tx, meta::UNANNOUNCED))
    }

    /// Where a journal stands here.
    pub fn journal(&self, author: AuthorId) -> Result<Option<JournalRow>> {
        self.read(|db| journal::get(db, author))
    }

    /// Takes the server's word that it has a journal only up to `seq`: it was restored from a
    /// backup, and what came later is sent again.
    pub fn unconfirm(&self, author: AuthorId, seq: Seq) -> Result<()> {
        self.write(|tx| {
            let row = journal::get(tx, author)?.ok_or(StoreError::UnknownAuthor(author))?;
            if seq < row.confirmed {
                journal::confirm(tx, author, seq, row.backed_up.min(seq))?;
            }
            Ok(())
        })
    }
}
