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
        // Its own way to an error of the output forgets that a disk is full.
        Self::Output(match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_as_such_by_whatever_writes() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        for stopped in [
            Stopped::from(full()),
            csv::Error::from(full()).into(),
            serde_json::Error::io(full()).into(),
            XlsxError::IoError(full()).into(),
            XlsxError::TempFileError("out".into(), full()).into(),
        ] {
            let error = stopped.while_writing(Path::new("out.csv"));
            assert_eq!(error.code(), "disk-full", "{error}");
        }
    }
}
