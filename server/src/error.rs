//! What can go wrong in the server's commands, with a stable code for messages.

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use kakou_domain::checklist::{TemplateError, TemplateFault};
use kakou_domain::{CampaignId, DivisionCode, SiteId, SiteKind};
use kakou_report::ReportError;
use kakou_store::{ParcelError, StoreError, is_disk_full};
use uuid::Uuid;

use crate::import::{ImportError, RowError};

/// The most rows of a file, or faults of a checklist, that are listed.
const MOST_DETAILS: usize = 50;

/// A command that did not happen. Nothing was changed by it.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file gives no table.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// Rows of a file are wrong.
    #[error("the file has {} errors; nothing of it was taken in", .0.len())]
    Rows(Vec<RowError>),
    /// A file is no checklist.
    #[error("{0}")]
    Checklist(#[from] TemplateError),
    /// A checklist is wrong.
    #[error("the checklist has {} faults; it was not published", .0.len())]
    Faulty(Vec<TemplateFault>),
    /// An export or a bulletin was not made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// What was typed makes no sense.
    #[error("{0}")]
    BadValue(String),
    /// A pack cannot be made.
    #[error(transparent)]
    Pack(#[from] ParcelError),
    /// A file could not be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A new county's folder holds something else.
    #[error("{} is not empty; name a folder that is not there yet", .0.display())]
    NotEmpty(PathBuf),
    /// Another server works on the folder.
    #[error("a server is running on {}; stop it first", .0.display())]
    Running(PathBuf),
    /// A county's code has six digits.
    #[error("{0} is not a county's code; it has 6 digits")]
    NotACounty(DivisionCode),
    /// Nobody stated the division.
    #[error("division {0} is not known here")]
    UnknownDivision(DivisionCode),
    /// No such round.
    #[error("there is no campaign {0}")]
    UnknownCampaign(CampaignId),
    /// Nothing was drawn under this id.
    #[error("nothing was drawn by lot under {0}")]
    NoDraw(Uuid),
    /// What was assigned is not what the lot gives, or somebody chose the seed.
    #[error("{0} of the draws do not give what was assigned, or not by a seed that nobody chose")]
    DrawDiffers(usize),
    /// No such team.
    #[error("there is no team called {0}")]
    UnknownTeam(String),
    /// No such site.
    #[error("there is no site {0}")]
    UnknownSite(SiteId),
    /// No published checklist is for the kind.
    #[error("no checklist for sites of kind {0} is published")]
    UnknownKind(SiteKind),
    /// A round ends before it begins.
    #[error("it ends on {to}, before its first day {from}")]
    EndsBefore {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// A name or a title says nothing or is too long.
    #[error("the {what} must have 1 to 60 characters")]
    BadText {
        /// Which.
        what: &'static str,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        error: std::io::Error,
    },
    /// The certificate or its key cannot be used.
    #[error("the certificate cannot be used: {0}")]
    Tls(std::io::Error),
    /// The server stopped by itself.
    #[error("the server stopped: {0}")]
    Stopped(std::io::Error),
    /// The text is too long for a QR code.
    #[error("the address is too long for a QR code")]
    TooLongForQr,
    /// A journal does not hold.
    #[error("{0} of the journals here do not hold")]
    Altered(usize),
    /// Standard output was closed, or is full.
    #[error("standard output: {0}")]
    Output(std::io::Error),
}

impl ServerError {
    /// An error of a file.
    pub(crate) fn file(path: impl Into<PathBuf>, error: std::io::Error) -> Self {
        let path = path.into();
        Self::File { path, error }
    }

    /// Stable, kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Import(error) => error.code(),
            Self::Rows(_) => "bad-rows",
            Self::Checklist(error) => error.code(),
            Self::Faulty(_) => "checklist-faulty",
            Self::Report(error) => error.code(),
            Self::BadValue(_) => "bad-value",
            Self::Pack(error) => error.code(),
            Self::File { error, .. } if is_disk_full(error) => "disk-full",
            Self::File { .. } => "file",
            Self::NotEmpty(_) => "folder-not-empty",
            Self::Running(_) => "server-running",
            Self::NotACounty(_) => "not-a-county",
            Self::UnknownDivision(_) => "unknown-division",
            Self::UnknownCampaign(_) => "unknown-campaign",
            Self::NoDraw(_) => "no-draw",
            Self::DrawDiffers(_) => "draw-differs",
            Self::UnknownTeam(_) => "unknown-team",
            Self::UnknownSite(_) => "unknown-site",
            Self::UnknownKind(_) => "unknown-kind",
            Self::EndsBefore { .. } => "ends-before-it-begins",
            Self::BadText { .. } => "bad-text",
            Self::Listen { .. } => "cannot-listen",
            Self::Tls(_) => "bad-certificate",
            Self::Stopped(_) => "server-stopped",
            Self::TooLongForQr => "too-long-for-qr",
            Self::Altered(_) => "journal-altered",
            Self::Output(_) => "output",
        }
    }

    /// Each single fault, for a person: at most fifty lines, then how many more there are.
    pub fn details(&self) -> Vec<String> {
        match self {
            Self::Rows(errors) => listed(errors, RowError::code),
            Self::Faulty(faults) => listed(faults, TemplateFault::code),
            Self::Report(error) => error.details(),
            _ => Vec::new(),
        }
    }
}

fn listed<T: std::fmt::Display>(faults: &[T], code: fn(&T) -> &'static str) -> Vec<String> {
    let shown = faults.iter().take(MOST_DETAILS);
    let mut lines: Vec<String> = shown
        .map(|fault| format!("{fault} [{}]", code(fault)))
        .collect();
    if let Some(more) = faults
        .len()
        .checked_sub(MOST_DETAILS)
        .filter(|more| *more > 0)
    {
        lines.push(format!("and {more} more"));
    }
    lines
}
