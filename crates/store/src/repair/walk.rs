//! Finding the rows of tables: down each table's tree as far as that leads, and among the pages that
//! no tree leads to where a tree is damaged.

use std::collections::{BTreeMap, BTreeSet};

use super::pages::Pages;
use super::record::{Lookup, Record, TreePage, Value, tree_page};

/// Takes a record, and says whether it can be one of the table that is walked.
pub(super) type Take<'t> = dyn FnMut(&Record) -> bool + 't;

/// A walk through a damaged database.
pub(super) struct Walk<'a> {
    pages: &'a Pages,
    roots: BTreeMap<String, u32>,
    /// Whether these are all tables that there are.
    all_roots: bool,
    /// Pages that were read as what they are.
    used: BTreeSet<u32>,
}

impl<'a> Walk<'a> {
    /// Reads where the tables begin.
    pub(super) fn begin(pages: &'a Pages) -> Self {
        let mut walk = Self {
            pages,
            roots: BTreeMap::new(),
            all_roots: false,
            used: BTreeSet::new(),
        };
        let mut found = BTreeMap::new();
        let mut take = |record: &Record| match record.values.as_slice() {
            [
                Value::Text(kind),
                Value::Text(name),
                Value::Text(_),
                Value::Number(root),
                _,
            ] => {
                if let ("table", Ok(root)) = (kind.as_str(), u32::try_from(*root)) {
                    found.entry(name.clone()).or_insert(root);
                }
                true
            }
            _ => false,
        };
        let all = walk.down(1, &mut BTreeSet::new(), &mut take);
        if !all {
            let mut take = |record: &Record| {
                take(record);
            };
            walk.strays(&mut take);
            walk.loose(&mut take);
        }
        (walk.roots, walk.all_roots) = (found, all);
        walk
    }

    /// Whether there never was such a table: an earlier version made the database.
    pub(super) fn knows_no(&self, name: &str) -> bool {
        self.all_roots && !self.roots.contains_key(name)
    }

    /// Hands over the rows of a table that its tree leads to. Says whether they are all of it.
    pub(super) fn table(&mut self, name: &str, take: &mut Take<'_>) -> bool {
        match self.roots.get(name) {
            Some(root) => self.down(*root, &mut BTreeSet::new(), take),
            None => false,
        }
    }

    /// Hands over the records of all pages that no tree led to. They may be left over from an
    /// earlier time, and whoever takes them judges by their shape what they are.
    pub(super) fn strays(&self, take: &mut dyn FnMut(&Record)) {
        for number in (1..=self.pages.count()).filter(|page| !self.used.contains(page)) {
            let page = self.pages.page(number);
            let page = page.and_then(|page| self.apart(&page, number == 1, Pages::page));
            let records = page.iter().flat_map(|page| &page.records);
            records.flatten().for_each(&mut *take);
        }
    }

    /// Hands over the records of pages behind a damage in the log, the newest first: they are newer
    /// than what the trees lead to.
    pub(super) fn loose(&self, take: &mut dyn FnMut(&Record)) {
        for page in self.pages.loose() {
            let page = self.apart(&page, false, Pages::newest);
            let records = page.iter().flat_map(|page| &page.records);
            records.flatten().for_each(&mut *take);
        }
    }

    fn apart(&self, page: &[u8], first: bool, look: Lookup) -> Option<TreePage> {
        tree_page(self.pages, page, first, look)
    }

    fn down(&mut self, number: u32, walked: &mut BTreeSet<u32>, take: &mut Take<'_>) -> bool {
        if self.used.contains(&number) || !walked.insert(number) {
            return false;
        }
        let page = self.pages.page(number);
        let page = page.and_then(|page| self.apart(&page, number == 1, Pages::page));
        let Some(page) = page else { return false };
        let mut fits = true;
        for record in &page.records {
            fits &= record.as_ref().is_some_and(&mut *take);
        }
        if fits {
            self.used.insert(number);
        }
        let mut whole = fits;
        for child in page.children {
            whole &= self.down(child, walked, take);
        }
        whole
    }
}
