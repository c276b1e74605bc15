//! Parcels: answers of the feed, and packs.

use std::cell::OnceCell;

use kakou_store::{Pack, Parcel};
use kakou_test_support::{Folder, tablet};

use crate::code::is_a_code;

thread_local! {
    /// One tablet for all packs of a thread. It trusts whose pack it reads first.
    static TABLET: OnceCell<Folder> = const { OnceCell::new() };
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
    TABLET.with(|tablet_of_thread| {
        let store = tablet_of_thread.get_or_init(tablet);
        match store.load_pack(pack, Some(&pack.fingerprint())) {
            Err(refused) => is_a_code(refused.code()),
            Ok(_) => {
                assert_eq!(store.load_pack(pack, None).unwrap(), 0);
                assert!(store.verify().unwrap().ok);
            }
        }
    });
}
