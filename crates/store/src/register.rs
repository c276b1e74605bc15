//! The register: all that headquarters has stated of places, as imports compare files with it; and
//! the figures that a server is watched by.

use std::collections::BTreeMap;

use kakou_domain::checklist::Template;
use kakou_domain::fold::{DivisionRow, RosterRow, SiteFoldRow, UnitRow};
use kakou_domain::places::{RosterSet, SiteDefined, UnitDefined};
use kakou_domain::{DivisionCode, SiteId, SiteKind, UnitId};
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;

use crate::error::Result;
use crate::store::Store;
use crate::{lookup, project};

/// Places, units and rosters as they stand now. What two people stated differently is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    /// Official names.
    pub divisions: BTreeMap<DivisionCode, String>,
    /// Kinds of site of the published checklists, with their Chinese names.
    pub kinds: BTreeMap<SiteKind, String>,
    /// Roles that a shift can demand, with their Chinese names.
    pub roles: BTreeMap<String, String>,
    /// By id.
    pub units: BTreeMap<UnitId, UnitDefined>,
    /// By id.
    pub sites: BTreeMap<SiteId, SiteDefined>,
    /// By site.
    pub rosters: BTreeMap<SiteId, RosterSet>,
}

/// How much a server holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Journals.
    pub journals: u64,
    /// Entries of all journals.
    pub entries: u64,
    /// Entries that are kept but cannot be used.
    pub set_aside: u64,
    /// Entries that the projections still have to take in.
    pub projection_lag: u64,
}

impl Store {
    /// The register as the projections have it.
    pub fn register(&self) -> Result<Register> {
        self.read(|db| {
            let divisions = rows(db, "division", |row: DivisionRow| {
                let division = row.defined.current()?.clone();
                Some((division.code, division.name))
            })?;
            let units = rows(db, "unit", |row: UnitRow| {
                let unit = row.defined.current()?.clone();
                Some((unit.id, unit))
            })?;
            let sites = rows(db, "site", |row: SiteFoldRow| {
                let site = row.current()?;
                Some((site.id(), site))
            })?;
            let rosters = rows(db, "roster", |row: RosterRow| {
                let roster = row.defined.current()?.clone();
                Some((roster.site, roster))
            })?;
            let checklists = lookup::checklists(db)?;
            let roles = checklists.iter().flat_map(|one| one.roles());
            let roles = roles
                .map(|role| (role.code.clone(), role.label.zh.clone()))
                .collect();
            let kinds = checklists
                .iter()
                .flat_map(|one| &one.kinds)
                .map(|kind| (kind.code.clone(), kind.name.zh.clone()))
                .collect();
            Ok(Register {
                divisions,
                kinds,
                roles,
                units,
                sites,
                rosters,
            })
        })
    }

    /// The checklists that headquarters has published, in the order of their ids and versions.
    pub fn checklists(&self) -> Result<Vec<Template>> {
        self.read(|db| {
            let mut published = Vec::new();
            for checklist in lookup::checklists(db)? {
                if lookup::published_checklist(db, checklist.hash())?.is_some() {
                    published.push(checklist.into_template());
                }
            }
            Ok(published)
        })
    }

    /// How much is here. Asks for no more than the journals' own rows and small indexes.
    pub fn figures(&self) -> Result<Figures> {
        self.read(|db| {
            let text = "SELECT count(*), coalesce(sum(seq), 0),
                          (SELECT count(*) FROM entry WHERE set_aside IS NOT NULL) FROM journal";
            let count = |row: &Row<'_>, column| {
                row.get(column)
                    .map(|count: i64| u64::try_from(count).unwrap_or(0))
            };
            let read = |row: &Row<'_>| Ok((count(row, 0)?, count(row, 1)?, count(row, 2)?));
            let (journals, entries, set_aside) = db.query_row(text, [], read)?;
            Ok(Figures {
                journals,
                entries,
                set_aside,
                projection_lag: project::lag(db)?,
            })
        })
    }
}

/// All rows of a kind that say something, by what `read` makes of each.
fn rows<R: DeserializeOwned, K: Ord, V>(
    db: &Connection,
    kind: &str,
    read: impl Fn(R) -> Option<(K, V)>,
) -> Result<BTreeMap<K, V>> {
    let text = "SELECT doc FROM fold_row WHERE kind = ?1";
    let mut select = db.prepare_cached(text)?;
    let mut found = select.query([kind])?;
    let mut all = BTreeMap::new();
    while let Some(row) = found.next()? {
        let doc: String = row.get(0)?;
        all.extend(read(serde_json::from_str(&doc)?));
    }
    Ok(all)
}
