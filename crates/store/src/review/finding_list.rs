//! Findings in a list: what is overdue first, then by deadline, then the newest.

use chrono::{NaiveDate, NaiveTime};
use kakou_domain::{FindingId, Nature};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::error::{Result, StoreError};
use crate::project::first_key;
use crate::sql;
use crate::store::Store;
use crate::views::{FindingCounts, FindingFilter, FindingView, Page, Stage};

use super::finding;

/// The most rows of one page.
const MOST_ROWS: usize = 500;

impl Store {
    /// The findings that a filter lets through, the most urgent first.
    pub fn findings(
        &self,
        filter: &FindingFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<FindingView>> {
        let today = self.clock().now().date_naive();
        let limit = limit.clamp(1, MOST_ROWS);
        self.read(|db| {
            let found = Query::of(filter, after, today)?.run(db, limit + 1)?;
            let place = |(place, _): &(String, FindingId)| place.clone();
            Page::cut(found, limit, place, |(_, id)| finding(db, id, today))
        })
    }

    /// How many findings stand where, of those that a filter lets through.
    pub fn finding_counts(&self, filter: &FindingFilter) -> Result<FindingCounts> {
        let today = self.clock().now().date_naive();
        let filter = FindingFilter {
            stage: None,
            ..filter.clone()
        };
        self.read(|db| Query::of(&filter, None, today)?.count(db, today))
    }
}

impl Store {
    /// What became of the faults that were found before a day: 上轮发现问题, 回头看.
    pub fn faults_before(&self, day: NaiveDate) -> Result<FindingCounts> {
        let now = self.clock().now();
        let today = now.date_naive();
        // Midnight by the clock of this place.
        let seconds = day.and_time(NaiveTime::MIN).and_utc().timestamp();
        let first = first_key(seconds - i64::from(now.offset().local_minus_utc()));
        self.read(|db| {
            let mut query = Query::of(&FindingFilter::default(), None, today)?;
            query.and("visit_key < ?", first);
            // What counts to no day was found before none.
            let doubted = "visit_key NOT IN (SELECT key FROM visit_in_doubt)";
            query.conditions.push(doubted);
            query.count(db, today)
        })
    }
}

/// How many open faults should be put right by now.
pub(super) fn overdue_faults(db: &Connection, today: NaiveDate) -> Result<u32> {
    let filter = FindingFilter {
        nature: Nature::Fault,
        stage: Some(Stage::Overdue),
        ..FindingFilter::default()
    };
    Ok(Query::of(&filter, None, today)?.count(db, today)?.overdue)
}

struct Query {
    conditions: Vec<&'static str>,
    given: Vec<Value>,
}

impl Query {
    fn of(filter: &FindingFilter, after: Option<&str>, today: NaiveDate) -> Result<Self> {
        let mut query = Self {
            conditions: Vec::new(),
            given: Vec::new(),
        };
        if let Some(after) = after {
            query.go_on(after)?;
        }
        query.and("nature = ?", sql::word(&filter.nature));
        if let Some(stage) = filter.stage {
            query.stage(stage, today);
        }
        if let Some(township) = &filter.township {
            query.and("township = ?", township.to_string());
        }
        if let Some(site) = filter.site {
            query.and("site = ?", site.0.into_bytes().to_vec());
        }
        if let Some(unit) = &filter.unit {
            query.and("unit = ?", unit.trim().to_owned());
        }
        if let Some(category) = &filter.category {
            query.and("category = ?", category.clone());
        }
        Ok(query)
    }

    fn and(&mut self, condition: &'static str, given: impl Into<Value>) {
        self.conditions.push(condition);
        self.given.push(given.into());
    }

    fn stage(&mut self, stage: Stage, today: NaiveDate) {
        match stage {
            Stage::Open => self.conditions.push("open = 1"),
            // What is not open sorts behind every day.
            Stage::Overdue => self.and("due < ?", today.to_string()),
            Stage::Raised => self.conditions.push("state = 'raised'"),
            Stage::Assigned => self.conditions.push("state IN ('assigned', 'rectifying')"),
            Stage::Rectified => self.conditions.push("state = 'rectified'"),
            Stage::Verified => self.conditions.push("state = 'verified'"),
            Stage::Withdrawn => self.conditions.push("state = 'withdrawn'"),
        }
    }

    fn go_on(&mut self, after: &str) -> Result<()> {
        let bad = || StoreError::BadCursor(after.to_owned());
        let mut parts = after.splitn(3, ' ');
        let mut part = || parts.next().ok_or_else(bad);
        let (due, key, id) = (part()?.to_owned(), part()?, part()?);
        let key: i64 = key.parse().map_err(|_| bad())?;
        let id: FindingId = id.parse().map_err(|_| bad())?;
        self.conditions.push("(due, -visit_key, id) > (?, ?, ?)");
        self.given.push(due.into());
        self.given.push((-key).into());
        self.given.push(id.0.into_bytes().to_vec().into());
        Ok(())
    }

    fn wheres(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        }
    }

    fn page(&self) -> String {
        let wheres = self.wheres();
        format!(
            "SELECT due, visit_key, id FROM finding{wheres} ORDER BY due, -visit_key, id LIMIT ?"
        )
    }

    fn run(mut self, db: &Connection, limit: usize) -> Result<Vec<(String, FindingId)>> {
        let text = self.page();
        self.given
            .push(i64::try_from(limit).unwrap_or(i64::MAX).into());
        let read = |row: &rusqlite::Row<'_>| {
            let (due, key): (String, i64) = (row.get(0)?, row.get(1)?);
            let id = sql::uuid(row, 2)?;
            Ok((format!("{due} {key} {id}"), FindingId(id)))
        };
        let rows = db
            .prepare_cached(&text)?
            .query_map(params_from_iter(self.given), read)?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// What is counted stands in an index, and is not grouped, for groups would be sorted.
    fn counts(self, today: NaiveDate) -> (String, Vec<Value>) {
        let wheres = self.wheres();
        let mut given = vec![Value::from(today.to_string())];
        given.extend(self.given);
        let text = format!(
            "SELECT
               count(*) FILTER (WHERE state = 'raised'),
               count(*) FILTER (WHERE state IN ('assigned', 'rectifying')),
               count(*) FILTER (WHERE due < ?),
               count(*) FILTER (WHERE state = 'rectified'),
               count(*) FILTER (WHERE state = 'verified'),
               count(*) FILTER (WHERE state = 'withdrawn')
             FROM finding{wheres}"
        );
        (text, given)
    }

    fn count(self, db: &Connection, today: NaiveDate) -> Result<FindingCounts> {
        let (text, given) = self.counts(today);
        let read = |row: &rusqlite::Row<'_>| {
            Ok(FindingCounts {
                raised: row.get(0)?,
                assigned: row.get(1)?,
                overdue: row.get(2)?,
                rectified: row.get(3)?,
                verified: row.get(4)?,
                withdrawn: row.get(5)?,
            })
        };
        Ok(db
            .prepare_cached(&text)?
            .query_row(params_from_iter(given), read)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::plan::plan;

    #[test]
    fn a_page_of_findings_is_read_in_its_order_without_sorting() {
        let today = NaiveDate::from_ymd_opt(2020, 2, 14).unwrap();
        let after = "open 7 00000000-0000-0000-0000-000000000007";
        for stage in [None, Some(Stage::Open), Some(Stage::Overdue)] {
            let filter = FindingFilter {
                stage,
                ..FindingFilter::default()
            };
            let query = Query::of(&filter, Some(after), today).unwrap();
            let page = query.page();
            let mut given = query.given;
            given.push(51.into());
            let plan = plan(&page, params_from_iter(given)).join("\n");
            assert!(plan.contains("finding_by_due"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }

    #[test]
    fn findings_are_counted_without_reading_one() {
        let today = NaiveDate::from_ymd_opt(2020, 2, 14).unwrap();
        for stage in [None, Some(Stage::Overdue)] {
            let filter = FindingFilter {
                stage,
                ..FindingFilter::default()
            };
            let (text, given) = Query::of(&filter, None, today).unwrap().counts(today);
            let plan = plan(&text, params_from_iter(given)).join("\n");
            assert!(plan.contains("COVERING INDEX finding_by_due"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
