//! The two kinds of hash, and how a chain begins and grows.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::framed::framed;
use crate::key::{PublicKey, Suite};
use crate::text::bytes_as_text;

/// The version of the journal's format, bound into the beginning of each chain.
pub const FORMAT_VERSION: u8 = 1;

bytes_as_text!(
    /// SHA-256 of a payload's bytes. It stands in the payload's place where that is withheld,
    /// dropped or erased. 64 lower-case hex digits in text.
    PayloadHash, 32, HEXLOWER, "payload hash"
);

bytes_as_text!(
    /// The chain's hash after an entry: it fixes that entry and every one before it.
    /// 64 lower-case hex digits in text.
    ChainHash, 32, HEXLOWER, "chain hash"
);

impl PayloadHash {
    /// The hash of these payload bytes.
    pub fn of(payload: &[u8]) -> Self {
        Self(Sha256::digest(payload).into())
    }
}

/// The chain's hash before the first entry, `h(0)`:
/// SHA-256 over the framed fields (`kakou/1/genesis`, format version, suite, public key).
///
/// So a chain belongs to one key, one suite and one version of the format from its first entry.
pub fn genesis(suite: Suite, key: &PublicKey) -> ChainHash {
    let fields: [&[u8]; 3] = [&[FORMAT_VERSION], &[suite.code()], &key.0];
    ChainHash(Sha256::digest(framed("kakou/1/genesis", &fields)).into())
}

/// The chain's hash after one more entry: `h(n) = SHA-256(h(n-1) ‖ SHA-256(payload(n)))`.
///
/// It needs the payload's hash only, so a chain verifies without the payloads.
pub fn extend(previous: &ChainHash, payload: &PayloadHash) -> ChainHash {
    ChainHash(
        Sha256::new()
            .chain_update(previous.0)
            .chain_update(payload.0)
            .finalize()
            .into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_grows_by_the_hash_of_the_two_hashes() {
        let payload = PayloadHash::of(b"{}");
        let mut both = [1; 64];
        both[32..].copy_from_slice(&payload.0);
        let expected: [u8; 32] = Sha256::digest(both).into();
        assert_eq!(extend(&ChainHash([1; 32]), &payload), ChainHash(expected));
    }

    #[test]
    fn the_hash_of_a_payload_is_plain_sha_256() {
        assert_eq!(
            PayloadHash::of(b"abc").to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn the_beginning_of_a_chain_stays_what_it_is_in_version_one() {
        assert_eq!(
            genesis(Suite::Ed25519Sha256, &PublicKey([7; 32])).to_string(),
            "fc8238c9d62d40e6ef32593b40fd216bd3324504a2370e40365b414e3f99bff9"
        );
    }

    #[test]
    fn two_authors_chains_begin_differently() {
        let suite = Suite::Ed25519Sha256;
        assert_ne!(
            genesis(suite, &PublicKey([1; 32])),
            genesis(suite, &PublicKey([2; 32]))
        );
    }
}
