//! Findings as they stand now.

use chrono::SecondsFormat;
use kakou_domain::fold::FindingRow;
use kakou_domain::visit::Finding;
use kakou_domain::{FindingId, SiteId, VisitId};
use rusqlite::Connection;

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::{FindingLine, FindingView, MoveView};
use crate::{lookup, sql};

impl Store {
    /// One finding with its moves.
    pub fn finding(&self, id: FindingId) -> Result<FindingView> {
        self.read(|db| finding(db, id))
    }
}

pub(crate) fn finding(db: &Connection, id: FindingId) -> Result<FindingView> {
    view(db, id, &lookup::finding(db, id)?)
}

/// What is still open at a site, worst first.
pub(crate) fn open_findings(db: &Connection, site: SiteId) -> Result<Vec<FindingView>> {
    let text = "SELECT id FROM finding WHERE site = ?1 AND open = 1
                ORDER BY severity DESC, visit_key DESC, id";
    let ids: Vec<FindingId> = db
        .prepare_cached(text)?
        .query_map([site.0.into_bytes()], |row| {
            sql::uuid(row, 0).map(FindingId)
        })?
        .collect::<Result<_, _>>()?;
    ids.into_iter().map(|id| finding(db, id)).collect()
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

fn view(db: &Connection, id: FindingId, row: &FindingRow) -> Result<FindingView> {
    let shown = row.shown().ok_or(StoreError::NoFinding(id))?;
    let heads = row.moves.head_ids();
    let mut moves: Vec<MoveView> = row
        .moves
        .iter()
        .map(|(id, version)| MoveView {
            id,
            to: version.content.to,
            at: version.at.to_rfc3339_opts(SecondsFormat::Millis, false),
            by: version.by.clone(),
            unit: version.content.unit.clone(),
            deadline: version.content.deadline.map(|day| day.to_string()),
            note: version.content.note.clone(),
            head: heads.contains(&id),
        })
        .collect();
    moves.sort_by(|a, b| (&a.at, a.id).cmp(&(&b.at, b.id)));
    Ok(FindingView {
        line: line(id, row)?,
        visit: shown.visit,
        visited_at: shown.visited_at.to_rfc3339(),
        site: shown.site.clone(),
        follows: row.follow_next(),
        moves,
        photos: photos(db, shown.visit, &shown.finding)?,
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
