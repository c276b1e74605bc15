//! Parcels: answers of the feed, and packs.

use std::cell::RefCell;
use std::collections::BTreeMap;

use kakou_store::{Pack, Parcel};
use kakou_test_support::{Folder, tablet};

use crate::code::is_a_code;

thread_local! {
    /// A tablet for each server whose packs a thread reads: it trusts no other.
    static TABLETS: RefCell<BTreeMap<String, Folder>> = const { RefCell::new(BTreeMap::new()) };
}

/// Reads the bytes as a parcel, which is written and read again as the same, and as a pack file.
pub fn parcel(bytes: &[u8]) {
    match Pack::read(bytes) {
        Err(refused) => is_a_code(refused.code()),
        Ok(pack) => loaded(&pack),
    }
    match Parcel::decode(bytes) {
        Err(refused) => is_a_code(refused.code()),
        Ok(parcel) => {
            let written = parcel.encode().unwrap();
            assert_eq!(Parcel::decode(&written).as_ref(), Ok(&parcel));
        }
    }
}

/// Takes a pack in. What it brought to the tablet holds, and there is nothing new in it the second time.
fn loaded(pack: &Pack) {
    let print = pack.fingerprint();
    TABLETS.with_borrow_mut(|tablets| {
        let store = tablets.entry(print.clone()).or_insert_with(tablet);
        match store.load_pack(pack, Some(&print)) {
            Err(refused) => is_a_code(refused.code()),
            Ok(_) => {
                assert_eq!(store.load_pack(pack, None).unwrap(), 0);
                assert!(store.verify().unwrap().ok);
            }
        }
    });
}
