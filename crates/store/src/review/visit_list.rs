//! Visits by filter: newest first, paged by key, each filter by its own index.

use chrono::{Days, NaiveDate};
use kakou_domain::{Nature, VisitId};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::error::{Result, StoreError};
use crate::project::first_key_of_day;
use crate::store::Store;
use crate::views::{Outcome, Page, VisitFilter, VisitRecord, VisitRow};
use crate::{meta, search, sql};

use super::visits;

/// The most rows of one page.
const MOST_ROWS: usize = 500;
/// Hits are counted up to here: nobody reads on, and counting more takes longer than a page.
const MOST_COUNTED: u32 = 10_000;

impl Store {
    /// The visits that a filter lets through, newest first.
    pub fn visits(
        &self,
        filter: &VisitFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<VisitRow>> {
        self.read(|db| self.page_of(db, filter, after, limit, visits::row))
    }

    /// How many visits a filter lets through; counted up to [`MOST_COUNTED`].
    pub fn visit_count(&self, filter: &VisitFilter) -> Result<u32> {
        self.read(|db| Query::of(self, db, filter, None)?.count(db))
    }

    /// The same as whole records, for scripts.
    pub fn visit_records(
        &self,
        filter: &VisitFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<VisitRecord>> {
        self.read(|db| self.page_of(db, filter, after, limit, visits::record))
    }

    /// A page of the visits that a filter lets through, each as `read` makes it.
    pub(super) fn page_of<T>(
        &self,
        db: &Connection,
        filter: &VisitFilter,
        after: Option<&str>,
        limit: usize,
        read: fn(&Store, &Connection, VisitId) -> Result<T>,
    ) -> Result<Page<T>> {
        let query = Query::of(self, db, filter, after)?;
        let limit = limit.clamp(1, MOST_ROWS);
        let found = query.run(db, limit + 1)?;
        let place = |(key, _): &(i64, VisitId)| key.to_string();
        Page::cut(found, limit, place, |(_, id)| read(self, db, id))
    }
}

/// What a statement goes through, the newest first, until a page is full. Everything else is asked
/// of each visit on the way.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Way {
    /// The visits themselves, by whichever of their indexes SQLite finds best.
    #[default]
    Visits,
    /// The visits that have some words.
    Words,
    /// The findings of a category.
    Category,
    /// The visits of an inspector.
    Inspector,
}

impl Way {
    fn table(self) -> &'static str {
        match self {
            Self::Visits => "visit",
            Self::Words => "visit_search",
            Self::Category => "finding",
            Self::Inspector => "visit_inspector",
        }
    }

    fn from(self) -> String {
        let (table, key) = (self.table(), self.key());
        match self {
            Self::Visits => table.to_owned(),
            _ => format!("{table} CROSS JOIN visit ON visit.key = {key}"),
        }
    }

    /// Where the visit's key stands in what is gone through: bounds on it and the order then go by
    /// the same index.
    fn key(self) -> &'static str {
        match self {
            Self::Visits => "visit.key",
            Self::Words => "visit_search.rowid",
            Self::Category => "finding.visit_key",
            Self::Inspector => "visit_inspector.key",
        }
    }
}

/// A statement in the making: its conditions and what they are given. `{key}` in a condition stands
/// for the visit's key.
#[derive(Default)]
pub(crate) struct Query {
    way: Way,
    /// Whether something few already says which visits are looked at.
    few: bool,
    conditions: Vec<String>,
    given: Vec<Value>,
}

impl Query {
    fn of(
        store: &Store,
        db: &Connection,
        filter: &VisitFilter,
        after: Option<&str>,
    ) -> Result<Self> {
        let mut query = Self::default();
        if let Some(after) = after {
            let key: i64 = after
                .parse()
                .map_err(|_| StoreError::BadCursor(after.to_owned()))?;
            query.and("{key} < ?", key);
        }
        if let Some(site) = filter.site {
            query.and("visit.site = ?", site.0.into_bytes().to_vec());
            query.few = true;
        }
        if let Some(division) = &filter.township {
            match division.township() {
                Some(township) if township == *division => {
                    query.and("visit.township = ?", division.to_string());
                }
                _ => query.and("visit.division GLOB ?", format!("{division}*")),
            }
        }
        if let Some(kind) = &filter.kind {
            query.and("visit.kind = ?", kind.to_string());
        }
        if let Some(campaign) = filter.campaign {
            query.and("visit.campaign = ?", campaign.0.into_bytes().to_vec());
        }
        query.dates(filter)?;
        // Only spaces or signs: nothing is asked for.
        if let Some(expression) = filter.search.as_deref().and_then(search::query) {
            query.and("visit_search MATCH ?", expression);
            query.way = Way::Words;
        }
        if filter.unsynced {
            query.unsynced(store, db)?;
            query.few = true;
        }
        if let Some(category) = &filter.category {
            let of = "finding.category = ? AND finding.standing = 1";
            query.through(Way::Category, of, category);
        }
        if let Some(name) = &filter.inspector {
            let of = "visit_inspector.name = ?";
            query.through(Way::Inspector, of, name);
        }
        if let Some(outcome) = filter.outcome {
            query.outcome(outcome);
        }
        Ok(query)
    }

    fn and(&mut self, condition: &str, given: impl Into<Value>) {
        self.conditions.push(condition.to_owned());
        self.given.push(given.into());
    }

    /// Goes this way, unless something else is gone through already: then each visit is asked.
    fn through(&mut self, way: Way, of: &str, given: &str) {
        let given = given.to_owned();
        if self.way == Way::Visits && !self.few {
            self.way = way;
            return self.and(of, given);
        }
        let (table, key) = (way.table(), way.key());
        self.and(
            &format!("EXISTS (SELECT 1 FROM {table} WHERE {of} AND {key} = visit.key)"),
            given,
        );
    }

    /// Days are by each visit's own offset, so the key bounds have a day to spare.
    fn dates(&mut self, filter: &VisitFilter) -> Result<()> {
        let day = |text: &String| {
            text.parse::<NaiveDate>()
                .map_err(|_| StoreError::BadCursor(text.clone()))
        };
        if let Some(from) = filter.from.as_ref().map(day).transpose()? {
            self.and("{key} >= ?", first_key_of_day(from - Days::new(1)));
            self.and("visit.visited_on >= ?", from.to_string());
        }
        if let Some(to) = filter.to.as_ref().map(day).transpose()? {
            self.and("{key} < ?", first_key_of_day(to + Days::new(2)));
            self.and("visit.visited_on <= ?", to.to_string());
        }
        Ok(())
    }

    /// Asked of each visit in the order of the page: most have the one or the other.
    fn outcome(&mut self, outcome: Outcome) {
        // The plus keeps SQLite from going through all faults: a visit has few findings.
        let faults = "EXISTS (SELECT 1 FROM finding
                        WHERE finding.visit_key = visit.key AND finding.visit = visit.id
                        AND finding.standing = 1 AND +finding.nature = ?)";
        let fault = sql::word(&Nature::Fault);
        match outcome {
            Outcome::Faults => self.and(faults, fault),
            Outcome::Clean => self.and(&format!("NOT {faults}"), fault),
        }
    }

    fn unsynced(&mut self, store: &Store, db: &Connection) -> Result<()> {
        let author = meta::author(db, store.folder())?;
        // By keys, not ids: a list of keys is read in the order of the page.
        let condition = "visit.key IN (
            SELECT stated.key FROM entry CROSS JOIN visit_fact ON visit_fact.fact = entry.fact
            CROSS JOIN visit AS stated ON stated.id = visit_fact.visit
            WHERE entry.author = ? AND entry.seq >
              (SELECT confirmed FROM journal WHERE journal.author = entry.author))";
        self.and(condition, author.0.to_vec());
        Ok(())
    }

    fn sql(&self) -> String {
        let (from, key) = (self.way.from(), self.way.key());
        let mut text = format!("SELECT visit.key, visit.id FROM {from}");
        if !self.conditions.is_empty() {
            let conditions = self.conditions.join(" AND ").replace("{key}", key);
            text.push_str(&format!(" WHERE {conditions}"));
        }
        // Two items of a visit may have found the same.
        if self.way == Way::Category {
            text.push_str(&format!(" GROUP BY {key}"));
        }
        text.push_str(&format!(" ORDER BY {key} DESC LIMIT ?"));
        text
    }

    fn count(mut self, db: &Connection) -> Result<u32> {
        self.given.push(Value::Integer(i64::from(MOST_COUNTED)));
        let text = format!("SELECT count(*) FROM ({})", self.sql());
        let count = db
            .prepare_cached(&text)?
            .query_row(rusqlite::params_from_iter(self.given), |row| row.get(0))?;
        Ok(count)
    }

    fn run(mut self, db: &Connection, limit: usize) -> Result<Vec<(i64, VisitId)>> {
        let text = self.sql();
        self.given
            .push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let rows = db
            .prepare_cached(&text)?
            .query_map(rusqlite::params_from_iter(self.given), |row| {
                Ok((row.get(0)?, VisitId(sql::uuid(row, 1)?)))
            })?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }
}

#[cfg(test)]
#[path = "visit_list_plans.rs"]
mod plans;
