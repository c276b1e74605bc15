//! What a verb can fail with.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use kakou_cli::after::AfterError;
use kakou_cli::visits::ListError;
use kakou_report::ReportError;
use kakou_store::{ParcelError, StoreError};
use kakou_sync::SyncError;

/// A verb that did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A paper was not made or not written.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The sync did not come to its end.
    #[error(transparent)]
    Sync(#[from] SyncError),
    /// A file cannot be read.
    #[error("{path}: {error}")]
    File {
        path: PathBuf,
        error: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{path}: {problem}")]
    Input { path: PathBuf, problem: String },
    /// A pack cannot be read.
    #[error("{path}: {error}")]
    Pack { path: PathBuf, error: ParcelError },
    /// An answer on the command line makes no sense.
    #[error("{0}")]
    Value(String),
    /// Nothing can be printed.
    #[error("the output: {0}")]
    Output(#[from] std::io::Error),
}

impl From<ListError> for CliError {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Store(error) => Self::Store(error),
            ListError::Output(error) => Self::Output(error),
        }
    }
}

impl From<AfterError> for CliError {
    fn from(error: AfterError) -> Self {
        match error {
            AfterError::Store(error) => Self::Store(error),
            AfterError::Report(error) => Self::Report(error),
            AfterError::Value(problem) => Self::Value(problem),
            AfterError::Output(error) => Self::Output(error),
        }
    }
}

impl CliError {
    /// Stable, for scripts.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Store(error) => error.code(),
            Self::Report(error) => error.code(),
            Self::Sync(error) => error.code(),
            Self::File { .. } => "file",
            Self::Input { .. } => "bad-input",
            Self::Pack { error, .. } => error.code(),
            Self::Value(_) => "bad-value",
            Self::Output(_) => "output",
        }
    }
}

/// Reads a file of at most `most` bytes; also one that does not say how long it is, as a pipe.
pub(crate) fn read(path: &Path, most: u64) -> Result<Vec<u8>, CliError> {
    let failed = |error| CliError::File {
        path: path.to_owned(),
        error,
    };
    let too_long = |length: u64| CliError::Input {
        path: path.to_owned(),
        problem: format!("{length} bytes are more than the {most} that are read"),
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
