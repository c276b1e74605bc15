//! Sites: the list with what is open, when it was visited, and how far it is.

mod query;

use kakou_domain::coordinates::distance;
use kakou_domain::places::SiteDefined;
use kakou_domain::{DivisionCode, Position, Severity, SiteId, SiteKind, VisitId, initials};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::store::Store;
use crate::views::{DivisionView, LastVisit, Page, SiteFilter, SiteRow, VillageView};
use crate::{lookup, meta, names, sql};

use super::round;

/// The most rows of one page.
const MOST_ROWS: usize = 500;
/// How many findings of a site are open, and how bad the worst is.
const OPEN_AT_SITE: &str = "SELECT count(*), max(severity) FROM finding
    WHERE site = ?1 AND open = 1 AND +nature = 'fault'";
/// Nobody reads on beyond; typing more finds it.
const MOST_VILLAGES: usize = 50;

impl Store {
    /// The sites that a filter lets through, in the order of divisions and names, or with the
    /// nearest first and those of which nobody knows where they are last.
    pub fn sites(
        &self,
        filter: &SiteFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<SiteRow>> {
        self.read(|db| self.sites_in(db, filter, after, limit))
    }

    pub(super) fn sites_in(
        &self,
        db: &Connection,
        filter: &SiteFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<SiteRow>> {
        let limit = limit.clamp(1, MOST_ROWS);
        let day = self.clock().now().date_naive();
        let found = query::run(db, filter, day, after, limit + 1)?;
        Page::cut(found, limit, query::cursor, |site| {
            self.site_row(db, site, filter.near)
        })
    }

    /// Townships and villages whose name, initials or code somebody types: where a site that is
    /// missing from the list may lie. At most 50.
    pub fn villages(&self, search: &str) -> Result<Vec<VillageView>> {
        let typed = search.trim().to_lowercase();
        self.read(|db| {
            let text = "SELECT code, name FROM division WHERE length(code) >= 9 ORDER BY code";
            let all: Vec<DivisionView> = db
                .prepare_cached(text)?
                .query_map([], division_view)?
                .collect::<Result<_, _>>()?;
            let fits = |one: &DivisionView| {
                one.name.contains(&typed)
                    || one.code.as_str().starts_with(&typed)
                    || initials(&one.name)
                        .iter()
                        .any(|word| word.starts_with(&typed))
            };
            let township = |code: &DivisionCode| match code.township() {
                Some(township) if township != *code => lookup::division_name(db, &township),
                _ => Ok(String::new()),
            };
            let views = all.into_iter().filter(fits).take(MOST_VILLAGES);
            views
                .map(|DivisionView { code, name }| {
                    Ok(VillageView {
                        township: township(&code)?,
                        code,
                        name,
                    })
                })
                .collect()
        })
    }

    pub(super) fn site_row(
        &self,
        db: &Connection,
        site: Found,
        near: Option<Position>,
    ) -> Result<SiteRow> {
        let (open_findings, worst) = open_count(db, site.id)?;
        Ok(SiteRow {
            id: site.id,
            division_name: lookup::division_name(db, &site.division)?,
            township: lookup::township_name(db, &site.division)?,
            name: site.name,
            kind: site.kind,
            division: site.division,
            code: site.code,
            open_findings,
            worst,
            last_visit: self.last_visit(db, site.id)?,
            draft: draft_at(db, site.id)?,
            position: site.position,
            distance_m: near
                .zip(site.position)
                .map(|(from, to)| distance(from, to).round() as u32),
        })
    }

    fn last_visit(&self, db: &Connection, site: SiteId) -> Result<Option<LastVisit>> {
        let Some((id, row)) = lookup::last_visit(db, site)? else {
            return Ok(None);
        };
        let Some(content) = row.current() else {
            return Ok(None);
        };
        let team = content.team.map(|team| round::team_name(db, team));
        Ok(Some(LastVisit {
            id,
            visited_at: content.visited_at.to_rfc3339(),
            inspectors: content.inspectors.clone(),
            admitted: names::beside_visit(db, &row, content)?,
            team: team.transpose()?.flatten(),
            own: self.is_own(db, id)?,
        }))
    }

    fn is_own(&self, db: &Connection, visit: VisitId) -> Result<bool> {
        let author = meta::author(db, self.folder())?;
        let text = "SELECT 1 FROM entry WHERE fact = ?1 AND author = ?2 AND set_aside IS NULL";
        Ok(db
            .prepare_cached(text)?
            .exists(params![visit.0.into_bytes(), author.0])?)
    }
}

/// A site as its columns say.
pub(super) struct Found {
    id: SiteId,
    division: DivisionCode,
    kind: SiteKind,
    name: String,
    code: Option<String>,
    position: Option<Position>,
    /// Decimetres from where one asked, where one asked for what is near.
    away: Option<i64>,
}

impl Found {
    pub(super) fn of(site: &SiteDefined) -> Self {
        Self {
            id: site.id(),
            division: site.division.clone(),
            kind: site.kind.clone(),
            name: site.name.clone(),
            code: site.code.clone(),
            position: site.position,
            away: None,
        }
    }
}

pub(super) fn division_view(row: &Row<'_>) -> rusqlite::Result<DivisionView> {
    Ok(DivisionView {
        code: sql::from_word(row, 0)?,
        name: row.get(1)?,
    })
}

fn open_count(db: &Connection, site: SiteId) -> Result<(u32, Option<Severity>)> {
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?));
    let (count, worst) = db
        .prepare_cached(OPEN_AT_SITE)?
        .query_row([site.0.into_bytes()], read)?;
    let all = [Severity::Minor, Severity::Major, Severity::Grave];
    let worst = worst.and_then(|stored| all.into_iter().find(|one| *one as i64 == stored));
    Ok((count, worst))
}

fn draft_at(db: &Connection, site: SiteId) -> Result<Option<VisitId>> {
    let text = "SELECT id FROM draft WHERE site = ?1 AND discarded_at IS NULL
                ORDER BY saved_at DESC LIMIT 1";
    let read = |row: &Row<'_>| sql::uuid(row, 0).map(VisitId);
    Ok(db
        .prepare_cached(text)?
        .query_row([site.0.into_bytes()], read)
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::plan::plan;

    /// A site has some hundred visits and findings in a year, and Today asks this of each site.
    #[test]
    fn neither_visits_nor_findings_of_a_site_are_read_for_today() {
        let coverage = plan(include_str!("coverage.sql"), [""; 4]);
        let open = plan(OPEN_AT_SITE, [[0_u8; 16]]);
        for (steps, index) in [(coverage, "visit_by_site"), (open, "finding_open_by_site")] {
            let plan = steps.join("\n");
            let wanted = format!("USING COVERING INDEX {index} (site=?)");
            assert!(plan.contains(&wanted), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
