//! Bundles: what a tablet has that no server confirmed, as one file that somebody carries to
//! headquarters. For a tablet whose token was revoked, and for one that never gets a network.
//!
//! A bundle is a ZIP archive. `journal/<seq>.kkb` are batches as they are pushed
//! ([`kakou_journal::batch`]), each signed by the tablet and named by its first entry, and
//! `evidence/<sha256>` the photos that they name: whoever carries the file can neither alter nor add
//! anything.

mod read;
mod write;

use kakou_domain::{AuthorId, DivisionCode, Seq};
use serde::Serialize;

use crate::error::is_disk_full;

/// From where on a bundle has the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BundleFrom {
    /// What no receipt covers.
    Unconfirmed,
    /// All of it, for a server that was restored from a backup.
    Beginning,
}

/// What a bundle has in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bundled {
    /// Whose journal.
    pub author: AuthorId,
    /// Of the tablet's key, to be compared by word of mouth.
    pub fingerprint: String,
    /// How many entries.
    pub entries: usize,
    /// The newest of them.
    pub to: Seq,
    /// How many photos.
    pub files: usize,
}

/// Whom headquarters admits with a bundle of a tablet that never enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admit {
    /// The person or the team.
    pub name: String,
    /// What it may see.
    pub division: DivisionCode,
    /// Of its key, as the tablet shows it: a person compared it.
    pub fingerprint: String,
}

/// What taking in a bundle changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleTaken {
    /// Whose journal.
    pub author: AuthorId,
    /// The person or the team.
    pub name: String,
    /// How many entries are new here.
    pub new: usize,
    /// How many were here already.
    pub known: usize,
    /// The newest entry that is here now.
    pub to: Seq,
    /// How many photos are new here.
    pub new_files: usize,
    /// How many files were left out, for nothing that the tablet stated names them.
    pub left_out: usize,
}

/// A file that is no bundle, or not a whole one.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// Something else, cut off, or altered on the way.
    #[error("this is no bundle, or it is damaged: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// No room, or no right to write there.
    #[error("the bundle was not written: {0}; everything is still on this device")]
    NotWritten(std::io::Error),
    /// The archive has none of a bundle's files.
    #[error("this archive is no bundle")]
    NotABundle,
    /// A batch in it cannot be read.
    #[error("the bundle is damaged: {0}")]
    Batch(#[from] kakou_journal::BatchError),
    /// Two tablets in one bundle.
    #[error("the bundle has entries of more than one tablet")]
    SeveralAuthors,
    /// Nobody admitted the tablet.
    #[error(
        "the tablet {author} is not admitted here. Its fingerprint is {fingerprint}: compare that with \
         what the tablet shows, then admit it with --fingerprint {fingerprint}; nothing was taken in"
    )]
    NotAdmitted {
        /// Which.
        author: AuthorId,
        /// Of its key.
        fingerprint: String,
    },
    /// Whom headquarters would admit is somebody else.
    #[error("the bundle is of a tablet with the fingerprint {0}; nothing was taken in")]
    OtherFingerprint(String),
}

impl BundleError {
    /// Stable, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Archive(_) => "bundle-damaged",
            Self::NotWritten(error) if is_disk_full(error) => "disk-full",
            Self::NotWritten(_) => "file",
            Self::NotABundle => "not-a-bundle",
            Self::Batch(error) => error.code(),
            Self::SeveralAuthors => "bundle-of-several",
            Self::OtherFingerprint(_) => "bundle-other-fingerprint",
            Self::NotAdmitted { .. } => "bundle-not-admitted",
        }
    }
}

/// Where the batches lie in the archive.
const JOURNAL: &str = "journal/";
/// Where the photos lie, each under its hash.
const EVIDENCE: &str = "evidence/";
