//! How a device fares, for whoever is asked for help: counts, times and codes, and nothing that
//! names or shows a person, a place or a server.

use std::collections::BTreeMap;

use kakou_domain::fold::FOLD_VERSION;
use rusqlite::Connection;

use crate::error::Result;
use crate::schema;
use crate::store::Store;
use crate::views::{Diagnostics, code_or_other};

impl Store {
    /// How this device fares. See [`Diagnostics`] for what is never in it.
    pub fn diagnostics(&self) -> Result<Diagnostics> {
        let status = self.status()?;
        let by_server = status.set_aside.iter().map(|one| (one.code.clone(), 1));
        self.read(|db| {
            Ok(Diagnostics {
                schema: schema::newest(),
                fold: FOLD_VERSION,
                practice: status.practice,
                enrolled: status.server.is_some(),
                entries: status.seq.0,
                acknowledged: status.acknowledged.0,
                counts: counts(db)?,
                set_aside_here: by_code(set_aside_here(db)?),
                set_aside_by_server: by_code(by_server),
                projection_lag: status.projection_lag,
                last_contact: status.last_contact,
                clock_drift_ms: status.clock_drift_ms,
                room: status.room,
            })
        })
    }
}

/// How many rows each table has that people's work fills.
fn counts(db: &Connection) -> Result<BTreeMap<String, u64>> {
    let tables = [
        "conflict", "division", "draft", "entry", "finding", "journal", "site", "visit",
    ];
    let count = |table: &str| {
        let text = format!("SELECT count(*) FROM {table}");
        let count: i64 = db.query_row(&text, [], |row| row.get(0))?;
        Ok((table.to_owned(), u64::try_from(count).unwrap_or(0)))
    };
    tables.into_iter().map(count).collect()
}

fn set_aside_here(db: &Connection) -> Result<Vec<(String, u64)>> {
    let text = "SELECT set_aside, count(*) FROM entry WHERE set_aside IS NOT NULL GROUP BY 1";
    let rows = db
        .prepare_cached(text)?
        .query_map([], |row| {
            Ok((
                row.get(0)?,
                u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
            ))
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

fn by_code(listed: impl IntoIterator<Item = (String, u64)>) -> BTreeMap<String, u64> {
    let mut sums = BTreeMap::new();
    for (code, count) in listed {
        *sums.entry(code_or_other(&code).to_owned()).or_default() += count;
    }
    sums
}
