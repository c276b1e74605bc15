//! Coverage 应查/已查: how many of the sites in service were visited.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use crate::error::Result;
use crate::lookup;
use crate::store::Store;
use crate::views::{Coverage, TownshipCoverage};

impl Store {
    /// How many of the sites that are in service today were visited since `from`.
    pub fn coverage(&self, from: Option<NaiveDate>) -> Result<Coverage> {
        let today = self.clock().now().date_naive().to_string();
        let from = from.map_or_else(String::new, |day| day.to_string());
        self.read(|db| {
            let townships = by_township(db, &today, &from)?;
            let sum = |count: fn(&TownshipCoverage) -> u32| townships.iter().map(count).sum();
            Ok(Coverage {
                due: sum(|one| one.due),
                done: sum(|one| one.done),
                townships,
            })
        })
    }
}

fn by_township(db: &Connection, today: &str, from: &str) -> Result<Vec<TownshipCoverage>> {
    let text = include_str!("coverage.sql");
    let read = |row: &Row<'_>| {
        Ok(TownshipCoverage {
            division: crate::sql::from_word(row, 0)?,
            name: String::new(),
            due: row.get(1)?,
            done: row.get(2)?,
        })
    };
    let mut rows: Vec<TownshipCoverage> = db
        .prepare_cached(text)?
        .query_map([today, from], read)?
        .collect::<Result<_, _>>()?;
    for row in &mut rows {
        row.name = lookup::division_name(db, &row.division)?;
    }
    Ok(rows)
}
