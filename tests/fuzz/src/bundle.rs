//! Bundles that somebody carries to headquarters.

use std::cell::OnceCell;
use std::io::Cursor;

use kakou_store::{Admit, BundleError, Store, StoreError};
use kakou_test_support::{Folder, county};

use crate::code::is_a_code;

thread_local! {
    /// One county for all bundles of a thread: to found one takes longer than to read a thousand.
    static COUNTY: OnceCell<Folder> = const { OnceCell::new() };
}

/// Takes the bytes in as a bundle. Headquarters' journals hold afterwards, and a bundle that was
/// taken in has nothing new the second time.
pub fn bundle(bytes: &[u8]) {
    COUNTY.with(|county_of_thread| {
        let store: &Store = county_of_thread.get_or_init(county);
        let taken = match store.take_bundle(Cursor::new(bytes), None) {
            Err(StoreError::Bundle(BundleError::NotAdmitted { fingerprint, .. })) => {
                store.take_bundle(Cursor::new(bytes), Some(&admit(fingerprint)))
            }
            taken => taken,
        };
        match taken {
            Err(refused) => is_a_code(refused.code()),
            Ok(_) => {
                let second = store.take_bundle(Cursor::new(bytes), None).unwrap();
                assert_eq!((second.new, second.new_files), (0, 0));
                assert!(store.verify().unwrap().ok);
            }
        }
    });
}

fn admit(fingerprint: String) -> Admit {
    Admit {
        name: "督查一组".to_owned(),
        division: "410523".parse().unwrap(),
        fingerprint,
    }
}
