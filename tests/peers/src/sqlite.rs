//! SQLite as a tablet and the server write with it, and nothing else of theirs.

use std::path::Path;

use rusqlite::Connection;

use crate::Result;

/// How every store here writes.
pub(crate) const DURABLE: &str =
    "WAL, synchronous=FULL, wal_autocheckpoint=4000, cache_size=-16384";

/// Opens or makes a file with the pragmas that the store's writer has
/// (`crates/store/src/schema.rs`).
pub(crate) fn open(file: &Path) -> Result<Connection> {
    let db = Connection::open(file)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    db.pragma_update(None, "cache_size", -16_384)?;
    Ok(db)
}
