//! One visit: as a row of a list, as a record for scripts, as a page.

use chrono::SecondsFormat;
use kakou_domain::checklist::Checklist;
use kakou_domain::fold::VisitFoldRow;
use kakou_domain::moves::FindingState;
use kakou_domain::versions::Version;
use kakou_domain::visit::{VisitAmended, VisitContent};
use kakou_domain::{FactId, FindingId, VisitId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreError};
use crate::project::{facts_of_visit, finding_among};
use crate::store::Store;
use crate::views::{AmendmentView, FindingLine, VisitPage, VisitRecord, VisitRow};
use crate::{doubt, entry, lookup, meta, names, sealing, sql, whose};

use super::{dispositions_of, doubted, files, finding, line};

impl Store {
    /// A visit with all that its page shows.
    pub fn visit(&self, id: VisitId) -> Result<VisitPage> {
        let today = self.clock().now().date_naive();
        self.read(|db| {
            let row = lookup::visit(db, id)?;
            let (original, current) = (row.original().cloned(), row.current().cloned());
            let original = original.ok_or(StoreError::NoVisit(id))?;
            let current = current.ok_or(StoreError::NoVisit(id))?;
            let ids = finding_ids(db, id)?;
            Ok(VisitPage {
                record: record(self, db, id)?,
                template: lookup::checklist(db, &current.checklist.hash)?
                    .map(Checklist::into_template),
                findings: ids
                    .into_iter()
                    .map(|id| finding(db, id, today))
                    .collect::<Result<_>>()?,
                dispositions: dispositions_of(db, id)?,
                before: visit_before(db, id)?,
                doubt: doubted::view(db, id, current.visited_at)?,
                original,
                current,
            })
        })
    }
}

pub(super) fn row(store: &Store, db: &Connection, id: VisitId) -> Result<VisitRow> {
    let (row, lines) = with_findings(db, id)?;
    let content = row.current().ok_or(StoreError::NoVisit(id))?;
    Ok(VisitRow {
        id,
        site: content.site.clone(),
        township: lookup::township_name(db, &content.site.division)?,
        visited_at: content.visited_at.to_rfc3339(),
        method: content.method,
        inspectors: content.inspectors.clone(),
        admitted: names::beside_visit(db, &row, content)?,
        findings: lines
            .into_iter()
            .filter(|line| line.state != FindingState::Withdrawn)
            .collect(),
        not_checked: u32::try_from(content.not_checked()).unwrap_or(u32::MAX),
        synced: is_synced(store, db, id)?,
        files: files::of_visit(store, db, id)?,
        amended: !row.amended.is_empty(),
        conflict: row.conflict(),
        outside: is_outside(db, &row, content)?,
        date: doubt::standing(db, id)?,
    })
}

pub(super) fn record(store: &Store, db: &Connection, id: VisitId) -> Result<VisitRecord> {
    let (row, findings) = with_findings(db, id)?;
    let content = row.current().ok_or(StoreError::NoVisit(id))?;
    let sealed = row.sealed.heads();
    let (fact, sealed) = sealed.first().ok_or(StoreError::NoVisit(id))?;
    let (author, seq) = entry::place_of(db, *fact)?.ok_or(StoreError::NoVisit(id))?;
    let text = "SELECT key FROM visit WHERE id = ?1";
    let key: i64 = db
        .prepare_cached(text)?
        .query_row([id.0.into_bytes()], |row| row.get(0))?;
    Ok(VisitRecord {
        id,
        key: key.to_string(),
        author,
        seq,
        site: content.site.clone(),
        visited_at: content.visited_at.to_rfc3339(),
        method: content.method,
        inspectors: content.inspectors.clone(),
        admitted: names::beside_visit(db, &row, content)?,
        campaign: content.campaign,
        checklist: content.checklist.clone(),
        answers: content.answers.clone(),
        findings,
        evidence: store.evidence_of(db, &row)?,
        notes: content.notes.clone(),
        sealed_at: sealed.at.to_rfc3339_opts(SecondsFormat::Millis, false),
        synced: is_synced(store, db, id)?,
        files: files::of_visit(store, db, id)?,
        check_code: sealing::check_code_of(db, *fact)?,
        amendments: amendments(db, &row)?,
        conflict: row.conflict(),
        outside: is_outside(db, &row, content)?,
        date: doubt::standing(db, id)?,
    })
}

/// From the visit's few facts, not through all that is unconfirmed: SQLite would take that for less,
/// and a tablet that has had no network for long has thousands.
const UNSENT: &str = "SELECT 1 FROM visit_fact CROSS JOIN entry ON entry.fact = visit_fact.fact
    CROSS JOIN journal ON journal.author = entry.author
    WHERE visit_fact.visit = ?1 AND +entry.author = ?2
      AND +entry.seq > journal.confirmed AND journal.role = 'inspector'";

/// Whether the server confirmed all that this device's author stated of a visit. What others
/// stated came from the server.
fn is_synced(store: &Store, db: &Connection, id: VisitId) -> Result<bool> {
    let author = meta::author(db, store.folder())?;
    Ok(!db
        .prepare_cached(UNSENT)?
        .exists(params![id.0.into_bytes(), author.0])?)
}

fn is_outside(db: &Connection, row: &VisitFoldRow, content: &VisitContent) -> Result<bool> {
    match row.sealed.heads().first() {
        Some((_, sealed)) => whose::is_outside(db, &sealed.origin, &content.site.division),
        None => Ok(false),
    }
}

fn amendments(db: &Connection, row: &VisitFoldRow) -> Result<Vec<AmendmentView>> {
    let heads = row.amended.head_ids();
    let view = |(id, version): (FactId, &Version<VisitAmended>)| {
        Ok(AmendmentView {
            id,
            at: version.at.to_rfc3339_opts(SecondsFormat::Millis, false),
            by: version.by.clone(),
            admitted: names::beside(db, &version.origin, [&*version.by])?,
            reason: version.content.reason.clone(),
            head: heads.contains(&id),
            by_another: version.origin.of_another,
            content: version.content.content.clone(),
        })
    };
    let views = row.amended.iter().map(view);
    let mut views = views.collect::<Result<Vec<_>>>()?;
    views.sort_by(|a, b| (&a.at, a.id).cmp(&(&b.at, b.id)));
    Ok(views)
}

fn finding_ids(db: &Connection, visit: VisitId) -> Result<Vec<FindingId>> {
    let text = "SELECT finding.id FROM visit
                JOIN finding ON finding.visit_key = visit.key AND finding.visit = visit.id
                WHERE visit.id = ?1";
    let rows = db
        .prepare_cached(text)?
        .query_map([visit.0.into_bytes()], |row| {
            sql::uuid(row, 0).map(FindingId)
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// A visit with its findings in the order in which it names them, then those that only a
/// contradicting correction names. Its facts are read once for all of them.
pub(super) fn with_findings(
    db: &Connection,
    id: VisitId,
) -> Result<(VisitFoldRow, Vec<FindingLine>)> {
    let facts = facts_of_visit(db, id)?;
    let line_of = |finding| line(finding, &finding_among(db, finding, &facts)?);
    let ids = finding_ids(db, id)?.into_iter();
    let mut lines: Vec<FindingLine> = ids.map(line_of).collect::<Result<_>>()?;
    let row = VisitFoldRow::of(id, facts);
    let content = row.current().ok_or(StoreError::NoVisit(id))?;
    let order = |id: FindingId| content.findings.iter().position(|one| one.id == id);
    lines.sort_by_key(|line| (order(line.id).unwrap_or(usize::MAX), line.id));
    Ok((row, lines))
}

/// The site's visit before this one.
pub(super) fn visit_before(db: &Connection, visit: VisitId) -> Result<Option<VisitId>> {
    let text = "SELECT earlier.id FROM visit AS this
                JOIN visit AS earlier ON earlier.site = this.site AND earlier.key < this.key
                WHERE this.id = ?1 AND earlier.key NOT IN (SELECT key FROM visit_in_doubt)
                ORDER BY earlier.key DESC LIMIT 1";
    let read = |row: &rusqlite::Row<'_>| sql::uuid(row, 0).map(VisitId);
    Ok(db
        .prepare_cached(text)?
        .query_row(params![visit.0.into_bytes()], read)
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::plan::plan;

    #[test]
    fn whether_a_visit_was_sent_is_asked_from_its_facts() {
        let steps = plan(UNSENT, [[0; 16], [0; 16]]);
        let by = |name: &str| steps.iter().filter(|step| step.contains(name)).count();
        assert_eq!(by("visit_addition_by_visit"), 1, "{steps:?}");
        assert_eq!((by("entry_by_fact"), by("entry")), (2, 2), "{steps:?}");
    }
}
