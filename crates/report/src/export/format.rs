//! What an export is written as.

use std::fmt;
use std::path::Path;

use crate::error::{ReportError, Result};

/// What an export is written as, by the ending of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// UTF-8 with a byte order mark, as Excel wants it.
    Csv,
    /// A workbook.
    Xlsx,
    /// A map layer, RFC 7946.
    GeoJson,
    /// A JSON document a line.
    JsonLines,
}

impl Format {
    const ALL: [Self; 4] = [Self::Csv, Self::Xlsx, Self::GeoJson, Self::JsonLines];

    /// The format of a file.
    ///
    /// # Errors
    /// When its ending is none of those that are written.
    pub fn of(path: &Path) -> Result<Self> {
        let ending = path.extension().and_then(|ending| ending.to_str());
        let ending = ending.unwrap_or_default().to_ascii_lowercase();
        let found = Self::ALL.into_iter().find(|one| one.ending() == ending);
        found.ok_or_else(|| ReportError::ExportEnding(path.to_owned()))
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::GeoJson => "geojson",
            Self::JsonLines => "jsonl",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, ".{}", self.ending())
    }
}
