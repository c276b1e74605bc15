//! What is wrong with a file as a whole.

use std::path::PathBuf;

use super::{MAX_FILE_BYTES, MAX_ROWS};

/// Why a file gives no table.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The operating system does not give its content.
    #[error("{} cannot be read: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// It is longer than [`MAX_FILE_BYTES`].
    #[error("the file is larger than {} MB; split it", MAX_FILE_BYTES >> 20)]
    TooLarge,
    /// The workbook, unpacked, is longer than any list of sites would be.
    #[error("the workbook unpacks to more than {limit_mb} MB; save only the sheet with the list")]
    TooLargeUnpacked {
        /// What is taken, in megabytes.
        limit_mb: u64,
    },
    /// It has more than [`MAX_ROWS`] rows.
    #[error("the file has more than {MAX_ROWS} rows; split it")]
    TooManyRows,
    /// The format of Excel before 2007, or a workbook with a password.
    #[error(
        "this is an old .xls workbook or one with a password; \
         save it as .xlsx without a password, or as CSV"
    )]
    OldWorkbook,
    /// A zip file that is no workbook, or a damaged one.
    #[error("the workbook cannot be read: {reason}")]
    BadWorkbook {
        /// The reader's words.
        reason: String,
    },
    /// Neither UTF-8, UTF-16 with a byte order mark, nor GB18030.
    #[error("the text is neither UTF-8 nor GB18030; save it as CSV UTF-8")]
    UnknownEncoding,
    /// It has zero bytes, which no text has.
    #[error("the file is neither a CSV text nor an .xlsx workbook")]
    NotATable,
    /// There is no row with anything in it.
    #[error("the file is empty: it needs a row of headings and rows below it")]
    Empty,
}

impl ImportError {
    /// Stable, for scripts and for the texts of a user interface.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "file-unreadable",
            Self::TooLarge => "file-too-large",
            Self::TooLargeUnpacked { .. } => "workbook-too-large",
            Self::TooManyRows => "too-many-rows",
            Self::OldWorkbook => "old-workbook",
            Self::BadWorkbook { .. } => "bad-workbook",
            Self::UnknownEncoding => "unknown-encoding",
            Self::NotATable => "not-a-table",
            Self::Empty => "empty-file",
        }
    }
}
