//! What a tablet states of places: one that is missing, where it stands, which description holds.

use kakou_domain::fact::Body;
use kakou_domain::fold::SiteFoldRow;
use kakou_domain::places::SiteDefined;
use kakou_domain::{DivisionCode, FactId, Position, SiteId, SiteKind};
use rusqlite::Transaction;

use crate::append::NewFact;
use crate::error::{Result, StoreError};
use crate::lookup;
use crate::store::Store;

/// The longest name of a place, in characters.
const LONGEST_NAME: usize = 60;

impl Store {
    /// Adds a site that is missing from the list. One that is there already stays as it is.
    ///
    /// # Errors
    /// When the name is empty or longer than 60 characters, or no checklist is for the kind.
    pub fn site_add(
        &self,
        division: DivisionCode,
        kind: SiteKind,
        name: &str,
        position: Option<Position>,
    ) -> Result<SiteId> {
        let site = SiteDefined {
            position,
            ..SiteDefined::new(division, kind, name)
        };
        if !(1..=LONGEST_NAME).contains(&site.name.chars().count()) {
            return Err(StoreError::SiteName);
        }
        self.write(|tx| Ok(self.known_or_added(tx, site)?.id()))
    }

    /// Says where a site stands, or that it is not known.
    ///
    /// # Errors
    /// While two people's descriptions of the site contradict each other: one of them has to be
    /// chosen first, or this would settle it unseen.
    pub fn site_set_position(&self, id: SiteId, position: Option<Position>) -> Result<()> {
        self.write(|tx| {
            let row = row(tx, id)?;
            if row.conflict() {
                return Err(StoreError::SiteConflict(id));
            }
            let current = lookup::site(tx, id)?;
            if current.position == position {
                return Ok(());
            }
            let site = SiteDefined {
                position,
                ..current
            };
            self.define(tx, site, row.defined.head_ids())
        })
    }

    /// Settles a contradiction: this description of the site holds.
    ///
    /// # Errors
    /// When it is none of those that stand, as after somebody else settled it.
    pub fn site_settle(&self, id: SiteId, version: FactId) -> Result<()> {
        self.write(|tx| {
            let row = row(tx, id)?;
            let heads = row.heads();
            let chosen = heads.iter().find(|(head, _)| *head == version);
            let (_, chosen) = chosen.ok_or(StoreError::NoVersion(version))?;
            self.define(tx, chosen.content.clone(), row.defined.head_ids())
        })
    }

    /// The site as it is known, or as it is stated now.
    pub(crate) fn known_or_added(
        &self,
        tx: &Transaction<'_>,
        site: SiteDefined,
    ) -> Result<SiteDefined> {
        let known = lookup::site_row(tx, site.id())?;
        if let Some(known) = known.and_then(|row| row.current()) {
            return Ok(known);
        }
        lookup::checklist_for(tx, &site.kind)?;
        self.define(tx, site.clone(), Vec::new())?;
        Ok(site)
    }

    fn define(&self, tx: &Transaction<'_>, site: SiteDefined, follows: Vec<FactId>) -> Result<()> {
        let new = NewFact {
            id: None,
            scope: vec![site.division.clone()],
            follows,
            body: Body::SiteDefined(site),
        };
        self.append(tx, vec![new])?;
        Ok(())
    }
}

fn row(tx: &Transaction<'_>, id: SiteId) -> Result<SiteFoldRow> {
    lookup::site_row(tx, id)?.ok_or(StoreError::NoSite(id))
}
