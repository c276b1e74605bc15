//! The server's signed word that it has a journal up to an entry.

use kakou_domain::{AuthorId, Seq};
use serde::{Deserialize, Serialize};

use crate::error::JournalError;
use crate::framed::framed;
use crate::hash::ChainHash;
use crate::head::Head;
use crate::key::{PublicKey, Signature};
use crate::signer::{SignError, Signer};

/// What the server answers to a push: the journal of `author` is durable up to `seq`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Whose journal.
    pub author: AuthorId,
    /// The newest entry that the server has.
    pub seq: Seq,
    /// The chain's hash after that entry.
    pub head: ChainHash,
    /// The server's epoch, a UUID as text. Another one means that the server was restored from a
    /// backup and may have lost what came later.
    pub epoch: String,
    /// The newest entry of this journal of which a backup exists; the tablet keeps every payload
    /// above it.
    pub backed_up_to: Seq,
    /// The server's time, RFC 3339 text with its offset.
    pub received_at: String,
    /// The entries that the server keeps but cannot use, in the order of their seqs.
    pub set_aside: Vec<SetAside>,
    /// By the server's key, over the framed fields (`kakou/1/receipt`, suite, server's public key,
    /// author, seq, head, epoch, backed_up_to, received_at, and of each entry set aside its seq and
    /// its code). Seqs are 8 bytes big-endian, texts UTF-8.
    pub signature: Signature,
}

/// An entry that the server has taken but cannot use in its projections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Which entry.
    pub seq: Seq,
    /// Why, as a stable code.
    pub code: String,
}

impl Receipt {
    /// Makes the receipt for `head` and signs it with the server's key.
    ///
    /// # Errors
    /// When the server's key does not sign.
    pub fn sign(
        server: &dyn Signer,
        head: &Head,
        epoch: String,
        backed_up_to: Seq,
        received_at: String,
        set_aside: Vec<SetAside>,
    ) -> Result<Self, SignError> {
        let mut receipt = Self {
            author: head.author,
            seq: head.seq,
            head: head.hash,
            epoch,
            backed_up_to,
            received_at,
            set_aside,
            signature: Signature([0; 64]),
        };
        receipt.signature = server.sign(&receipt.message(&server.public_key()))?;
        Ok(receipt)
    }

    /// Whether the server with this key signed exactly this receipt. The caller says which server's
    /// key it trusts; the receipt does not.
    ///
    /// # Errors
    /// [`JournalError::BadSignature`] when it did not.
    pub fn verify(&self, server: &PublicKey) -> Result<(), JournalError> {
        server.verify(&self.message(server), &self.signature)
    }

    fn message(&self, server: &PublicKey) -> Vec<u8> {
        let (suite, seq) = ([server.suite().code()], self.seq.0.to_be_bytes());
        let backed_up_to = self.backed_up_to.0.to_be_bytes();
        let seqs: Vec<[u8; 8]> = self
            .set_aside
            .iter()
            .map(|one| one.seq.0.to_be_bytes())
            .collect();
        let mut fields: Vec<&[u8]> = vec![
            &suite,
            &server.0,
            &self.author.0,
            &seq,
            &self.head.0,
            self.epoch.as_bytes(),
            &backed_up_to,
            self.received_at.as_bytes(),
        ];
        for (seq, one) in seqs.iter().zip(&self.set_aside) {
            fields.push(seq);
            fields.push(one.code.as_bytes());
        }
        framed("kakou/1/receipt", &fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SoftwareKey;

    fn server() -> SoftwareKey {
        SoftwareKey::from_seed(&[5; 32])
    }

    fn receipt() -> Receipt {
        let head = Head {
            author: AuthorId([1; 16]),
            seq: Seq(8),
            hash: ChainHash([2; 32]),
        };
        Receipt::sign(
            &server(),
            &head,
            "01702e6a-3b00-7000-8000-000000000001".to_owned(),
            Seq(6),
            "2020-02-14T18:00:00.000+08:00".to_owned(),
            vec![SetAside {
                seq: Seq(7),
                code: "unknown-checklist".to_owned(),
            }],
        )
        .unwrap()
    }

    #[test]
    fn a_receipt_holds_after_its_way_through_json() {
        let json = serde_json::to_string(&receipt()).unwrap();
        let read: Receipt = serde_json::from_str(&json).unwrap();
        assert_eq!(read, receipt());
        assert_eq!(read.verify(&server().public_key()), Ok(()));
    }

    #[test]
    fn every_field_of_a_receipt_is_bound_by_the_signature() {
        type Change = fn(&mut Receipt);
        let changes: [Change; 9] = [
            |r| r.author = AuthorId([9; 16]),
            |r| r.seq = Seq(9),
            |r| r.head = ChainHash([9; 32]),
            |r| r.epoch.push('0'),
            |r| r.backed_up_to = Seq(8),
            |r| r.received_at.push('0'),
            |r| r.set_aside.clear(),
            |r| r.set_aside[0].seq = Seq(6),
            |r| r.set_aside[0].code.push('0'),
        ];
        for change in changes {
            let mut changed = receipt();
            change(&mut changed);
            assert_eq!(
                changed.verify(&server().public_key()),
                Err(JournalError::BadSignature),
                "{changed:?}"
            );
        }
    }

    #[test]
    fn another_servers_receipt_is_refused() {
        let other = SoftwareKey::from_seed(&[6; 32]).public_key();
        assert_eq!(receipt().verify(&other), Err(JournalError::BadSignature));
    }
}
