//! Visits whose date is doubted, and what was decided.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use kakou_domain::VisitId;
use kakou_domain::fold::DateRow;
use rusqlite::Connection;

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::{DateDecisionView, DoubtView, DoubtedVisitView, Page};
use crate::{doubt, lookup, sql};

/// The most rows of one page.
const MOST_ROWS: usize = 500;
const PAGE: &str =
    "SELECT key, visit FROM visit_in_doubt WHERE key < ?1 ORDER BY key DESC LIMIT ?2";

impl Store {
    /// The visits that do not count by their date, the furthest ahead first.
    pub fn doubted_visits(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<DoubtedVisitView>> {
        let bad = |text: &str| StoreError::BadCursor(text.to_owned());
        let after = after.map_or(Ok(i64::MAX), |text| text.parse().map_err(|_| bad(text)))?;
        let limit = limit.clamp(1, MOST_ROWS);
        let one_more = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        self.read(|db| {
            let found: Vec<(i64, VisitId)> = db
                .prepare_cached(PAGE)?
                .query_map([after, one_more], |row| {
                    Ok((row.get(0)?, VisitId(sql::uuid(row, 1)?)))
                })?
                .collect::<Result<_, _>>()?;
            let place = |(key, _): &(i64, VisitId)| key.to_string();
            Page::cut(found, limit, place, |(_, id)| doubted(db, id))
        })
    }
}

fn doubted(db: &Connection, id: VisitId) -> Result<DoubtedVisitView> {
    let visit = lookup::visit(db, id)?;
    let content = visit.current().ok_or(StoreError::NoVisit(id))?;
    let doubt = view(db, id, content.visited_at)?;
    Ok(DoubtedVisitView {
        id,
        site: content.site.clone(),
        visited_at: content.visited_at.to_rfc3339(),
        inspectors: content.inspectors.clone(),
        date: doubt::standing(db, id)?,
        doubt: doubt.ok_or(StoreError::NoVisit(id))?,
    })
}

/// What is stated of the date that a visit has.
pub(super) fn view(
    db: &Connection,
    id: VisitId,
    visited_at: DateTime<FixedOffset>,
) -> Result<Option<DoubtView>> {
    Ok(doubt::row(db, id)?.of(visited_at).map(of))
}

fn of(date: &DateRow) -> DoubtView {
    let received = date.doubted.iter().map(|(_, doubt)| doubt.content).min();
    let mut decisions: Vec<DateDecisionView> = date
        .decided
        .iter()
        .map(|(_, decided)| DateDecisionView {
            counts: decided.content.counts,
            reason: decided.content.reason.clone(),
            at: moment(decided.at),
            by: decided.by.clone(),
        })
        .collect();
    decisions.sort_by(|a, b| b.at.cmp(&a.at));
    DoubtView {
        received_at: received.map(moment).unwrap_or_default(),
        decisions,
    }
}

fn moment(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, false)
}
