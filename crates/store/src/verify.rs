//! Proving that nothing was altered: each journal's payloads, chain and signature, from the first
//! entry, in little memory.

use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{BadEntry, Reason, Verifier};
use rusqlite::Connection;
use serde::Serialize;

use crate::error::{Result, StoreError};
use crate::journal::JournalRow;
use crate::store::Store;
use crate::{entry, erase, journal};

/// Entries that are read at once.
const STEP: usize = 1_000;
/// The payload of an own entry is not here, and no backup of it exists anywhere.
const PAYLOAD_MISSING: &str = "payload-missing";

/// What verification says of all journals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VerifyReport {
    /// Whether every journal holds.
    pub ok: bool,
    /// Each journal.
    pub journals: Vec<VerifiedJournal>,
}

/// What verification says of one journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VerifiedJournal {
    /// Whose.
    pub author: AuthorId,
    /// The person or the office.
    pub name: String,
    /// How many entries were read.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub entries: u64,
    /// Up to where the author's signature proves it. Of a feed that has not come to its end the
    /// newest entries follow the chain but are not signed for yet.
    pub verified_to: Seq,
    /// The first entry that does not hold.
    pub bad: Option<BadEntryView>,
}

/// An entry that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BadEntryView {
    /// Where it stands.
    pub seq: Seq,
    /// Why, as a code.
    pub code: String,
}

impl From<BadEntry> for BadEntryView {
    fn from(bad: BadEntry) -> Self {
        Self {
            seq: bad.seq,
            code: bad.reason.code().to_owned(),
        }
    }
}

/// How much of a journal must be here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// The own one: signed to its end, and with every payload of which no backup exists.
    Own,
    /// At the server: signed to its end, for it takes nothing that is not.
    Signed,
    /// As far as the feed has come.
    Fed,
}

impl Store {
    /// Verifies every journal that is here.
    ///
    /// # Errors
    /// When the own journal is gone as a whole.
    pub fn verify(&self) -> Result<VerifyReport> {
        self.read(|db| {
            let author = crate::meta::author(db, self.folder())?;
            let rows = journal::all(db)?;
            let own = rows.iter().find(|row| row.author == author);
            let own = own.ok_or(StoreError::UnknownAuthor(author))?;
            let held = |row: &JournalRow| match own.role {
                _ if row.author == author => Held::Own,
                Role::Headquarters => Held::Signed,
                _ => Held::Fed,
            };
            let checked = rows.iter().map(|row| check(db, row, held(row)));
            let journals: Vec<VerifiedJournal> = checked.collect::<Result<_>>()?;
            Ok(VerifyReport {
                ok: journals.iter().all(|one| one.bad.is_none()),
                journals,
            })
        })
    }
}

fn check(db: &Connection, row: &JournalRow, held: Held) -> Result<VerifiedJournal> {
    let mut report = VerifiedJournal {
        author: row.author,
        name: row.name.clone(),
        entries: 0,
        verified_to: Seq(0),
        bad: None,
    };
    report.bad = walk(db, row, held, &mut report)?.err();
    Ok(report)
}

fn walk(
    db: &Connection,
    row: &JournalRow,
    held: Held,
    report: &mut VerifiedJournal,
) -> Result<Result<(), BadEntryView>> {
    // An author's id is made of its key: another key is another author.
    if row.public_key.author() != row.author {
        let (seq, reason) = (Seq(1), Reason::ForeignHead);
        return Ok(Err(BadEntry { seq, reason }.into()));
    }
    let mut verifier = Verifier::from_genesis(&row.public_key);
    loop {
        let entries = entry::after(db, row.author, verifier.head().seq, STEP)?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            report.entries += 1;
            if let Err(bad) = verifier.push_stored(&entry) {
                return Ok(Err(bad.into()));
            }
            let missing = held == Held::Own && entry.payload.is_none();
            if missing && entry.seq > row.backed_up && !erase::is_erased(db, &entry.payload_hash)? {
                return Ok(Err(BadEntryView {
                    seq: entry.seq,
                    code: PAYLOAD_MISSING.to_owned(),
                }));
            }
            let signed = row.signed.filter(|signed| signed.seq == entry.seq);
            if let Some(signed) = signed {
                match verifier.clone().finish(&signed) {
                    Ok(_) => report.verified_to = signed.seq,
                    Err(bad) => return Ok(Err(bad.into())),
                }
            }
        }
    }
    Ok(end(row, held, &verifier, report.verified_to).map_err(BadEntryView::from))
}

/// The end of a journal: nothing may be missing before what was signed, confirmed or noted.
fn end(
    row: &JournalRow,
    held: Held,
    verifier: &Verifier,
    verified_to: Seq,
) -> Result<(), BadEntry> {
    let head = verifier.head();
    let signed = row.signed.map_or(Seq(0), |signed| signed.seq);
    let noted = signed.max(row.seq).max(row.confirmed);
    if head.seq < noted {
        return Err(BadEntry {
            seq: head.seq.next(),
            reason: Reason::Missing,
        });
    }
    if held != Held::Fed && verified_to < head.seq {
        return Err(BadEntry {
            seq: verified_to.next(),
            reason: Reason::NotSigned,
        });
    }
    if row.head != head.hash {
        return Err(BadEntry {
            seq: head.seq,
            reason: Reason::HeadMismatch,
        });
    }
    Ok(())
}
