//! What can go wrong while a paper or an export is made.

use std::path::PathBuf;

use kakou_store::StoreError;

use crate::export::{Format, Subject};

/// A paper or an export that was not made, or not saved. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system has no font with Chinese characters.
    #[error("no font with Chinese characters was found on this system")]
    NoChineseFont,
    /// The typesetter refused.
    #[error("the paper cannot be set: {0}")]
    Typesetting(String),
    /// The ending of a file says nothing of what is to be written.
    #[error("{}: the file of an export ends in .csv, .xlsx, .geojson or .jsonl", .0.display())]
    ExportEnding(PathBuf),
    /// A subject in a form that makes no sense.
    #[error("{subject} cannot be written as {format}, but as {}", listed(*subject))]
    ExportForm {
        /// What.
        subject: Subject,
        /// As what.
        format: Format,
    },
    /// The workbook's library refused.
    #[error("the workbook cannot be made: {0}")]
    Workbook(String),
    /// A bulletin that is issued has a number.
    #[error("a bulletin that is issued needs its number")]
    NoNumber,
    /// A PDF of a bulletin is set by LibreOffice, and there is none.
    #[error("LibreOffice was not found on this system")]
    NoLibreOffice,
    /// LibreOffice failed, or took too long.
    #[error("LibreOffice made no PDF: {0}")]
    PdfNotMade(String),
    /// A bulletin is not written in that format.
    #[error("a bulletin is saved as .docx, .pdf, .txt, .html or .json, not as {path}")]
    UnknownEnding {
        /// The file that was asked for.
        path: PathBuf,
    },
    /// The file cannot be written.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// What this crate's functions answer.
pub type Result<T, E = ReportError> = std::result::Result<T, E>;

fn listed(subject: Subject) -> String {
    let formats = subject.formats();
    let texts: Vec<String> = formats.iter().map(ToString::to_string).collect();
    texts.join(", ")
}

impl ReportError {
    /// Stable and kebab-case, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::NoChineseFont => "no-chinese-font",
            Self::Typesetting(_) => "paper-not-set",
            Self::ExportEnding(_) => "export-ending",
            Self::ExportForm { .. } => "export-form",
            Self::Workbook(_) => "workbook-not-made",
            Self::NoNumber => "bulletin-without-number",
            Self::NoLibreOffice => "no-libreoffice",
            Self::PdfNotMade(_) => "pdf-not-made",
            Self::UnknownEnding { .. } => "unknown-ending",
            Self::File { error, .. } => match error.kind() {
                std::io::ErrorKind::StorageFull => "disk-full",
                _ => "paper-not-saved",
            },
        }
    }
}
