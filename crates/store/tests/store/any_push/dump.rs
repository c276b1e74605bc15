//! All that a store's tables say, one line a row, in an order of their own.

use kakou_store::Store;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// Journals and entries. In which order entries came in is not among it.
pub(crate) fn journals(store: &Store) -> Vec<String> {
    let db = Connection::open(store.database()).unwrap();
    let mut lines = rows(
        &db,
        "SELECT author, seq, payload, payload_hash, chain_hash, fact, set_aside FROM entry",
    );
    lines.extend(rows(&db, "SELECT * FROM journal"));
    lines
}

/// Every table that is folded from the journals, the search words among them.
pub(crate) fn projections(store: &Store) -> Vec<String> {
    let db = Connection::open(store.database()).unwrap();
    let text = "CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, visit_search, instance)";
    db.execute_batch(text).unwrap();
    let mut lines = Vec::new();
    for table in [
        "fold_row",
        "division",
        "site",
        "visit",
        "visit_inspector",
        "visit_fact",
        "fact_file",
        "finding",
        "conflict",
        "redo",
        "temp.words",
    ] {
        // Where a row of the fold lies is not what it says.
        let columns = if table == "fold_row" {
            "kind, key, doc"
        } else {
            "*"
        };
        let found = rows(&db, &format!("SELECT {columns} FROM {table}"));
        let may_be_empty = ["conflict", "fact_file", "redo"].contains(&table);
        assert!(may_be_empty || !found.is_empty(), "{table} is empty");
        lines.extend(found.into_iter().map(|row| format!("{table}: {row}")));
    }
    // Rows of visits, and of most findings, are not kept: what is read of them is made of facts.
    for id in rows(&db, "SELECT id FROM visit") {
        let page = store.visit(id.parse().unwrap()).unwrap();
        let visit = (page.original, page.current, page.before);
        lines.push(serde_json::to_string(&visit).unwrap());
    }
    for id in rows(&db, "SELECT id FROM finding") {
        let finding = store.finding(id.parse().unwrap()).unwrap();
        lines.push(serde_json::to_string(&finding).unwrap());
    }
    lines
}

fn rows(db: &Connection, text: &str) -> Vec<String> {
    let mut select = db.prepare(text).unwrap();
    let columns = select.column_count();
    let mut found = select.query([]).unwrap();
    let mut lines = Vec::new();
    while let Some(row) = found.next().unwrap() {
        let cells: Vec<String> = (0..columns)
            .map(|column| match row.get_ref(column).unwrap() {
                ValueRef::Blob(bytes) => data_encoding::HEXLOWER.encode(bytes),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                other => format!("{other:?}"),
            })
            .collect();
        lines.push(cells.join(" | "));
    }
    lines.sort();
    lines
}
