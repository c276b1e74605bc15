//! Our newtypes as SQLite values. Rows are only ever written by this crate; one that does not read
//! back is damage and is reported as such.

use kakou_domain::{AuthorId, Seq};
use kakou_journal::{ChainHash, PayloadHash, PublicKey};
use rusqlite::Row;
use rusqlite::types::Type;
use uuid::Uuid;

pub(crate) fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    let bytes: [u8; 16] = row.get(column)?;
    Ok(Uuid::from_bytes(bytes))
}

pub(crate) fn author(row: &Row<'_>, column: usize) -> rusqlite::Result<AuthorId> {
    row.get(column).map(AuthorId)
}

pub(crate) fn seq(row: &Row<'_>, column: usize) -> rusqlite::Result<Seq> {
    let number: i64 = row.get(column)?;
    u64::try_from(number)
        .map(Seq)
        .map_err(|error| damaged(column, Type::Integer, error))
}

pub(crate) fn public_key(row: &Row<'_>, column: usize) -> rusqlite::Result<PublicKey> {
    row.get(column).map(PublicKey)
}

pub(crate) fn chain_hash(row: &Row<'_>, column: usize) -> rusqlite::Result<ChainHash> {
    row.get(column).map(ChainHash)
}

pub(crate) fn payload_hash(row: &Row<'_>, column: usize) -> rusqlite::Result<PayloadHash> {
    row.get(column).map(PayloadHash)
}

/// A text column that holds a word of an enum or JSON.
pub(crate) fn parsed<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| damaged(column, Type::Text, error))
}

/// A word of an enum, without the quotes that JSON puts around it.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

pub(crate) fn from_word<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let word: String = row.get(column)?;
    serde_json::from_value(serde_json::Value::String(word))
        .map_err(|error| damaged(column, Type::Text, error))
}

/// Seqs stay below 2^53 (PROTOCOL.md), so that they fit everywhere.
pub(crate) fn stored(seq: Seq) -> i64 {
    i64::try_from(seq.0).unwrap_or(i64::MAX)
}

fn damaged(
    column: usize,
    kind: Type,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(error))
}
