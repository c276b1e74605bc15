//! What exports read: everything of a subject, page by page, all of it from one unchanging view.

mod afterwards;
mod facts;
mod findings;
mod names;
mod visits;

use rusqlite::Connection;

use crate::error::{Result, StoreError};
use crate::lookup;
use crate::store::Store;
use crate::views::{ExportedSite, Page, RoundCoverage, SiteFilter};

use super::round;

/// Rows of one page.
const STEP: usize = 200;

/// The store as it is at one moment, whatever is written meanwhile: what is read of it at different
/// times belongs together.
pub struct Snapshot<'a> {
    store: &'a Store,
    db: &'a Connection,
}

impl Store {
    /// Runs `work` on the store as it is now.
    ///
    /// # Errors
    /// Those of `work`, or when the store cannot be read.
    pub fn snapshot<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Snapshot<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read(|db| Ok(work(&Snapshot { store: self, db })))?
    }
}

impl Snapshot<'_> {
    /// The store that this is a view of.
    pub fn store(&self) -> &Store {
        self.store
    }

    /// The sites that were not merged into others, in the order of divisions and names.
    pub fn sites(&self, after: Option<&str>) -> Result<Page<ExportedSite>> {
        let all = SiteFilter::default();
        let page = self.store.sites_in(self.db, &all, after, STEP)?;
        let rows = page.rows.into_iter().map(|row| {
            let site = lookup::site(self.db, row.id)?;
            Ok(ExportedSite { row, site })
        });
        Ok(Page {
            rows: rows.collect::<Result<_>>()?,
            next: page.next,
        })
    }

    /// How many sites there are.
    pub fn site_total(&self) -> Result<u64> {
        self.count("SELECT count(*) FROM site WHERE merged_into IS NULL")
    }

    /// How much of each round is done, the newest first: of the sites that are in service today, or
    /// were on the round's last day.
    pub fn coverage(&self) -> Result<Vec<RoundCoverage>> {
        let today = self.store.clock().now().date_naive();
        round::coverage_of_each(self.db, today)
    }

    fn count(&self, text: &str) -> Result<u64> {
        let count: i64 = self
            .db
            .prepare_cached(text)?
            .query_row([], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}
