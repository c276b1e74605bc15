//! Names for filters and forms: kinds of site, categories, townships.

use std::collections::BTreeMap;

use kakou_domain::checklist::{Template, Words};
use rusqlite::Connection;

use crate::error::Result;
use crate::lookup;
use crate::store::Store;
use crate::views::Vocabulary;

/// A county has some dozens of inspectors.
const MOST_INSPECTORS: u32 = 500;

type ByCode = BTreeMap<String, Words>;

impl Store {
    /// The kinds of site, categories and roles of the known checklists, and the divisions above the
    /// villages. A newer version's words replace an older one's.
    pub fn vocabulary(&self) -> Result<Vocabulary> {
        self.read(|db| {
            let (kinds, categories) = words(db)?;
            let templates = lookup::templates(db)?;
            let roles = templates.iter().flat_map(Template::roles);
            let roles = roles.map(|role| (role.code.clone(), role.label.clone()));
            let text = "SELECT code, name FROM division WHERE length(code) <= 9 ORDER BY code";
            let divisions = db
                .prepare_cached(text)?
                .query_map([], super::sites::division_view)?
                .collect::<Result<_, _>>()?;
            Ok(Vocabulary {
                kinds,
                categories,
                roles: roles.collect(),
                divisions,
                inspectors: inspectors(db)?,
            })
        })
    }
}

/// The words for kinds of site and for categories, by code.
pub(super) fn words(db: &Connection) -> Result<(ByCode, ByCode)> {
    let (mut kinds, mut categories) = (ByCode::new(), ByCode::new());
    for template in lookup::templates(db)? {
        for kind in template.kinds {
            kinds.insert(kind.code.to_string(), kind.name);
        }
        for category in template.categories {
            categories.insert(category.code, category.label);
        }
    }
    Ok((kinds, categories))
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
