//! What a tablet was promised: read from its database after each of its processes, and kept outside
//! of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kakou_store::hash_of;
use rusqlite::{Connection, OpenFlags};

/// A fact's or a visit's id, hexadecimal.
pub(crate) type Id = String;
/// The SHA-256 of a payload, hexadecimal.
pub(crate) type Hash = String;

/// The facts of one tablet.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Each entry of the own journal, from the moment when it was there.
    pub(crate) written: BTreeMap<Id, Hash>,
    /// Visits whose seal was acknowledged: their line was printed.
    pub(crate) sealed: Vec<Id>,
    last: i64,
}

impl Ledger {
    /// Takes in what the own journal has beyond what is known.
    pub(crate) fn read(&mut self, data: &Path, author: &str) {
        let db = database(data);
        let text = "SELECT seq, lower(hex(fact)), payload FROM entry
                    WHERE lower(hex(author)) = ?1 AND seq > ?2 ORDER BY seq";
        let mut select = db.prepare(text).unwrap();
        let mut rows = select.query((author, self.last)).unwrap();
        while let Some(row) = rows.next().unwrap() {
            self.last = row.get(0).unwrap();
            let payload: Vec<u8> = row.get(2).unwrap();
            self.written.insert(row.get(1).unwrap(), hash_of(&payload));
        }
    }
}

/// A data folder's database, to look into it.
pub(crate) fn database(data: &Path) -> Connection {
    // Not read-only: after a kill the log has to be taken in first.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(data.join("kakou.db"), flags).unwrap()
}

/// What somebody has of others' and its own facts.
pub(crate) struct Copies {
    /// Each payload of a visit's fact: its fact, the visit, the payload's hash. A fact that stands in
    /// two journals is there twice.
    pub(crate) facts: Vec<(Id, Id, Hash)>,
    /// The division of each visit in the lists.
    pub(crate) visits: BTreeMap<Id, String>,
}

impl Copies {
    pub(crate) fn read(data: &Path) -> Self {
        let db = database(data);
        let facts = "SELECT lower(hex(entry.fact)), lower(hex(visit)), payload
                     FROM visit_fact JOIN entry ON entry.fact = visit_fact.fact
                     WHERE payload IS NOT NULL AND set_aside IS NULL";
        let mut select = db.prepare(facts).unwrap();
        let read = |row: &rusqlite::Row<'_>| {
            let payload: Vec<u8> = row.get(2)?;
            Ok((row.get(0)?, row.get(1)?, hash_of(&payload)))
        };
        let facts = select.query_map([], read).unwrap();
        let facts = facts.collect::<Result<_, _>>().unwrap();
        let mut select = db
            .prepare("SELECT lower(hex(id)), division FROM visit")
            .unwrap();
        let visits = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        let visits = visits.unwrap().collect::<Result<_, _>>().unwrap();
        Self { facts, visits }
    }

    /// Facts of these visits alone.
    pub(crate) fn of(&self, visits: &BTreeSet<&Id>) -> BTreeSet<(&Id, &Hash)> {
        let facts = self.facts.iter();
        let facts = facts.filter(|(_, visit, _)| visits.contains(visit));
        facts.map(|(fact, _, hash)| (fact, hash)).collect()
    }
}
