//! Parcels: answers of the feed, and packs.

use kakou_store::{Pack, Parcel};

use crate::code::is_a_code;

/// Reads the bytes as a parcel, which is written and read again as the same, and as a pack file.
pub fn parcel(bytes: &[u8]) {
    match Pack::read(bytes) {
        Err(refused) => is_a_code(refused.code()),
        Ok(pack) => assert_eq!(pack.fingerprint().len(), 14),
    }
    match Parcel::decode(bytes) {
        Err(refused) => is_a_code(refused.code()),
        Ok(parcel) => {
            let written = parcel.encode().unwrap();
            assert_eq!(Parcel::decode(&written).as_ref(), Ok(&parcel));
        }
    }
}
