//! What can go wrong while a paper is made.

use std::path::PathBuf;

use kakou_store::StoreError;

/// A paper that was not made, or not saved. Nothing was changed.
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

impl ReportError {
    /// Stable and kebab-case, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::NoChineseFont => "no-chinese-font",
            Self::Typesetting(_) => "paper-not-set",
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
