//! The rows that a projection made, inserted once more by nothing but SQLite.

use std::path::Path;
use std::time::Instant;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::{Result, sqlite};

/// Which visits were projected, in the order in which they came.
const MADE: &str = "CREATE TEMP TABLE made AS
    SELECT visit, n, (row_number() OVER (ORDER BY n) - 1) / ?1 AS step
    FROM main.visit_fact JOIN main.entry USING (fact)
    WHERE fact NOT IN (SELECT fact FROM before.visit_fact)";

/// The words of a visit as the index has them: it keeps no text.
const WORDS: &str =
    "CREATE VIRTUAL TABLE temp.token USING fts5vocab (main, visit_search, instance);
    CREATE TEMP TABLE words AS
    SELECT doc, group_concat(term, ' ' ORDER BY offset) AS words FROM token GROUP BY doc;
    CREATE INDEX temp.words_by_doc ON words (doc)";

/// A table with its rows' way to their visit.
pub(crate) type Way = (&'static str, &'static str);

/// The tables of a projection.
pub(crate) const PROJECTED: &[Way] = &[
    ("visit", "JOIN made ON made.visit = row.id"),
    (
        "visit_inspector",
        "JOIN main.visit ON visit.key = row.key JOIN made ON made.visit = visit.id",
    ),
    ("finding", "JOIN made ON made.visit = row.visit"),
    (
        "visit_search",
        "JOIN main.visit ON visit.key = row.rowid JOIN made ON made.visit = visit.id
         JOIN words ON words.doc = row.rowid",
    ),
];

/// The journal's table.
pub(crate) const JOURNAL: Way = ("entry", "JOIN made ON made.n = row.n");

/// Rows of each table, by the transactions that made them.
pub(crate) struct Rows {
    schema: String,
    tables: Vec<Table>,
}

struct Table {
    name: &'static str,
    insert: String,
    steps: Vec<Vec<Vec<Value>>>,
}

impl Rows {
    /// What a folder has more in its rows than before, in transactions of `step` visits.
    pub(crate) fn of(before: &Path, after: &Path, tables: &[Way], step: usize) -> Result<Self> {
        let db = open(before, after)?;
        db.execute(MADE, [i64::try_from(step)?])?;
        db.execute_batch("CREATE INDEX temp.made_by_visit ON made (visit)")?;
        db.execute_batch(WORDS)?;
        let tables = tables.iter().map(|(name, way)| Table::of(&db, name, way));
        Ok(Self {
            schema: ours(&db, "sql", "TRUE")?.join(";\n"),
            tables: tables.collect::<Result<_>>()?,
        })
    }

    /// A projection that writes to one more table is not to look slow for it.
    pub(crate) fn are_all(&self, before: &Path, after: &Path) -> Result<()> {
        let db = open(before, after)?;
        // `meta` has the cursor, which is moved in its place.
        for name in ours(&db, "name", "type = 'table' AND name <> 'meta'")? {
            let text = format!(
                "SELECT (SELECT count(*) FROM main.{name}) - (SELECT count(*) FROM before.{name})"
            );
            let more: i64 = db.query_row(&text, [], |row| row.get(0))?;
            let here = self.tables.iter().filter(|table| table.name == name);
            let here: usize = here.flat_map(|table| &table.steps).map(Vec::len).sum();
            if more != i64::try_from(here)? {
                return Err(format!("{name} has {more} rows more, not {here}").into());
            }
        }
        Ok(())
    }

    /// Seconds to insert them all into an empty database, a transaction a step.
    pub(crate) fn insert(&self, file: &Path) -> Result<f64> {
        let db = sqlite::open(file)?;
        db.execute_batch(&self.schema)?;
        // The journal's row names an author, who is not among these.
        db.pragma_update(None, "foreign_keys", false)?;
        let steps = self.tables.iter().map(|table| table.steps.len()).max();
        let begun = Instant::now();
        for step in 0..steps.unwrap_or(0) {
            db.execute_batch("BEGIN IMMEDIATE")?;
            for table in &self.tables {
                let mut insert = db.prepare_cached(&table.insert)?;
                for row in table.steps.get(step).into_iter().flatten() {
                    insert.execute(params_from_iter(row))?;
                }
            }
            db.execute_batch("COMMIT")?;
        }
        Ok(begun.elapsed().as_secs_f64())
    }
}

impl Table {
    fn of(db: &Connection, name: &'static str, way: &str) -> Result<Self> {
        let columns: Vec<String> = match name {
            "visit_search" => vec!["rowid".to_owned(), "words".to_owned()],
            _ => db
                .prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?
                .query_map([name], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?,
        };
        let from = |column: &String| match (name, column.as_str()) {
            ("visit_search", "words") => "words.words".to_owned(),
            _ => format!("row.{column}"),
        };
        let selected: Vec<String> = columns.iter().map(from).collect();
        // In the order that each is made fastest in: the search index by its rowids, the others as
        // their visits came.
        let order = match name {
            "visit_search" => "made.step, row.rowid",
            _ => "made.n",
        };
        let text = format!(
            "SELECT made.step, {} FROM main.{name} AS row {way} ORDER BY {order}",
            selected.join(", ")
        );
        let mut steps: Vec<Vec<Vec<Value>>> = Vec::new();
        let mut select = db.prepare(&text)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let step = usize::try_from(row.get::<_, i64>(0)?)?;
            steps.resize_with(steps.len().max(step + 1), Vec::new);
            let values = (1..=columns.len()).map(|column| row.get(column));
            steps[step].push(values.collect::<rusqlite::Result<_>>()?);
        }
        let marks = vec!["?"; columns.len()].join(", ");
        let insert = format!(
            "INSERT INTO {name} ({}) VALUES ({marks})",
            columns.join(", ")
        );
        Ok(Self {
            name,
            insert,
            steps,
        })
    }
}

/// The later of two folders' databases, and the earlier one as `before`.
fn open(before: &Path, after: &Path) -> Result<Connection> {
    let db = Connection::open(after.join("kakou.db"))?;
    let before = before.join("kakou.db").display().to_string();
    db.execute("ATTACH ?1 AS before", [before])?;
    Ok(db)
}

/// What the schema says of our tables and indexes; those that SQLite and the search index make of
/// themselves are left out.
fn ours(db: &Connection, column: &str, which: &str) -> Result<Vec<String>> {
    let text = format!(
        "SELECT {column} FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'
         AND name NOT GLOB 'visit_search_*' AND {which} ORDER BY rowid"
    );
    let mut select = db.prepare(&text)?;
    let rows = select.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
