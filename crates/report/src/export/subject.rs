//! What can be exported. A new subject is a file with its columns, and a line in each list here.

use std::fmt;

use super::format::Format;
use super::table::Table;
use super::{coverage, dispositions, findings, sites, tallies, visits};

/// What an export is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Visits as they stand now.
    Visits,
    /// Faults as they stand now.
    Findings,
    /// What is needed of others; never counted with the faults.
    Needs,
    /// What followed for persons and units.
    Dispositions,
    /// What checkpoints counted.
    Tallies,
    /// How much of each round is done.
    Coverage,
    /// Sites.
    Sites,
    /// The entries of the journals, as they were signed.
    Facts,
    /// Everything but the facts, a sheet a subject.
    All,
}

impl Subject {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 9] = [
        Self::Visits,
        Self::Findings,
        Self::Needs,
        Self::Dispositions,
        Self::Tallies,
        Self::Coverage,
        Self::Sites,
        Self::Facts,
        Self::All,
    ];

    /// Its stable name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Visits => "visits",
            Self::Findings => "findings",
            Self::Needs => "needs",
            Self::Dispositions => "dispositions",
            Self::Tallies => "tallies",
            Self::Coverage => "coverage",
            Self::Sites => "sites",
            Self::Facts => "facts",
            Self::All => "all",
        }
    }

    /// The subject of this name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }

    /// What it can be written as.
    pub fn formats(self) -> Vec<Format> {
        match self.tables()[..] {
            [] => vec![Format::JsonLines],
            [table] if table.feature().is_some() => {
                vec![Format::Csv, Format::Xlsx, Format::GeoJson]
            }
            [_] => vec![Format::Csv, Format::Xlsx],
            _ => vec![Format::Xlsx],
        }
    }

    /// Its tables; none for facts, which are not cut into cells.
    pub(super) fn tables(self) -> Vec<&'static dyn Table> {
        match self {
            Self::Visits => vec![&visits::VISITS],
            Self::Findings => vec![&findings::FINDINGS],
            Self::Needs => vec![&findings::NEEDS],
            Self::Dispositions => vec![&dispositions::DISPOSITIONS],
            Self::Tallies => vec![&tallies::TALLIES],
            Self::Coverage => vec![&coverage::COVERAGE],
            Self::Sites => vec![&sites::SITES],
            Self::Facts => Vec::new(),
            Self::All => {
                let others = Self::ALL.into_iter().filter(|one| *one != Self::All);
                others.flat_map(Self::tables).collect()
            }
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
