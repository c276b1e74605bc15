//! Visits as they stand now, the newest first.

use kakou_domain::VisitId;
use rusqlite::Connection;

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::{ExportedVisit, Page, VisitFilter};
use crate::{doubt, names, sealing};

use super::{STEP, Snapshot};
use crate::review::visits::with_findings;

impl Snapshot<'_> {
    /// Visits, the newest first.
    pub fn visits(&self, after: Option<&str>) -> Result<Page<ExportedVisit>> {
        let all = VisitFilter::default();
        self.store.page_of(self.db, &all, after, STEP, visit)
    }

    /// How many visits there are.
    pub fn visit_total(&self) -> Result<u64> {
        self.count("SELECT count(*) FROM visit")
    }
}

fn visit(_: &Store, db: &Connection, id: VisitId) -> Result<ExportedVisit> {
    let (row, findings) = with_findings(db, id)?;
    let content = row.current().ok_or(StoreError::NoVisit(id))?;
    let sealed = row.sealed.heads();
    let (fact, sealed) = sealed.first().ok_or(StoreError::NoVisit(id))?;
    Ok(ExportedVisit {
        id,
        findings,
        sealed_at: sealed.at,
        check_code: sealing::check_code_of(db, *fact)?,
        amended: !row.amended.is_empty(),
        conflict: row.conflict(),
        admitted: names::beside_visit(db, &row, content)?,
        date: doubt::standing(db, id)?,
        content: content.clone(),
    })
}
