//! Where a journal stands, and the signature over it.

use kakou_domain::{AuthorId, Seq};
use serde::{Deserialize, Serialize};

use crate::error::JournalError;
use crate::framed::framed;
use crate::hash::ChainHash;
use crate::key::{PublicKey, Signature};
use crate::signer::Signer;

/// The newest entry of a journal and the chain's hash after it. It fixes the whole journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Whose journal.
    pub author: AuthorId,
    /// Its newest entry; 0 when it has none.
    pub seq: Seq,
    /// The chain's hash after that entry.
    pub hash: ChainHash,
}

/// A head with its author's signature. Only the newest one need be kept: through the chain it
/// covers every entry before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// The author's key.
    pub public_key: PublicKey,
    /// The newest entry that the signature covers.
    pub seq: Seq,
    /// The chain's hash after that entry.
    pub hash: ChainHash,
    /// By `public_key`, over the framed fields (`kakou/1/head`, suite, public key, seq as 8 bytes
    /// big-endian, hash).
    pub signature: Signature,
}

impl SignedHead {
    /// Signs the author's own head.
    ///
    /// # Errors
    /// [`JournalError::ForeignHead`] when the head is another author's, [`JournalError::Sign`] when the
    /// keystore does not sign.
    pub fn sign(signer: &dyn Signer, head: &Head) -> Result<Self, JournalError> {
        let public_key = signer.public_key();
        if public_key.author() != head.author {
            let (author, signer) = (head.author, public_key.author());
            return Err(JournalError::ForeignHead { author, signer });
        }
        let signature = signer.sign(&message(&public_key, head.seq, &head.hash))?;
        Ok(Self {
            public_key,
            seq: head.seq,
            hash: head.hash,
            signature,
        })
    }

    /// Whether the signature holds for these fields.
    ///
    /// # Errors
    /// [`JournalError::BadSignature`] when it does not.
    pub fn verify(&self) -> Result<(), JournalError> {
        self.public_key.verify(
            &message(&self.public_key, self.seq, &self.hash),
            &self.signature,
        )
    }

    /// What was signed.
    pub fn head(&self) -> Head {
        Head {
            author: self.public_key.author(),
            seq: self.seq,
            hash: self.hash,
        }
    }
}

fn message(key: &PublicKey, seq: Seq, hash: &ChainHash) -> Vec<u8> {
    framed(
        "kakou/1/head",
        &[&[key.suite().code()], &key.0, &seq.0.to_be_bytes(), &hash.0],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SoftwareKey;

    fn head() -> Head {
        let author = SoftwareKey::from_seed(&[1; 32]).public_key().author();
        Head {
            author,
            seq: Seq(3),
            hash: ChainHash([9; 32]),
        }
    }

    #[test]
    fn a_signed_head_holds_until_any_field_changes() {
        let signed = SignedHead::sign(&SoftwareKey::from_seed(&[1; 32]), &head()).unwrap();
        assert_eq!(signed.verify(), Ok(()));
        assert_eq!(signed.head(), head());
        let other = SoftwareKey::from_seed(&[2; 32]).public_key();
        for changed in [
            SignedHead {
                seq: Seq(4),
                ..signed
            },
            SignedHead {
                hash: ChainHash([8; 32]),
                ..signed
            },
            SignedHead {
                public_key: other,
                ..signed
            },
            SignedHead {
                signature: Signature([0; 64]),
                ..signed
            },
        ] {
            assert_eq!(changed.verify(), Err(JournalError::BadSignature));
        }
    }

    #[test]
    fn nobody_signs_anothers_head() {
        let refused = SignedHead::sign(&SoftwareKey::from_seed(&[2; 32]), &head()).unwrap_err();
        assert_eq!(refused.code(), "foreign-head");
    }
}
