//! Findings as they stand now.

use chrono::{NaiveDate, SecondsFormat};
use kakou_domain::fold::FindingRow;
use kakou_domain::moves::FindingMoved;
use kakou_domain::versions::Version;
use kakou_domain::visit::Finding;
use kakou_domain::{FactId, FindingId, SiteId, VisitId};
use rusqlite::Connection;

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::{FindingLine, FindingView, MoveView};
use crate::{lookup, names, sql};

impl Store {
    /// One finding with its moves.
    pub fn finding(&self, id: FindingId) -> Result<FindingView> {
        let today = self.clock().now().date_naive();
        self.read(|db| finding(db, id, today))
    }
}

/// A finding as it stands; whether it is overdue is asked on a day.
pub(crate) fn finding(db: &Connection, id: FindingId, today: NaiveDate) -> Result<FindingView> {
    view(db, id, &lookup::finding(db, id)?, today)
}

/// What is still open at a site, worst first.
pub(crate) fn open_findings(
    db: &Connection,
    site: SiteId,
    today: NaiveDate,
) -> Result<Vec<FindingView>> {
    let text = "SELECT id FROM finding WHERE site = ?1 AND open = 1
                ORDER BY severity DESC, visit_key DESC, id";
    listed(db, text, site, today)
}

/// What the next visit to a site looks at again: what is open, then what is said to be rectified and
/// nobody has verified. What was put right on the spot was seen then.
pub(crate) fn to_recheck(
    db: &Connection,
    site: SiteId,
    today: NaiveDate,
) -> Result<Vec<FindingView>> {
    let text = "SELECT id FROM finding WHERE site = ?1 AND standing = 1 AND state = 'rectified'
                ORDER BY severity DESC, visit_key DESC, id";
    let mut all = open_findings(db, site, today)?;
    let said = listed(db, text, site, today)?;
    all.extend(said.into_iter().filter(|one| !one.moves.is_empty()));
    Ok(all)
}

fn listed(db: &Connection, text: &str, site: SiteId, today: NaiveDate) -> Result<Vec<FindingView>> {
    let ids: Vec<FindingId> = db
        .prepare_cached(text)?
        .query_map([site.0.into_bytes()], |row| {
            sql::uuid(row, 0).map(FindingId)
        })?
        .collect::<Result<_, _>>()?;
    ids.into_iter().map(|id| finding(db, id, today)).collect()
}

/// A finding in short, as the fold has it.
pub(crate) fn line(id: FindingId, row: &FindingRow) -> Result<FindingLine> {
    let shown = row.shown().ok_or(StoreError::NoFinding(id))?;
    Ok(FindingLine {
        id,
        category: shown.finding.category.clone(),
        nature: shown.finding.nature,
        severity: shown.finding.severity,
        text: shown.finding.text.clone(),
        state: row.state(),
        conflict: row.conflict(),
    })
}

fn view(db: &Connection, id: FindingId, row: &FindingRow, today: NaiveDate) -> Result<FindingView> {
    let shown = row.shown().ok_or(StoreError::NoFinding(id))?;
    let heads = row.moves.head_ids();
    let told = |(id, version): (FactId, &Version<FindingMoved>)| {
        Ok(MoveView {
            id,
            to: version.content.to,
            at: version.at.to_rfc3339_opts(SecondsFormat::Millis, false),
            by: version.by.clone(),
            admitted: names::beside(db, &version.origin, [&*version.by])?,
            unit: version.content.unit.clone(),
            deadline: version.content.deadline.map(|day| day.to_string()),
            asks_until: version.content.asks_until.map(|day| day.to_string()),
            note: version.content.note.clone(),
            evidence: version.content.evidence.clone(),
            head: heads.contains(&id),
        })
    };
    let mut moves = row.moves.iter().map(told).collect::<Result<Vec<_>>>()?;
    moves.sort_by(|a, b| (&a.at, a.id).cmp(&(&b.at, b.id)));
    let assigned = row.assigned();
    Ok(FindingView {
        line: line(id, row)?,
        visit: shown.visit,
        source: shown.source,
        found_at: shown.found_at.to_rfc3339(),
        site: shown.site.clone(),
        township: lookup::township_name(db, &shown.site.division)?,
        overdue: row.is_overdue(today),
        unit: assigned.unit,
        deadline: assigned.deadline.map(|day| day.to_string()),
        asks_until: assigned.asks_until.map(|day| day.to_string()),
        times_before: times_before(db, id)?,
        follows: row.follow_next(),
        moves,
        photos: match shown.visit {
            Some(visit) => photos(db, visit, &shown.finding)?,
            None => Vec::new(),
        },
    })
}

/// The photos of a finding: those of its own, and those of the item that raised it.
fn photos(db: &Connection, visit: VisitId, finding: &Finding) -> Result<Vec<String>> {
    let visit = lookup::visit(db, visit)?;
    let evidence = visit.current().into_iter().flat_map(|now| &now.evidence);
    let shows = |code: &str| code == finding.category || code == finding.item;
    Ok(evidence
        .filter(|photo| photo.shows.as_deref().is_some_and(shows))
        .map(|photo| photo.sha256.clone())
        .collect())
}

/// How often the same was found at the site before: 屡查屡犯.
fn times_before(db: &Connection, id: FindingId) -> Result<u32> {
    let text = "SELECT count(*) FROM finding AS this JOIN finding AS earlier
                  ON earlier.site = this.site AND earlier.category = this.category
                 AND earlier.standing = 1 AND earlier.visit_key < this.visit_key
                WHERE this.id = ?1";
    let count = db
        .prepare_cached(text)?
        .query_row([id.0.into_bytes()], |row| row.get(0))?;
    Ok(count)
}
