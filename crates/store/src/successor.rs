//! A journal that cannot go on: it is closed, never mended. What no receipt covers is carried over
//! word for word into the journal of a new author; each fact is folded once all the same.

use kakou_domain::{AuthorId, Seq};

use crate::error::{Result, StoreError};
use crate::journal::JournalRow;
use crate::store::Store;
use crate::{entry, journal, meta};

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
        self.write(|tx| {
            let before = meta::author(tx, self.folder())?;
            let row = journal::get(tx, before)?.ok_or(StoreError::UnknownAuthor(before))?;
            journal::close(tx, before, reason)?;
            let after = self.begin_journal(tx, row.role)?.author;
            let (mut at, mut payloads) = (row.confirmed, Vec::new());
            loop {
                let entries = entry::after(tx, before, at, STEP)?;
                let Some(last) = entries.last() else { break };
                at = last.seq;
                payloads.extend(entries.into_iter().filter_map(|entry| entry.payload));
            }
            let carried = self.append_payloads(tx, &payloads)?.len();
            meta::clear(tx, meta::SET_ASIDE)?;
            Ok(Succession {
                before,
                after,
                carried,
            })
        })
    }

    /// The journals of this device that were closed and of which the server has not heard the
    /// successor yet: the closed one, whose token still holds.
    pub fn predecessor_to_announce(&self) -> Result<Option<AuthorId>> {
        self.read(|db| Ok(meta::get(db, "predecessor")?.and_then(|text| text.parse().ok())))
    }

    /// Remembers that the successor still has to be announced, or that it was.
    pub fn set_predecessor_to_announce(&self, author: Option<AuthorId>) -> Result<()> {
        self.write(|tx| match author {
            Some(author) => meta::set(tx, "predecessor", &author.to_string()),
            None => meta::clear(tx, "predecessor"),
        })
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
