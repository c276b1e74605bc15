//! The journal: payload bytes and their hashes, the chain over those hashes, keys and signatures,
//! receipts, check codes, and the encoding in which entries travel.
//!
//! Everything here is pure: bytes in, bytes or a verdict out. No files, no clock, no database; the
//! only thing taken from outside is randomness for a new key. What a payload means is the
//! business of `kakou-domain`; this crate never parses one.

pub mod batch;
mod code;
mod dictionary;
mod error;
mod fact_id;
mod framed;
mod hash;
mod head;
mod holds;
mod item;
mod key;
mod receipt;
mod signer;
mod stretch;
mod text;
mod verify;

pub use batch::{Batch, BatchError, Limits};
pub use code::{
    check_code, fingerprint, in_groups, letters, normalise, read_fingerprint, read_letters,
};
pub use dictionary::Dictionary;
pub use error::JournalError;
pub use fact_id::{MOST_IN_A_MILLISECOND, fact_id, is_fact_id_of};
pub use framed::framed;
pub use hash::{ChainHash, FORMAT_VERSION, PayloadHash, extend, genesis};
pub use head::{Head, SignedHead};
pub use holds::{HoldsProof, Nonce};
pub use item::{Item, StoredEntry};
pub use key::{PublicKey, Signature, Suite};
pub use receipt::{Receipt, SetAside};
pub use signer::{SignError, Signer, SoftwareKey};
pub use stretch::Stretch;
pub use verify::{BadEntry, Reason, Verifier, verify};
