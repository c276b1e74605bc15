//! What goes wrong becomes a problem of the protocol: status, code, and what the caller needs to
//! go on.

use kakou_journal::{BatchError, JournalError};
use kakou_store::{FileFault, ParcelError, StoreError};
use kakou_sync::protocol::Problem;

/// Seconds after which somebody who found the database busy may come again.
const BUSY_RETRY: u64 = 2;
/// The same where somebody has to make room, or to repair.
const ROOM_RETRY: u64 = 60;
/// The same for a device that has too many uploads under way.
const UPLOADS_RETRY: u64 = 60;

/// A refusal of the store.
pub(crate) fn of_store(error: StoreError) -> Problem {
    let (code, detail) = (error.code(), error.to_string());
    match &error {
        StoreError::Gap { have } => Problem::new(409, code, detail).at(*have),
        StoreError::Forked { seq } => Problem::new(409, code, detail).at(*seq),
        StoreError::Closed { .. } => Problem::new(409, code, detail),
        StoreError::UnknownAuthor(_) => unauthorized(),
        StoreError::Retired(_) | StoreError::Code(_) => Problem::new(403, code, detail),
        StoreError::BadEntry(_)
        | StoreError::Journal(
            JournalError::BadSignature
            | JournalError::ForeignHead { .. }
            | JournalError::BadEntry(_),
        ) => Problem::new(422, code, detail),
        StoreError::NameOfHeadquarters => Problem::new(422, code, detail),
        StoreError::Blob(fault) => of_file(*fault),
        _ if code == "disk-full" => disk_full(),
        _ if code == "damaged" => damaged(&detail),
        _ if code == "busy" => busy("another process writes to the database"),
        _ => internal(&detail),
    }
}

/// A file that is not taken, or not given.
fn of_file(fault: FileFault) -> Problem {
    let status = match fault {
        FileFault::NotReadYet => return busy(&fault.to_string()),
        FileFault::TooMany { .. } => {
            return Problem {
                retry_after: Some(UPLOADS_RETRY),
                ..Problem::new(429, fault.code(), fault.to_string())
            };
        }
        FileFault::NotNamed | FileFault::NotHere | FileFault::NotBegun => 404,
        FileFault::SizeDiffers | FileFault::Offset { .. } => 409,
        FileFault::Expired => 410,
        FileFault::TooLarge { .. } | FileFault::TooLong => 413,
        FileFault::WrongHash | FileFault::NotShown => 422,
        FileFault::NoRoom => 507,
    };
    Problem::new(status, fault.code(), fault.to_string())
}

/// A batch that cannot be read.
pub(crate) fn of_batch(error: &BatchError) -> Problem {
    Problem::new(400, error.code(), error.to_string())
}

/// A parcel that cannot be written.
pub(crate) fn of_parcel(error: &ParcelError) -> Problem {
    internal(&error.to_string())
}

/// No token, or nobody's.
pub(crate) fn unauthorized() -> Problem {
    Problem::new(
        401,
        "unauthorized",
        "the bearer token is missing or nobody's",
    )
}

/// Too much is going on.
pub(crate) fn busy(detail: &str) -> Problem {
    Problem {
        retry_after: Some(BUSY_RETRY),
        ..Problem::new(503, "busy", detail)
    }
}

/// What must not happen. The cause is for the log, not for the caller.
pub(crate) fn internal(cause: &str) -> Problem {
    tracing::error!(cause, "a request failed");
    Problem::new(500, "internal", "the server failed; its log says why")
}

fn disk_full() -> Problem {
    let detail = "the server's disk is full; it has what it has confirmed, and no more";
    tracing::error!("the disk is full");
    Problem {
        retry_after: Some(ROOM_RETRY),
        ..Problem::new(507, "disk-full", detail)
    }
}

/// A tablet waits: what it has is safe where it is, until the server is repaired.
fn damaged(cause: &str) -> Problem {
    tracing::error!(cause, "the database is damaged");
    let detail = "the server's database is damaged and waits for its repair";
    Problem {
        retry_after: Some(ROOM_RETRY),
        ..Problem::new(503, "server-damaged", detail)
    }
}
