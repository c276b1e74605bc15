//! Packs: what headquarters stated, for a tablet that has no network yet.

use kakou_domain::supervision::Role;
use kakou_domain::{DivisionCode, Seq};

use crate::error::Result;
use crate::feed::FeedPage;
use crate::parcel::Parcel;
use crate::store::Store;

impl Store {
    /// Headquarters' facts as a device with `divisions` may see them: divisions, sites, rosters,
    /// checklists. What tablets wrote is not in it; it comes with the feed.
    pub fn pack(&self, divisions: Vec<DivisionCode>) -> Result<Parcel> {
        let word = self.headquarters()?;
        let mut parts = Vec::new();
        let journals = self.journals()?.into_iter();
        for journal in journals.filter(|journal| journal.role == Role::Headquarters) {
            let mut from = Seq(1);
            while let Some(part) = self.journal_entries(journal.author, from, Some(&divisions))? {
                if part.batch.items.is_empty() {
                    break;
                }
                from = Seq(from.0 + part.batch.items.len() as u64);
                parts.push(part);
            }
        }
        let page = FeedPage {
            parts,
            next: 0,
            more: false,
        };
        Ok(Parcel::of(page, word, self.epoch()?, divisions))
    }
}
