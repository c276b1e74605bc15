//! An entry as it travels, and as it is stored.

use kakou_domain::Seq;

use crate::hash::{ChainHash, PayloadHash};

/// What travels of an entry: its payload, or the hash in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// The bytes that the author serialised once, verbatim.
    Payload(Vec<u8>),
    /// The payload is out of the receiver's scope, dropped or erased; its hash keeps the chain.
    Withheld(PayloadHash),
}

impl Item {
    /// The payload's hash, computed from the bytes where they are there.
    pub fn hash(&self) -> PayloadHash {
        match self {
            Self::Payload(bytes) => PayloadHash::of(bytes),
            Self::Withheld(hash) => *hash,
        }
    }
}

/// An entry as a store keeps it. The two hashes are there so that verification can name the entry
/// that was altered, and not only say that the journal as a whole does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its place in the journal.
    pub seq: Seq,
    /// The payload, unless it was withheld, dropped or erased.
    pub payload: Option<Vec<u8>>,
    /// The payload's hash, as written when the entry was.
    pub payload_hash: PayloadHash,
    /// The chain's hash after this entry, as written when the entry was.
    pub chain_hash: ChainHash,
}
