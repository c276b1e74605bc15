//! Reading a file that somebody names, up to a length.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is not there, or nobody may read it.
    #[error("{path}: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// It is too long.
    #[error("{path}: {length} bytes are more than the {most} that are read")]
    TooLong {
        /// The file.
        path: PathBuf,
        /// Its bytes, as far as they are known.
        length: u64,
        /// The most bytes that are read.
        most: u64,
    },
}

/// Reads a file of at most `most` bytes; also one that does not say how long it is, as a pipe.
///
/// # Errors
/// It cannot be read, or is longer.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, FileError> {
    let failed = |error| FileError::Unreadable {
        path: path.to_owned(),
        error,
    };
    let too_long = |length: u64| FileError::TooLong {
        path: path.to_owned(),
        length,
        most,
    };
    let file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    if length > most {
        return Err(too_long(length));
    }
    let mut bytes = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(too_long(bytes.len() as u64));
    }
    Ok(bytes)
}
