//! What a verb can fail with.

use std::path::PathBuf;

use kakou_report::ReportError;
use kakou_store::{ParcelError, StoreError};
use kakou_sync::SyncError;

use crate::after::AfterError;
use crate::file::FileError;
use crate::proof::ProofFailed;
use crate::visits::ListError;

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
    /// A file cannot be read, or is too long.
    #[error(transparent)]
    File(#[from] FileError),
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

impl From<ProofFailed> for CliError {
    fn from(error: ProofFailed) -> Self {
        match error {
            ProofFailed::Store(error) => Self::Store(error),
            ProofFailed::File(error) => Self::File(error),
            ProofFailed::Report(error) => Self::Report(error),
        }
    }
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
            AfterError::File(error) => Self::File(error),
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
            Self::File(FileError::Unreadable { .. }) => "file",
            Self::File(FileError::TooLong { .. }) | Self::Input { .. } => "bad-input",
            Self::Pack { error, .. } => error.code(),
            Self::Value(_) => "bad-value",
            Self::Output(_) => "output",
        }
    }
}
