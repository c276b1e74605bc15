//! Sites: the list with what is open and when it was visited, and a site's page of facts.

use kakou_domain::{DivisionCode, FindingId, Severity, SiteId, SiteKind, VisitId};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::{DivisionView, LastVisit, Page, SiteFilter, SitePage, SiteRow, VisitFilter};
use crate::{lookup, meta, sql};

use super::open_findings;

/// The most rows of one page.
const MOST_ROWS: usize = 500;
/// Visits on a site's page; more of them stand in the list of visits.
const VISITS_ON_PAGE: usize = 20;

impl Store {
    /// The sites that a filter lets through, in the order of divisions and names.
    pub fn sites(
        &self,
        filter: &SiteFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<SiteRow>> {
        self.read(|db| {
            let limit = limit.clamp(1, MOST_ROWS);
            let mut found = select(db, filter, after, limit + 1)?;
            let more = found.len() > limit;
            found.truncate(limit);
            let next = found.last().filter(|_| more);
            let next = next.map(|site| format!("{} {} {}", site.division, site.id, site.name));
            let rows = found
                .into_iter()
                .map(|site| self.site_row(db, site))
                .collect::<Result<_>>()?;
            Ok(Page { rows, next })
        })
    }

    /// A site's page of facts: who should be there, what is open, the past visits.
    pub fn site(&self, id: SiteId) -> Result<SitePage> {
        let visits = VisitFilter {
            site: Some(id),
            ..VisitFilter::default()
        };
        let visits = self.visits(&visits, None, VISITS_ON_PAGE)?.rows;
        self.read(|db| {
            let row = lookup::site_row(db, id)?.ok_or(StoreError::NoSite(id))?;
            let site = row
                .defined
                .current()
                .cloned()
                .ok_or(StoreError::NoSite(id))?;
            let (shifts, shift_now) = lookup::shifts(db, id, self.clock().now())?;
            let found = Found {
                id,
                division: site.division.clone(),
                kind: site.kind.clone(),
                name: site.name.clone(),
                code: site.code.clone(),
            };
            Ok(SitePage {
                row: self.site_row(db, found)?,
                open: open_findings(db, id)?,
                conflict: row.defined.conflict(),
                site,
                shifts,
                shift_now,
                visits,
            })
        })
    }

    /// The villages of a township, for adding a site.
    pub fn villages(&self, township: &DivisionCode) -> Result<Vec<DivisionView>> {
        self.read(|db| {
            let text = "SELECT code, name FROM division WHERE code GLOB ?1 AND length(code) = 12
                        ORDER BY code";
            let rows = db
                .prepare_cached(text)?
                .query_map([format!("{township}*")], division_view)?
                .collect::<Result<_, _>>()?;
            Ok(rows)
        })
    }

    fn site_row(&self, db: &Connection, site: Found) -> Result<SiteRow> {
        let township = site.division.township();
        let township = township
            .map(|code| lookup::division_name(db, &code))
            .transpose()?;
        let (open_findings, worst) = open_count(db, site.id)?;
        Ok(SiteRow {
            id: site.id,
            division_name: lookup::division_name(db, &site.division)?,
            township: township.unwrap_or_default(),
            name: site.name,
            kind: site.kind,
            division: site.division,
            code: site.code,
            open_findings,
            worst,
            last_visit: self.last_visit(db, site.id)?,
            draft: draft_at(db, site.id)?,
        })
    }

    fn last_visit(&self, db: &Connection, site: SiteId) -> Result<Option<LastVisit>> {
        let Some((id, row)) = lookup::last_visit(db, site)? else {
            return Ok(None);
        };
        let own = self.is_own(db, id)?;
        Ok(row.current().map(|content| LastVisit {
            id,
            visited_at: content.visited_at.to_rfc3339(),
            inspectors: content.inspectors.clone(),
            own,
        }))
    }

    fn is_own(&self, db: &Connection, visit: VisitId) -> Result<bool> {
        let author = meta::author(db, self.folder())?;
        let text = "SELECT 1 FROM entry WHERE fact = ?1 AND author = ?2";
        Ok(db
            .prepare_cached(text)?
            .exists(params![visit.0.into_bytes(), author.0])?)
    }
}

struct Found {
    id: SiteId,
    division: DivisionCode,
    kind: SiteKind,
    name: String,
    code: Option<String>,
}

fn select(
    db: &Connection,
    filter: &SiteFilter,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<Found>> {
    let mut conditions = vec!["merged_into IS NULL".to_owned()];
    let mut given: Vec<Value> = Vec::new();
    let mut and = |condition: &str, values: Vec<Value>| {
        conditions.push(condition.to_owned());
        given.extend(values);
    };
    if let Some(after) = after {
        let bad = || StoreError::BadCursor(after.to_owned());
        let mut parts = after.splitn(3, ' ');
        let mut part = || parts.next().ok_or_else(bad);
        let (division, id, name) = (part()?, part()?, part()?);
        let id: SiteId = id.parse().map_err(|_| bad())?;
        let id = id.0.into_bytes().to_vec();
        let values = vec![
            division.to_owned().into(),
            name.to_owned().into(),
            id.into(),
        ];
        and("(division, name, id) > (?, ?, ?)", values);
    }
    if let Some(division) = &filter.division {
        and("division GLOB ?", vec![format!("{division}*").into()]);
    }
    if let Some(kind) = &filter.kind {
        and("kind = ?", vec![kind.to_string().into()]);
    }
    for word in filter
        .search
        .iter()
        .flat_map(|text| text.split_whitespace())
    {
        let word = word.to_lowercase();
        let condition = "(instr(lower(name), ?) > 0 OR instr(' ' || initials, ?) > 0
                          OR instr(' ' || lower(coalesce(code, '')), ?) > 0
                          OR instr(' ' || division, ?) > 0)";
        let start = format!(" {word}");
        let values = [word, start.clone(), start.clone(), start].map(Value::from);
        and(condition, values.to_vec());
    }
    let text = format!(
        "SELECT id, division, kind, name, code FROM site WHERE {} ORDER BY division, name, id LIMIT ?",
        conditions.join(" AND ")
    );
    given.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
    let rows = db
        .prepare_cached(&text)?
        .query_map(rusqlite::params_from_iter(given), found)?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        id: SiteId(sql::uuid(row, 0)?),
        division: sql::from_word(row, 1)?,
        kind: sql::from_word(row, 2)?,
        name: row.get(3)?,
        code: row.get(4)?,
    })
}

pub(super) fn division_view(row: &Row<'_>) -> rusqlite::Result<DivisionView> {
    Ok(DivisionView {
        code: sql::from_word(row, 0)?,
        name: row.get(1)?,
    })
}

fn open_count(db: &Connection, site: SiteId) -> Result<(u32, Option<Severity>)> {
    let text = "SELECT id FROM finding
                WHERE site = ?1 AND open = 1 AND nature = 'fault' ORDER BY severity DESC";
    let ids: Vec<FindingId> = db
        .prepare_cached(text)?
        .query_map([site.0.into_bytes()], |row| {
            sql::uuid(row, 0).map(FindingId)
        })?
        .collect::<Result<_, _>>()?;
    let worst = match ids.first() {
        Some(id) => lookup::finding(db, *id)?
            .shown()
            .map(|mention| mention.finding.severity),
        None => None,
    };
    Ok((u32::try_from(ids.len()).unwrap_or(u32::MAX), worst))
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
