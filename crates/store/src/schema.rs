//! Opening a database: is it ours, which version, bring it up to date, or make it.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{Result, StoreError};
use crate::nearness;

/// «KAKO» in the file's header, so that nothing else is ever taken for ours.
pub(crate) const APPLICATION_ID: i64 = 0x4b41_4b4f;

/// Numbered steps; a released one is never changed, only added to.
const MIGRATIONS: [&str; 12] = [
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
    include_str!("migrations/0009.sql"),
    include_str!("migrations/0010.sql"),
    include_str!("migrations/0011.sql"),
    include_str!("migrations/0012.sql"),
];

/// How long a write waits for another process (the command line beside the app), in milliseconds.
const BUSY_TIMEOUT_MS: u32 = 10_000;

/// Statements that a connection keeps ready. A seal alone runs some forty; with the library's 16 each
/// of them was compiled anew, which took longer than the disk.
const STATEMENTS: usize = 256;

/// Pages of the database that the writer keeps at hand, in KiB. With the library's 2 MB a projection
/// of a large county spends most of its time reading index pages again, and writing those back early
/// that it changes next.
const WRITER_CACHE_KIB: i64 = 16 << 10;
/// The same for each reader.
const READER_CACHE_KIB: i64 = 8 << 10;
/// How many pages of 4 kB the log has before they are put into the database. Pages that change with
/// every visit are then put there once for some hundred of them.
const CHECKPOINT_PAGES: u32 = 4_000;

/// The version of the tables that this program makes.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.len() as i64
}

/// Opens the database for writing; makes it when it is not there.
pub(crate) fn open_writer(path: &Path) -> Result<Connection> {
    let mut connection = Connection::open(path)?;
    prepare(&connection, WRITER_CACHE_KIB)?;
    // A sealed visit is evidence: it must survive a power cut, so each commit is synced.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    upgrade(&mut connection, path)?;
    Ok(connection)
}

/// Opens the database for reading only.
pub(crate) fn open_reader(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection, READER_CACHE_KIB)?;
    Ok(connection)
}

fn prepare(connection: &Connection, cache_kib: i64) -> Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Negative is KiB, else it would be pages.
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "busy_timeout", BUSY_TIMEOUT_MS)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // The file may come from outside (a restored backup): no surprises from its schema.
    connection.pragma_update(None, "trusted_schema", false)?;
    // A statement's plan does not depend on what is bound to it. Otherwise some of those that a seal
    // runs are compiled anew for each value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    nearness::register(connection)?;
    Ok(())
}

fn upgrade(connection: &mut Connection, path: &Path) -> Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let pragma = |name: &str| tx.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (id, version) = (pragma("application_id")?, pragma("user_version")?);
    let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if id != APPLICATION_ID && (id != 0 || tables > 0) {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    let known = newest();
    if version > known {
        return Err(StoreError::FromTheFuture {
            found: version,
            known,
        });
    }
    for step in MIGRATIONS
        .iter()
        .skip(usize::try_from(version).unwrap_or(0))
    {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", known)?;
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_or_newer_database_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let foreign = dir.path().join("foreign.db");
        Connection::open(&foreign)
            .unwrap()
            .execute_batch("CREATE TABLE t (a)")
            .unwrap();
        assert_eq!(open_writer(&foreign).unwrap_err().code(), "not-ours");

        let newer = dir.path().join("newer.db");
        open_writer(&newer)
            .unwrap()
            .pragma_update(None, "user_version", 99)
            .unwrap();
        assert_eq!(open_writer(&newer).unwrap_err().code(), "from-the-future");
    }

    #[test]
    fn what_lies_on_a_server_of_before_counts_as_brought_by_everybody_who_names_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kakou.db");
        let before = Connection::open(&path).unwrap();
        nearness::register(&before).unwrap();
        for step in &MIGRATIONS[..11] {
            before.execute_batch(step).unwrap();
        }
        let (here, missing) = ("aa".repeat(32), "bb".repeat(32));
        let payloads = [
            format!(
                r#"{{"body":{{"evidence":[{{"sha256":"{here}"}},{{"sha256":"{missing}"}}]}}}}"#
            ),
            format!(r#"{{"body":{{"content":{{"evidence":[{{"sha256":"{here}"}}]}}}}}}"#),
            format!(r#"no JSON, "sha256":"{here}""#),
            r#"{"body":{}}"#.to_owned(),
        ];
        for (n, payload) in (1_u8..).zip(&payloads) {
            let text = "INSERT INTO journal (author, public_key, role, head)
                        VALUES (?1, zeroblob(32), 'inspector', zeroblob(32))";
            before.execute(text, [[n; 16]]).unwrap();
            let text = "INSERT INTO entry (author, seq, payload, payload_hash, chain_hash)
                        VALUES (?1, 1, ?2, zeroblob(32), zeroblob(32))";
            let values = rusqlite::params![[n; 16], payload.as_bytes()];
            before.execute(text, values).unwrap();
        }
        let text = "INSERT INTO blob (sha256, size) VALUES (?1, 1)";
        before.execute(text, [&here]).unwrap();
        before
            .pragma_update(None, "application_id", APPLICATION_ID)
            .unwrap();
        before.pragma_update(None, "user_version", 11).unwrap();
        drop(before);
        let now = open_writer(&path).unwrap();
        let mut select = now.prepare("SELECT sha256, author FROM brought").unwrap();
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let brought = select.query_map([], read).unwrap();
        let brought: Vec<(String, [u8; 16])> = brought.map(Result::unwrap).collect();
        assert_eq!(brought, [(here.clone(), [1; 16]), (here, [2; 16])]);
    }
}
