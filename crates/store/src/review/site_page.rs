//! A site's page: who should be there, what is open, where it stands.

use kakou_domain::fold::SiteFoldRow;
use kakou_domain::{Fix, SiteId, VisitId};
use rusqlite::Connection;

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::{SitePage, SiteVersion};
use crate::{lookup, names, sql};

use super::open_findings;
use super::sites::Found;

/// The newest visits that may tell where a site stands; older ones say it no better.
const VISITS_WITH_A_FIX: i64 = 20;

impl Store {
    /// A site's page of facts: who should be there, what is open, where it stands.
    pub fn site(&self, id: SiteId) -> Result<SitePage> {
        let now = self.clock().now();
        self.read(|db| {
            let row = lookup::site_row(db, id)?.ok_or(StoreError::NoSite(id))?;
            let site = row.current().ok_or(StoreError::NoSite(id))?;
            let (mut shifts, shift_now) = lookup::shifts(db, id, now)?;
            shifts.retain(|shift| shift.is_of(now.date_naive()));
            Ok(SitePage {
                row: self.site_row(db, Found::of(&site), None)?,
                open: open_findings(db, id, now.date_naive())?,
                conflict: row.conflict(),
                versions: versions(db, &row)?,
                last_fix: last_fix(db, id)?,
                site,
                shifts,
                shift_now,
            })
        })
    }
}

/// What people state of a site, where they contradict each other.
fn versions(db: &Connection, row: &SiteFoldRow) -> Result<Vec<SiteVersion>> {
    if !row.conflict() {
        return Ok(Vec::new());
    }
    let heads = row.heads().into_iter();
    let versions = heads.map(|(id, version)| {
        Ok(SiteVersion {
            id,
            at: version.at.to_rfc3339(),
            by: version.by.clone(),
            admitted: names::beside(db, &version.origin, [&*version.by])?,
            site: version.content.clone(),
        })
    });
    versions.collect()
}

/// The newest fix of its visits that is certain enough to say where the site stands.
fn last_fix(db: &Connection, site: SiteId) -> Result<Option<Fix>> {
    let text = "SELECT id FROM visit
                WHERE site = ?1 AND key NOT IN (SELECT key FROM visit_in_doubt)
                ORDER BY key DESC LIMIT ?2";
    let ids: Vec<VisitId> = db
        .prepare_cached(text)?
        .query_map((site.0.into_bytes(), VISITS_WITH_A_FIX), |row| {
            sql::uuid(row, 0).map(VisitId)
        })?
        .collect::<Result<_, _>>()?;
    for id in ids {
        let visit = lookup::visit(db, id)?;
        let fix = visit.current().map(|content| &content.position);
        if let Some(fix) = fix.filter(|fix| fix.places_a_site().is_some()) {
            return Ok(Some(fix.clone()));
        }
    }
    Ok(None)
}
