//! Finds a site that is known by what a row says of it.

use std::collections::{BTreeMap, HashMap};

use kakou_domain::places::SiteDefined;
use kakou_domain::{DivisionCode, SiteId, SiteKind};

use super::heading::Field;
use super::known::{Known, Names};
use super::problem::Problem;
use super::record::Record;
use super::text::{name_key, shortened};

/// How many sites an error names.
const MAX_CANDIDATES: usize = 5;

/// The sites of a county by their id, by its own code and by name.
pub(super) struct SiteIndex<'k> {
    names: Names<'k>,
    by_id: &'k BTreeMap<SiteId, SiteDefined>,
    by_code: HashMap<String, Vec<SiteId>>,
    by_name: HashMap<String, Vec<SiteId>>,
}

/// What a row says of its site; one site has all of it.
struct Wanted {
    code: Option<String>,
    name: Option<String>,
    division: Option<DivisionCode>,
    kind: Option<SiteKind>,
}

impl Wanted {
    fn fits(&self, site: &SiteDefined) -> bool {
        let same = |wanted: &Option<String>, has: Option<&str>| {
            wanted
                .as_ref()
                .is_none_or(|wanted| has.is_some_and(|has| name_key(has) == name_key(wanted)))
        };
        same(&self.code, site.code.as_deref())
            && same(&self.name, Some(&site.name))
            && self
                .division
                .as_ref()
                .is_none_or(|division| division.contains(&site.division))
            && self.kind.as_ref().is_none_or(|kind| *kind == site.kind)
    }
}

impl<'k> SiteIndex<'k> {
    pub(super) fn new(known: &'k Known) -> Self {
        let mut by_code: HashMap<String, Vec<SiteId>> = HashMap::new();
        let mut by_name: HashMap<String, Vec<SiteId>> = HashMap::new();
        for (id, site) in &known.sites {
            if let Some(code) = &site.code {
                by_code.entry(name_key(code)).or_default().push(*id);
            }
            by_name.entry(name_key(&site.name)).or_default().push(*id);
        }
        Self {
            names: Names::new(known),
            by_id: &known.sites,
            by_code,
            by_name,
        }
    }

    /// The one site that fits everything that the row says: its id, the county's own code, or its
    /// name with as much of division and kind as it takes to tell it from the others. To be asked
    /// first of a row: one that is wrong already has no site.
    pub(super) fn site_of(&self, record: &mut Record<'_, '_>) -> Option<SiteId> {
        let id = record.text(Field::SiteId);
        let wanted = Wanted {
            code: record.text(Field::Code),
            name: record.text(Field::Name),
            division: self.names.division_of(record),
            kind: record
                .text(Field::Kind)
                .and_then(|text| record.check(Field::Kind, self.names.kind(&text))),
        };
        if !record.is_good() {
            return None;
        }
        let (field, value, pool) = if let Some(text) = id {
            (
                Field::SiteId,
                text.clone(),
                text.parse().ok().into_iter().collect(),
            )
        } else if let Some(code) = &wanted.code {
            (Field::Code, code.clone(), self.listed(&self.by_code, code))
        } else if let Some(name) = &wanted.name {
            (Field::Name, name.clone(), self.listed(&self.by_name, name))
        } else {
            record.missing(&[Field::Name, Field::Code, Field::SiteId]);
            return None;
        };
        let result = self.only_one(&value, &pool, &wanted);
        record.check(field, result)
    }

    fn listed(&self, index: &HashMap<String, Vec<SiteId>>, text: &str) -> Vec<SiteId> {
        index.get(&name_key(text)).cloned().unwrap_or_default()
    }

    fn only_one(&self, value: &str, pool: &[SiteId], wanted: &Wanted) -> Result<SiteId, Problem> {
        let known = pool
            .iter()
            .filter_map(|id| Some((*id, self.by_id.get(id)?)));
        let fitting: Vec<(SiteId, &SiteDefined)> =
            known.filter(|(_, site)| wanted.fits(site)).collect();
        let value = shortened(value);
        match fitting.as_slice() {
            [] => Err(Problem::UnknownSite { value }),
            [(id, _)] => Ok(*id),
            several => {
                let described = |(_, site): &(SiteId, &SiteDefined)| {
                    format!("{} ({}, {})", site.name, site.division, site.kind)
                };
                let candidates = several.iter().take(MAX_CANDIDATES).map(described).collect();
                Err(Problem::AmbiguousSite { value, candidates })
            }
        }
    }
}
