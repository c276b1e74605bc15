//! Entries on their way: consecutive items of one journal, with the author's signed head.
//!
//! # Wire format, version 1
//!
//! Numbers are unsigned and big-endian. A batch is a header of 20 bytes and a frame:
//!
//! | bytes | what |
//! |---|---|
//! | 3 | magic `KKB` |
//! | 1 | format version, 1 |
//! | 4 | id of the dictionary that the frame is compressed with; 0 is none |
//! | 4 | length of the frame |
//! | 8 | the first 8 bytes of SHA-256 over the 12 bytes before and the frame |
//! | … | exactly one zstd frame, window at most 2 MiB, and nothing behind it |
//!
//! The digest is against accidents (zstd's own checksum does not cover its header); against
//! forgery stands the signature. The frame's content, where «text» means a length of 4 bytes
//! and then so many bytes:
//!
//! | bytes | what |
//! |---|---|
//! | 1 | suite, 1 is Ed25519 with SHA-256 |
//! | text | the author's public key, 32 bytes |
//! | 8 | seq of the first item, at least 1 |
//! | 4 | number of items |
//! | per item: 1 | 1 is a payload, 2 is the hash of a withheld one |
//! | per item: text | the payload's bytes, or the 32 bytes of the hash |
//! | 8 | seq of the signed head |
//! | text | chain hash of the signed head, 32 bytes |
//! | text | signature of the signed head, 64 bytes |
//!
//! Nothing may follow. No seq is above 2^53 − 1, so that JSON can carry each one exactly. Whether the
//! chain and the signature hold is not asked when a batch is read: [`Batch::verify`] does that.

mod content;
mod decode;
mod encode;
mod error;
mod header;
mod limits;

use kakou_domain::{AuthorId, Seq};

pub use decode::decode;
pub use encode::encode;
pub use error::BatchError;
pub use limits::Limits;

use crate::error::JournalError;
use crate::hash::ChainHash;
use crate::head::SignedHead;
use crate::item::Item;
use crate::key::PublicKey;
use crate::verify::Verifier;

/// Consecutive items of one journal. None is a batch too: it carries the head alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The seq of the first item, from 1.
    pub from: Seq,
    /// The items from there on, without a gap.
    pub items: Vec<Item>,
    /// The author's key, and the newest head that it has signed. To [verify](Self::verify), it must
    /// be the head after the last item.
    pub head: SignedHead,
}

impl Batch {
    /// The key of the journal's author.
    pub fn public_key(&self) -> &PublicKey {
        &self.head.public_key
    }

    /// Whose journal it is.
    pub fn author(&self) -> AuthorId {
        self.head.public_key.author()
    }

    /// Recomputes the chain from the hash before the first item (for `from` 1, the
    /// [genesis](crate::genesis)) and proves that it leads to the signed head. Gives the chain's
    /// hash after each item.
    ///
    /// # Errors
    /// [`JournalError::BadEntry`] when the signature does not hold, or the items do not lead from
    /// `previous` to the signed head.
    pub fn verify(&self, previous: &ChainHash) -> Result<Vec<ChainHash>, JournalError> {
        let before = Seq(self.from.0.saturating_sub(1));
        let mut verifier = Verifier::resume(self.public_key(), before, *previous);
        let hashes = self.items.iter().map(|item| verifier.push(item)).collect();
        verifier.finish(&self.head)?;
        Ok(hashes)
    }
}
