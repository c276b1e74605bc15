//! A fact's id belongs to its author: half of it is a hash that only the author's key gives.

use kakou_domain::FactId;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use crate::framed::framed;
use crate::key::PublicKey;

/// The most of the counter within a millisecond: it has twelve bits.
pub const MOST_IN_A_MILLISECOND: u16 = 0xfff;

/// The id of the `counter`th fact of a millisecond by the author of `key`: a UUID of version 8.
///
/// 48 bits of milliseconds since 1970, 12 of the counter, and 62 of SHA-256 over the framed fields
/// (`kakou/1/fact`, suite, public key, the first 8 bytes). Whoever wants another's id for a fact of
/// its own needs a key of which the hash is the same in 62 bits.
pub fn fact_id(key: &PublicKey, milliseconds: u64, counter: u16) -> FactId {
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&milliseconds.to_be_bytes()[2..]);
    bytes[6..8].copy_from_slice(&(counter & MOST_IN_A_MILLISECOND).to_be_bytes());
    let id = Builder::from_custom_bytes(bytes).into_uuid();
    FactId(with_hash(key, id))
}

/// Whether an id is of this key. Ids of earlier versions are nobody's.
pub fn is_fact_id_of(id: FactId, key: &PublicKey) -> bool {
    id.0.get_version_num() == 8 && with_hash(key, id.0) == id.0
}

/// The id that the first 8 bytes of another have under this key.
fn with_hash(key: &PublicKey, id: Uuid) -> Uuid {
    let mut bytes = id.into_bytes();
    let fields: [&[u8]; 3] = [&[key.suite().code()], &key.0, &bytes[..8]];
    let hash = Sha256::digest(framed("kakou/1/fact", &fields));
    bytes[8..].copy_from_slice(&hash[..8]);
    // Two of the 64 bits say which variant of UUID it is.
    Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_id_stays_what_it_is_in_version_one() {
        let id = fact_id(&PublicKey([7; 32]), 1_581_642_000_000, 5);
        // As any other program makes it of the bytes that the comment above names.
        assert_eq!(id.to_string(), "01704135-a680-8005-a042-0f80596c1886");
    }

    #[test]
    fn ids_of_an_earlier_version_are_nobodys() {
        let id = FactId(Uuid::from_u128(0x0170_3f0a_9c80_7005_8000_0000_0000_0001));
        assert_eq!(id.0.get_version_num(), 7);
        assert!(!is_fact_id_of(id, &PublicKey([7; 32])));
    }

    proptest! {
        #[test]
        fn an_id_is_of_its_key_and_of_no_other(
            key: [u8; 32], other: [u8; 32], ms in 0..1_u64 << 48, counter in 0..=MOST_IN_A_MILLISECOND,
        ) {
            prop_assume!(key != other);
            let id = fact_id(&PublicKey(key), ms, counter);
            prop_assert!(is_fact_id_of(id, &PublicKey(key)));
            prop_assert!(!is_fact_id_of(id, &PublicKey(other)));
        }

        #[test]
        fn ids_are_in_the_order_of_their_moments(
            key: [u8; 32], a in (0..1_u64 << 48, 0..=MOST_IN_A_MILLISECOND), b in (0..1_u64 << 48, 0..=MOST_IN_A_MILLISECOND),
        ) {
            prop_assume!(a != b);
            let id = |(ms, counter)| fact_id(&PublicKey(key), ms, counter);
            prop_assert_eq!(id(a) < id(b), a < b);
        }

        #[test]
        fn an_altered_id_is_nobodys(key: [u8; 32], ms in 0..1_u64 << 48, bit in 0..128_u32) {
            let key = PublicKey(key);
            let altered = FactId(Uuid::from_u128(fact_id(&key, ms, 0).0.as_u128() ^ 1 << bit));
            prop_assert!(!is_fact_id_of(altered, &key));
        }
    }
}
