//! What can be wrong with a journal.

use kakou_domain::AuthorId;

use crate::signer::SignError;
use crate::verify::BadEntry;

/// Why a journal, a head or a receipt does not hold, or could not be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// The signature is not that key's over these fields.
    #[error("the signature does not hold")]
    BadSignature,
    /// One author's head was given to another's key to sign.
    #[error("the head of author {author} cannot be signed by {signer}")]
    ForeignHead {
        /// Whose head it is.
        author: AuthorId,
        /// Whose key was to sign it.
        signer: AuthorId,
    },
    /// The first entry that does not hold.
    #[error(transparent)]
    BadEntry(#[from] BadEntry),
    /// The key could not be made or used.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// What was typed cannot be a check code.
    #[error("not a check code: {0}")]
    NotACheckCode(String),
}

impl JournalError {
    /// A stable name for messages and machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadSignature => "bad-signature",
            Self::ForeignHead { .. } => "foreign-head",
            Self::BadEntry(bad) => bad.reason.code(),
            Self::Sign(error) => error.code(),
            Self::NotACheckCode(_) => "not-a-check-code",
        }
    }
}
