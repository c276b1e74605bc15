//! Proves that a journal is unaltered, or names the first entry that is not.

use kakou_domain::Seq;

use crate::hash::{ChainHash, PayloadHash, extend, genesis};
use crate::head::{Head, SignedHead};
use crate::item::{Item, StoredEntry};
use crate::key::PublicKey;

/// The first entry that does not hold, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("entry {seq}: {reason}")]
pub struct BadEntry {
    /// Which entry.
    pub seq: Seq,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The payload is not the one that the entry was written with.
    #[error("the payload does not match its stored hash")]
    PayloadAltered,
    /// The entry does not continue the one before it: a hash was altered, or entries were swapped,
    /// put in or taken out and renumbered.
    #[error("the entry does not continue the chain")]
    ChainBroken,
    /// The entry is not there, although later ones or the signed head say that it was.
    #[error("the entry is missing")]
    Missing,
    /// The seq comes a second time.
    #[error("the entry comes a second time")]
    Repeated,
    /// The entry lies behind the newest one that the author signed.
    #[error("the entry is not covered by the author's signature")]
    NotSigned,
    /// The chain is whole in itself but is not the one that the author signed.
    #[error("the chain does not lead to the signed head")]
    HeadMismatch,
    /// The signature of the head (of which this is the seq) does not hold.
    #[error("the signature of the head does not hold")]
    BadSignature,
    /// The head (of which this is the seq) is another author's.
    #[error("the head is another author's")]
    ForeignHead,
}

impl Reason {
    /// A stable name for messages and machines.
    pub fn code(self) -> &'static str {
        match self {
            Self::PayloadAltered => "payload-altered",
            Self::ChainBroken => "chain-broken",
            Self::Missing => "entry-missing",
            Self::Repeated => "entry-repeated",
            Self::NotSigned => "entry-not-signed",
            Self::HeadMismatch => "head-mismatch",
            Self::BadSignature => "bad-signature",
            Self::ForeignHead => "foreign-head",
        }
    }
}

/// Walks along a journal entry by entry and keeps only where it stands, so that a journal of any
/// length is verified in little memory, and continued where it was left.
#[derive(Debug, Clone)]
pub struct Verifier {
    key: PublicKey,
    seq: Seq,
    hash: ChainHash,
}

impl Verifier {
    /// Before the first entry of the journal of this key.
    pub fn from_genesis(key: &PublicKey) -> Self {
        Self::resume(key, Seq(0), genesis(key.suite(), key))
    }

    /// After entry `seq`, up to which the journal was verified before and had this chain hash.
    pub fn resume(key: &PublicKey, seq: Seq, hash: ChainHash) -> Self {
        Self {
            key: *key,
            seq,
            hash,
        }
    }

    /// Where the journal stands after what was pushed. Not yet proved: [`Self::finish`] does that.
    pub fn head(&self) -> Head {
        Head {
            author: self.key.author(),
            seq: self.seq,
            hash: self.hash,
        }
    }

    /// Takes the next entry as it travels, and gives the chain's hash after it.
    pub fn push(&mut self, item: &Item) -> ChainHash {
        self.advance(&item.hash())
    }

    /// Takes the next entry as it is stored, and gives the chain's hash after it.
    ///
    /// # Errors
    /// When it is not the next entry, its payload is altered, or it does not continue the chain.
    /// The verifier stays where it was.
    pub fn push_stored(&mut self, entry: &StoredEntry) -> Result<ChainHash, BadEntry> {
        let next = self.seq.next();
        if entry.seq > next {
            return Err(BadEntry {
                seq: next,
                reason: Reason::Missing,
            });
        }
        let bad = |reason| {
            Err(BadEntry {
                seq: entry.seq,
                reason,
            })
        };
        if entry.seq < next {
            return bad(Reason::Repeated);
        }
        if entry
            .payload
            .as_ref()
            .is_some_and(|bytes| PayloadHash::of(bytes) != entry.payload_hash)
        {
            return bad(Reason::PayloadAltered);
        }
        if extend(&self.hash, &entry.payload_hash) != entry.chain_hash {
            return bad(Reason::ChainBroken);
        }
        Ok(self.advance(&entry.payload_hash))
    }

    /// Proves that what was pushed is the journal that its author signed, to the last entry.
    ///
    /// # Errors
    /// When the head is another author's or its signature does not hold, when entries are missing at
    /// the end or lie behind the signed one, or when the chain leads elsewhere.
    pub fn finish(self, signed: &SignedHead) -> Result<Head, BadEntry> {
        let bad = |seq, reason| Err(BadEntry { seq, reason });
        if signed.public_key != self.key {
            return bad(signed.seq, Reason::ForeignHead);
        }
        if signed.verify().is_err() {
            return bad(signed.seq, Reason::BadSignature);
        }
        if signed.seq > self.seq {
            return bad(self.seq.next(), Reason::Missing);
        }
        if signed.seq < self.seq {
            return bad(signed.seq.next(), Reason::NotSigned);
        }
        if signed.hash != self.hash {
            return bad(signed.seq, Reason::HeadMismatch);
        }
        Ok(self.head())
    }

    fn advance(&mut self, payload: &PayloadHash) -> ChainHash {
        self.seq = self.seq.next();
        self.hash = extend(&self.hash, payload);
        self.hash
    }
}

/// Verifies a stored journal from its first entry, in the order of its seqs, against the newest
/// head that its author signed.
///
/// # Errors
/// The first bad entry.
pub fn verify(
    key: &PublicKey,
    entries: impl IntoIterator<Item = StoredEntry>,
    signed: &SignedHead,
) -> Result<Head, BadEntry> {
    let mut verifier = Verifier::from_genesis(key);
    for entry in entries {
        verifier.push_stored(&entry)?;
    }
    verifier.finish(signed)
}
