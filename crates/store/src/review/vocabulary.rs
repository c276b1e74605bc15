//! Names for filters and forms: kinds of site, categories, townships.

use std::collections::BTreeMap;

use kakou_domain::checklist::Words;
use rusqlite::Connection;

use crate::error::Result;
use crate::lookup;
use crate::store::Store;
use crate::views::Vocabulary;

/// A county has some dozens of inspectors.
const MOST_INSPECTORS: u32 = 500;

/// What the known checklists call things, by code. A newer version's words replace an older one's.
#[derive(Default)]
pub(super) struct Known {
    pub(super) kinds: BTreeMap<String, Words>,
    pub(super) categories: BTreeMap<String, Words>,
    /// What a roster can demand of a shift.
    pub(super) roles: BTreeMap<String, Words>,
}

impl Store {
    /// The kinds of site, categories and roles of the known checklists, and the divisions above the
    /// villages. A newer version's words replace an older one's.
    pub fn vocabulary(&self) -> Result<Vocabulary> {
        self.read(|db| {
            let Known {
                kinds,
                categories,
                roles,
            } = words(db)?;
            let text = "SELECT code, name FROM division WHERE length(code) <= 9 ORDER BY code";
            let divisions = db
                .prepare_cached(text)?
                .query_map([], super::sites::division_view)?
                .collect::<Result<_, _>>()?;
            Ok(Vocabulary {
                kinds,
                categories,
                roles,
                divisions,
                inspectors: inspectors(db)?,
            })
        })
    }
}

/// The words of the known checklists.
pub(super) fn words(db: &Connection) -> Result<Known> {
    let mut known = Known::default();
    for checklist in lookup::checklists(db)? {
        let roles = checklist.roles();
        let roles = roles.map(|role| (role.code.clone(), role.label.clone()));
        known.roles.extend(roles);
        let kinds = checklist.kinds.iter();
        let kinds = kinds.map(|kind| (kind.code.to_string(), kind.name.clone()));
        known.kinds.extend(kinds);
        let categories = checklist.categories.iter();
        let categories = categories.map(|one| (one.code.clone(), one.label.clone()));
        known.categories.extend(categories);
    }
    Ok(known)
}

/// Goes from name to name in the index, however many visits each has.
fn inspectors(db: &Connection) -> Result<Vec<String>> {
    let text = "WITH RECURSIVE known (name) AS (
                  SELECT min(name) FROM visit_inspector
                  UNION ALL
                  SELECT (SELECT min(name) FROM visit_inspector WHERE name > known.name)
                  FROM known WHERE known.name IS NOT NULL)
                SELECT name FROM known WHERE name IS NOT NULL LIMIT ?1";
    let names = db
        .prepare_cached(text)?
        .query_map([MOST_INSPECTORS], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(names)
}
