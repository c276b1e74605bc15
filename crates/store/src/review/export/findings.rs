//! Findings of one nature as they stand now, the newest first.

use kakou_domain::{FindingId, Nature};
use rusqlite::{Connection, Row, params};

use crate::error::{Result, StoreError};
use crate::views::{ExportedFinding, Page};
use crate::{lookup, sql};

use super::{STEP, Snapshot};

// The plus keeps SQLite from sorting all of one nature instead of reading them in their order.
const PAGE: &str = "SELECT visit_key, id FROM finding
                    WHERE +nature = ?1 AND (visit_key, id) < (?2, ?3)
                    ORDER BY visit_key DESC, id DESC LIMIT ?4";

/// A place in the order of findings.
type Place = (i64, FindingId);

impl Snapshot<'_> {
    /// Findings of one nature, the newest first. Withdrawn ones are among them.
    pub fn findings(&self, nature: Nature, after: Option<&str>) -> Result<Page<ExportedFinding>> {
        let after = after.map(place).transpose()?;
        let found = places(self.db, nature, after, STEP + 1)?;
        let place = |(key, id): &Place| format!("{key} {id}");
        Page::cut(found, STEP, place, |(_, id)| self.exported(id))
    }

    /// How many findings of one nature there are, withdrawn ones among them.
    pub fn finding_total(&self, nature: Nature) -> Result<u64> {
        let text = "SELECT count(*) FROM finding WHERE nature = ?1";
        let mut select = self.db.prepare_cached(text)?;
        let count: i64 = select.query_row([sql::word(&nature)], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    fn exported(&self, id: FindingId) -> Result<ExportedFinding> {
        let row = lookup::finding(self.db, id)?;
        let today = self.store.clock().now().date_naive();
        Ok(ExportedFinding {
            id,
            mention: row.shown().cloned().ok_or(StoreError::NoFinding(id))?,
            state: row.state(),
            conflict: row.conflict(),
            assigned: row.assigned(),
            overdue: row.is_overdue(today),
        })
    }
}

fn place(text: &str) -> Result<Place> {
    let bad = || StoreError::BadCursor(text.to_owned());
    let (key, id) = text.split_once(' ').ok_or_else(bad)?;
    let key = key.parse().map_err(|_| bad())?;
    Ok((key, id.parse().map_err(|_| bad())?))
}

fn places(
    db: &Connection,
    nature: Nature,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Place>> {
    let (key, id) = after.map_or((i64::MAX, [0; 16]), |(key, id)| (key, id.0.into_bytes()));
    let read = |row: &Row<'_>| Ok((row.get(0)?, FindingId(sql::uuid(row, 1)?)));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let places = db
        .prepare_cached(PAGE)?
        .query_map(params![sql::word(&nature), key, id, limit], read)?
        .collect::<Result<_, _>>()?;
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::plan::plan;

    #[test]
    fn a_page_of_findings_is_read_in_its_order_however_many_there_are() {
        let plan = plan(PAGE, params!["fault", 1, [0_u8; 16], 1]);
        assert_eq!(plan.len(), 1, "{plan:?}");
        assert!(plan[0].contains("finding_by_key"), "{plan:?}");
    }
}
