//! What can go wrong while a paper or an export is made.

use std::path::PathBuf;

use kakou_domain::reports::ChangedPassages;
use kakou_store::{StoreError, is_disk_full};

use crate::export::{Format, Subject};

/// The most changed passages of a bulletin that are told one by one.
const MOST_PASSAGES: usize = 20;

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
    /// What was checked is not what would be issued.
    #[error("bulletin {number} has changed since {checker} checked it; check it again")]
    Changed {
        /// Its number.
        number: String,
        /// Who checked it.
        checker: String,
        /// What is different.
        changed: ChangedPassages,
    },
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
            Self::Changed { .. } => "bulletin-changed",
            Self::NoLibreOffice => "no-libreoffice",
            Self::PdfNotMade(_) => "pdf-not-made",
            Self::UnknownEnding { .. } => "unknown-ending",
            Self::File { error, .. } => match is_disk_full(error) {
                true => "disk-full",
                false => "paper-not-saved",
            },
        }
    }

    /// Single lines for a person beside the message: what has changed in a bulletin.
    pub fn details(&self) -> Vec<String> {
        let Self::Changed { changed, .. } = self else {
            return Vec::new();
        };
        let new = changed.new.iter().take(MOST_PASSAGES);
        let mut lines: Vec<String> = new.map(|text| format!("now: {text}")).collect();
        if changed.new.len() > MOST_PASSAGES {
            let more = changed.new.len() - MOST_PASSAGES;
            lines.push(format!("and {more} more passages"));
        }
        match changed.gone {
            0 if lines.is_empty() => lines.push("its heading or a table".to_owned()),
            0 => {}
            gone => lines.push(format!(
                "{gone} passages that were checked do not read so any more"
            )),
        }
        lines
    }
}
