//! What SQLite and the file system say, in our codes and words.

use std::io::{Error, ErrorKind};
use std::path::Path;

use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DiskFull, NotADatabase};
use rusqlite::ffi;

const FULL: &str = "the disk is full; nothing of this was written, and what was saved before is \
                    safe: make room and do it again";

/// A file found no room: the disk is full, or what may be used of it (a quota, a limit on the size of
/// files).
pub const NO_ROOM: [ErrorKind; 3] = [
    ErrorKind::StorageFull,
    ErrorKind::QuotaExceeded,
    ErrorKind::FileTooLarge,
];

/// Whether a file found no room.
pub fn is_disk_full(error: &Error) -> bool {
    NO_ROOM.contains(&error.kind())
}

/// Stable.
pub(super) fn code(error: &rusqlite::Error) -> &'static str {
    let extended = error.sqlite_error().map(|error| error.extended_code);
    match (error.sqlite_error_code(), extended) {
        // The index of the log is a file too, and SQLite has no other word when it cannot grow. Nor
        // has it one for a quota or a limit on the size of files. A disk that fails is found when
        // what was written is flushed, which has a word of its own.
        (Some(DiskFull), _) | (_, Some(ffi::SQLITE_IOERR_SHMSIZE | ffi::SQLITE_IOERR_WRITE)) => {
            "disk-full"
        }
        (Some(DatabaseCorrupt | NotADatabase), _) => "damaged",
        (Some(DatabaseBusy), _) => "busy",
        _ => "database",
    }
}

/// What happened, what is safe, and what to do, where a person can do something.
pub(super) fn told(error: &rusqlite::Error) -> String {
    match code(error) {
        "disk-full" => FULL.to_owned(),
        "damaged" => "the database is damaged; nothing of it was deleted: repair it, so that what \
                      can be read is saved and the rest comes from the other side"
            .to_owned(),
        _ => format!("the database: {error}"),
    }
}

/// The same of a file.
pub(super) fn file_told(path: &Path, error: &Error) -> String {
    match is_disk_full(error) {
        true => format!("{}: {FULL}", path.display()),
        false => format!("{}: {error}", path.display()),
    }
}
