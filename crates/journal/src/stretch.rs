//! The part of a chain from one entry to a head that its author signed: enough to prove that the entry
//! stands in the journal, without the journal.

use kakou_domain::Seq;
use serde::{Deserialize, Serialize};

use crate::hash::{ChainHash, PayloadHash, genesis};
use crate::head::SignedHead;
use crate::item::Item;
use crate::verify::{BadEntry, Reason, Verifier};

/// Where an entry stands, and the hashes from it to a signed head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// The entry's place in its author's journal.
    pub seq: Seq,
    /// The chain's hash before the entry.
    pub before: ChainHash,
    /// The hashes of the payloads after it, up to the one of the signed head.
    pub after: Vec<PayloadHash>,
    /// A head at or behind the entry, signed by the author.
    pub head: SignedHead,
}

impl Stretch {
    /// Proves that an entry with this payload's hash stands in the journal of the head's key.
    ///
    /// # Errors
    /// When the hashes do not lead from the entry to the head, or its signature does not hold.
    pub fn prove(&self, payload: PayloadHash) -> Result<(), BadEntry> {
        let key = &self.head.public_key;
        let bad = |reason| BadEntry {
            seq: self.seq,
            reason,
        };
        let before = self.seq.0.checked_sub(1).map(Seq);
        let before = before.ok_or_else(|| bad(Reason::Missing))?;
        if before == Seq(0) && self.before != genesis(key.suite(), key) {
            return Err(bad(Reason::ChainBroken));
        }
        // Whoever counts to the end of what a seq can be is refused before anything is added up.
        if self.seq.0.checked_add(self.after.len() as u64) != Some(self.head.seq.0) {
            return Err(bad(Reason::HeadMismatch));
        }
        let mut verifier = Verifier::resume(key, before, self.before);
        for hash in std::iter::once(&payload).chain(&self.after) {
            verifier.push(&Item::Withheld(*hash));
        }
        verifier.finish(&self.head).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Head, Signer, SoftwareKey, extend};

    /// The journal of a key with so many entries, and the chain's hash after each.
    fn chain(key: &SoftwareKey, entries: u8) -> (Vec<PayloadHash>, Vec<ChainHash>) {
        let public = key.public_key();
        let payloads: Vec<_> = (0..entries).map(|n| PayloadHash::of(&[n])).collect();
        let mut hashes = vec![genesis(public.suite(), &public)];
        for payload in &payloads {
            let next = extend(&hashes[hashes.len() - 1], payload);
            hashes.push(next);
        }
        (payloads, hashes)
    }

    fn stretch(seq: u8, end: u8) -> (Stretch, PayloadHash) {
        let key = SoftwareKey::from_seed(&[1; 32]);
        let (payloads, hashes) = chain(&key, end);
        let head = Head {
            author: key.public_key().author(),
            seq: Seq(u64::from(end)),
            hash: hashes[usize::from(end)],
        };
        let stretch = Stretch {
            seq: Seq(u64::from(seq)),
            before: hashes[usize::from(seq) - 1],
            after: payloads[usize::from(seq)..].to_vec(),
            head: SignedHead::sign(&key, &head).unwrap(),
        };
        (stretch, payloads[usize::from(seq) - 1])
    }

    #[test]
    fn an_entry_is_proved_wherever_it_stands_before_the_head() {
        for (seq, end) in [(1, 1), (1, 5), (3, 5), (5, 5)] {
            let (stretch, payload) = stretch(seq, end);
            assert_eq!(stretch.prove(payload), Ok(()), "{seq} of {end}");
        }
    }

    #[test]
    fn another_payload_or_another_place_is_refused() {
        let (stretch, payload) = stretch(3, 5);
        let code = |stretch: &Stretch, payload| stretch.prove(payload).unwrap_err().reason.code();
        assert_eq!(code(&stretch, PayloadHash([9; 32])), "head-mismatch");
        for seq in [0, 2, 4, u64::MAX] {
            let moved = Stretch {
                seq: Seq(seq),
                ..stretch.clone()
            };
            assert!(moved.prove(payload).is_err(), "{seq}");
        }
    }

    #[test]
    fn a_first_entry_follows_the_beginning_of_its_authors_own_chain() {
        let (mut stretch, payload) = stretch(1, 2);
        stretch.head.public_key = SoftwareKey::from_seed(&[2; 32]).public_key();
        let refused = stretch.prove(payload).unwrap_err();
        assert_eq!(refused.reason, Reason::ChainBroken);
    }

    proptest! {
        #[test]
        fn each_hash_of_the_way_counts(seq in 1u8..6, more in 0u8..6, at: prop::sample::Index, bit in 0u8..8) {
            let (mut stretch, payload) = stretch(seq, seq + more);
            let place = at.index(32 * (stretch.after.len() + 2));
            let (of, byte) = (place / 32, place % 32);
            let hash = match of {
                0 => &mut stretch.before.0,
                1 => &mut stretch.head.hash.0,
                of => &mut stretch.after[of - 2].0,
            };
            hash[byte] ^= 1 << bit;
            prop_assert!(stretch.prove(payload).is_err());
        }
    }
}
