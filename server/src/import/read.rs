//! A file's bytes become a table, whatever its name says it is.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::error::ImportError;
use super::table::Table;
use super::{Progress, csv, xlsx};

/// The largest file that is taken.
pub const MAX_FILE_BYTES: u64 = 64 << 20;
/// How many rows pass between two reports of progress.
pub(super) const PROGRESS_STEP: usize = 256;

/// How a zip file begins, and so an .xlsx workbook.
const ZIP: &[u8] = b"PK\x03\x04";
/// How the workbooks of Excel before 2007, and those with a password, begin.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0";

/// Reads a CSV text or an .xlsx workbook.
///
/// # Errors
/// When the file cannot be read, is too large, or is neither of the two.
pub fn read_table(path: &Path, progress: Progress<'_>) -> Result<Table, ImportError> {
    let unreadable = |error| ImportError::Unreadable {
        path: path.to_owned(),
        error,
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    table_from_bytes(&bytes, progress)
}

/// The same, of a file that is in memory already, for example because it was uploaded.
///
/// # Errors
/// When it is too large, or neither a CSV text nor an .xlsx workbook.
pub fn table_from_bytes(bytes: &[u8], progress: Progress<'_>) -> Result<Table, ImportError> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(ImportError::OldWorkbook);
    }
    if bytes.starts_with(ZIP) {
        xlsx::table(bytes, progress)
    } else {
        csv::table(bytes, progress)
    }
}
