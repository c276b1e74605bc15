//! What can be read of a damaged database, from whichever page it stands in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kakou_domain::AuthorId;

use super::entries::Entries;
use super::pages::Pages;
use super::record::Record;
use super::rows::{self, Copied, DraftRow};
use super::walk::Walk;
use crate::error::{Result, StoreError};
use crate::journal::JournalRow;

/// What was read.
pub(super) struct Salvage {
    pub(super) entries: Entries,
    pub(super) journals: BTreeMap<AuthorId, Found>,
    pub(super) meta: BTreeMap<String, String>,
    pub(super) drafts: BTreeMap<Vec<u8>, DraftRow>,
    pub(super) devices: Vec<Copied>,
    pub(super) codes: Vec<Copied>,
    /// Whose device brought which file; `None` when the version that made the database did not note it.
    pub(super) brought: Option<BTreeSet<(String, AuthorId)>>,
    pub(super) whole: Whole,
}

/// A journal's row, and how it was found.
pub(super) struct Found {
    pub(super) row: JournalRow,
    /// Not among pages that may be left over from an earlier time.
    pub(super) current: bool,
}

/// Of which tables every row was read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Whole {
    pub(super) entries: bool,
    pub(super) journals: bool,
    pub(super) meta: bool,
    pub(super) drafts: bool,
    devices: bool,
    codes: bool,
    pub(super) brought: bool,
    /// The log has no transactions behind a damaged frame.
    pub(super) log: bool,
}

impl Whole {
    pub(super) fn all(self) -> bool {
        let server = self.devices && self.codes && self.brought;
        self.entries && self.journals && self.meta && self.drafts && server && self.log
    }
}

impl Salvage {
    /// Reads a database and the log beside it; what is read of entries is kept in `scratch`.
    pub(super) fn of(database: &Path, log: &Path, scratch: &Path) -> Result<Self> {
        let pages = Pages::open(database, log)?;
        let mut salvage = Self {
            entries: Entries::at(scratch)?,
            journals: BTreeMap::new(),
            meta: BTreeMap::new(),
            drafts: BTreeMap::new(),
            devices: Vec::new(),
            codes: Vec::new(),
            brought: Some(BTreeSet::new()),
            whole: Whole::default(),
        };
        let mut walk = Walk::begin(&pages);
        salvage.take_loose(&walk)?;
        salvage.follow_trees(&mut walk, &pages)?;
        if !salvage.whole.all() {
            salvage.take_strays(&walk)?;
            salvage.drop_sealed_drafts()?;
        }
        Ok(salvage)
    }

    /// What stands behind a damage in the log is newer than all else.
    fn take_loose(&mut self, walk: &Walk<'_>) -> Result<()> {
        let mut failed = None;
        walk.loose(&mut |record| self.take(record, Whole::default(), &mut failed));
        failed.map_or(Ok(()), Err)
    }

    fn follow_trees(&mut self, walk: &mut Walk<'_>, pages: &Pages) -> Result<()> {
        let mut failed = None;
        let entries = walk.table("entry", &mut |record| {
            let row = rows::entry(record);
            let added = row.as_ref().and_then(|row| self.entries.add(row).err());
            failed = failed.take().or(added);
            row.is_some()
        });
        let journals = walk.table("journal", &mut |record| {
            let row = rows::journal(record);
            let fits = row.is_some();
            row.into_iter().for_each(|row| self.journal(row, true));
            fits
        });
        let meta = walk.table("meta", &mut |record| {
            let known = rows::meta(record);
            let fits = known.is_some();
            self.values(known);
            fits
        });
        let drafts = walk.table("draft", &mut |record| {
            let draft = rows::draft(record);
            let fits = draft.is_some();
            draft.into_iter().for_each(|draft| self.draft(draft));
            fits
        });
        let devices = walk.table("device", &mut |record| {
            add_unknown(&mut self.devices, rows::device(record))
        });
        let codes = walk.table("enrol_code", &mut |record| {
            add_unknown(&mut self.codes, rows::enrol_code(record))
        });
        let brought = match walk.knows_no("brought") {
            true => self.brought.take().is_some(),
            false => walk.table("brought", &mut |record| self.bringing(record)),
        };
        let log = !pages.log_is_cut();
        self.whole = Whole {
            entries,
            journals,
            meta,
            drafts,
            devices,
            codes,
            brought,
            log,
        };
        failed.map_or(Ok(()), Err)
    }

    /// Pages that no tree leads to may be left over: they only fill what is missing.
    fn take_strays(&mut self, walk: &Walk<'_>) -> Result<()> {
        let (whole, mut failed) = (self.whole, None);
        walk.strays(&mut |record| self.take(record, whole, &mut failed));
        failed.map_or(Ok(()), Err)
    }

    /// Takes a record of any table of which not every row was read yet.
    fn take(&mut self, record: &Record, whole: Whole, failed: &mut Option<StoreError>) {
        if let Some(row) = rows::entry(record) {
            *failed = failed.take().or(self.entries.add(&row).err());
        } else if let Some(row) = rows::journal(record).filter(|_| !whole.journals) {
            self.journal(row, false);
        } else if let Some(draft) = rows::draft(record).filter(|_| !whole.drafts) {
            self.draft(draft);
        } else if !whole.meta && rows::meta(record).is_some() {
            self.values(rows::meta(record));
        } else if !whole.devices && rows::device(record).is_some() {
            add_unknown(&mut self.devices, rows::device(record));
        } else if !whole.codes && rows::enrol_code(record).is_some() {
            add_unknown(&mut self.codes, rows::enrol_code(record));
        } else if !whole.brought {
            self.bringing(record);
        }
    }

    /// Of a journal the row that is furthest on.
    fn journal(&mut self, row: JournalRow, current: bool) {
        let known = self.journals.get(&row.author);
        if known.is_none_or(|known| (known.row.seq, known.current) < (row.seq, current)) {
            self.journals.insert(row.author, Found { row, current });
        }
    }

    /// Of a draft what was saved last.
    fn draft(&mut self, draft: DraftRow) {
        let known = self.drafts.get(&draft.id);
        if known.is_none_or(|known| known.saved_at < draft.saved_at) {
            self.drafts.insert(draft.id.clone(), draft);
        }
    }

    /// Of the device's own values what was read first.
    fn values(&mut self, read: Option<(String, String)>) {
        if let Some((key, value)) = read {
            self.meta.entry(key).or_insert(value);
        }
    }

    /// Takes who brought a file, and says whether the record is one of that.
    fn bringing(&mut self, record: &Record) -> bool {
        let row = rows::brought(record);
        let fits = row.is_some();
        if let Some(brought) = &mut self.brought {
            brought.extend(row);
        }
        fits
    }

    /// A draft that was sealed may still stand on a page that is not used any more.
    fn drop_sealed_drafts(&mut self) -> Result<()> {
        let ids: Vec<Vec<u8>> = self.drafts.keys().cloned().collect();
        for id in ids {
            if self.entries.has_fact(&id)? {
                self.drafts.remove(&id);
            }
        }
        Ok(())
    }
}

/// Adds a row, and says whether there is one. The first value is what a row is known by.
fn add_unknown(rows: &mut Vec<Copied>, row: Option<Copied>) -> bool {
    let Some(row) = row else { return false };
    if rows.iter().all(|known| known.first() != row.first()) {
        rows.push(row);
    }
    true
}
