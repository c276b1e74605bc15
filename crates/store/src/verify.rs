//! Proving that nothing was altered: each journal's payloads, chain and signature, from the first
//! entry, in little memory.

use kakou_domain::{AuthorId, Seq};
use kakou_journal::{BadEntry, Reason, Verifier};
use rusqlite::Connection;
use serde::Serialize;

use crate::error::Result;
use crate::journal::JournalRow;
use crate::store::Store;
use crate::{entry, journal};

/// Entries that are read at once.
const STEP: usize = 1_000;

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

impl Store {
    /// Verifies every journal that is here.
    pub fn verify(&self) -> Result<VerifyReport> {
        self.read(|db| {
            let own = crate::meta::author(db, self.folder())?;
            let rows = journal::all(db)?;
            let checked = rows.iter().map(|row| check(db, row, row.author == own));
            let journals: Vec<VerifiedJournal> = checked.collect::<Result<_>>()?;
            Ok(VerifyReport {
                ok: journals.iter().all(|one| one.bad.is_none()),
                journals,
            })
        })
    }
}

fn check(db: &Connection, row: &JournalRow, own: bool) -> Result<VerifiedJournal> {
    let mut report = VerifiedJournal {
        author: row.author,
        name: row.name.clone(),
        entries: 0,
        verified_to: Seq(0),
        bad: None,
    };
    let bad = walk(db, row, own, &mut report)?.err();
    report.bad = bad.map(|bad| BadEntryView {
        seq: bad.seq,
        code: bad.reason.code().to_owned(),
    });
    Ok(report)
}

fn walk(
    db: &Connection,
    row: &JournalRow,
    own: bool,
    report: &mut VerifiedJournal,
) -> Result<Result<(), BadEntry>> {
    let mut verifier = Verifier::from_genesis(&row.public_key);
    loop {
        let entries = entry::after(db, row.author, verifier.head().seq, STEP)?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            report.entries += 1;
            if let Err(bad) = verifier.push_stored(&entry) {
                return Ok(Err(bad));
            }
            let signed = row.signed.filter(|signed| signed.seq == entry.seq);
            if let Some(signed) = signed {
                match verifier.clone().finish(&signed) {
                    Ok(_) => report.verified_to = signed.seq,
                    Err(bad) => return Ok(Err(bad)),
                }
            }
        }
    }
    Ok(end(row, own, &verifier, report.verified_to))
}

/// The end of a journal: nothing may be missing before what was signed or noted, and an own journal
/// is always signed to its end.
fn end(row: &JournalRow, own: bool, verifier: &Verifier, verified_to: Seq) -> Result<(), BadEntry> {
    let head = verifier.head();
    let noted = row.signed.map_or(Seq(0), |signed| signed.seq).max(row.seq);
    if head.seq < noted {
        return Err(BadEntry {
            seq: head.seq.next(),
            reason: Reason::Missing,
        });
    }
    if own && verified_to < head.seq {
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
