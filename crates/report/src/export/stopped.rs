//! Why an export stopped: what the crate says, or an output that took no more.

use std::io;
use std::path::Path;

use kakou_store::StoreError;
use rust_xlsxwriter::XlsxError;

use crate::error::ReportError;

/// An export that came to no end. Formats need not know which file they write.
#[derive(Debug)]
pub(super) enum Stopped {
    /// Something else.
    Report(ReportError),
    /// The output.
    Output(io::Error),
}

impl Stopped {
    pub(super) fn while_writing(self, path: &Path) -> ReportError {
        match self {
            Self::Report(error) => error,
            Self::Output(error) => ReportError::File {
                path: path.to_owned(),
                error,
            },
        }
    }
}

impl From<ReportError> for Stopped {
    fn from(error: ReportError) -> Self {
        Self::Report(error)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Report(error.into())
    }
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<csv::Error> for Stopped {
    fn from(error: csv::Error) -> Self {
        Self::Output(error.into())
    }
}

impl From<serde_json::Error> for Stopped {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

impl From<XlsxError> for Stopped {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => Self::Output(error),
            other => Self::Report(ReportError::Workbook(other.to_string())),
        }
    }
}
