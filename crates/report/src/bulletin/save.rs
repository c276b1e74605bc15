//! A bulletin as a file: which format its name asks for, and writing it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::document::BulletinDocument;
use super::{docx, html, pdf, text};
use crate::error::{ReportError, Result};

/// The formats of a bulletin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BulletinFormat {
    /// For Word and WPS, to be edited further.
    Docx,
    /// For a printer and for the file.
    Pdf,
    /// For a chat.
    Text,
    /// For a browser.
    Html,
    /// The document itself, with the facts behind each paragraph.
    Json,
}

impl BulletinFormat {
    /// The format that a file's name asks for by its ending.
    ///
    /// # Errors
    /// `unknown-ending` when it is none of theirs.
    pub fn of(path: &Path) -> Result<Self> {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        match ending.to_ascii_lowercase().as_str() {
            "docx" => Ok(Self::Docx),
            "pdf" => Ok(Self::Pdf),
            "txt" => Ok(Self::Text),
            "html" => Ok(Self::Html),
            "json" => Ok(Self::Json),
            _ => Err(ReportError::UnknownEnding {
                path: path.to_owned(),
            }),
        }
    }

    /// What a file of it ends in.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Text => "txt",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// The bulletin in this format.
    ///
    /// # Errors
    /// When it cannot be made: see [`docx`](docx()) and [`pdf`](pdf()).
    pub fn bytes(self, document: &BulletinDocument) -> Result<Vec<u8>> {
        match self {
            Self::Docx => docx(document),
            Self::Pdf => pdf(document),
            Self::Text => Ok(text(document).into_bytes()),
            Self::Html => Ok(html(document).into_bytes()),
            Self::Json => serde_json::to_vec_pretty(document)
                .map_err(|error| ReportError::Typesetting(error.to_string())),
        }
    }
}

/// Writes the bulletin in the format of the file's ending, as a whole or not at all; a file that is
/// there already is replaced.
///
/// # Errors
/// When the ending is unknown, the format cannot be made, or the file cannot be written. What was
/// there before is still there then.
pub fn save(path: &Path, document: &BulletinDocument) -> Result<()> {
    let format = BulletinFormat::of(path)?;
    crate::save::save(path, &format.bytes(document)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_format_in_any_case() {
        let format = |name: &str| BulletinFormat::of(Path::new(name)).ok();
        assert_eq!(format("通报.docx"), Some(BulletinFormat::Docx));
        assert_eq!(format("通报.PDF"), Some(BulletinFormat::Pdf));
        assert_eq!(format("通报.doc"), None);
        assert_eq!(format("通报"), None);
    }
}
