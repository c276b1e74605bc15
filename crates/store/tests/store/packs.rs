//! Packs as files: what was altered on the way is refused as a whole.

use std::sync::OnceLock;

use kakou_store::{Pack, ParcelError};
use kakou_test_support::{county, tablet};
use proptest::prelude::*;
use proptest::sample::Index;

fn pack() -> &'static [u8] {
    static PACK: OnceLock<Vec<u8>> = OnceLock::new();
    PACK.get_or_init(|| county().pack(vec!["410523105".parse().unwrap()]).unwrap())
}

fn is_refused(bytes: &[u8]) -> bool {
    let codes = ["not-a-pack", "pack-damaged", "pack-altered"];
    let refused = Pack::read(bytes).map_err(|error| codes.contains(&error.code()));
    refused == Err(true)
}

/// The heading is JSON, and none of its bytes means nothing; nor does the signature's.
#[test]
fn no_byte_of_the_heading_or_of_the_signature_can_be_another() {
    let length = u32::from_be_bytes(pack()[4..8].try_into().unwrap()) as usize;
    for at in (0..8 + length).chain(pack().len() - 64..pack().len()) {
        let mut flipped = pack().to_vec();
        flipped[at] ^= 0x10;
        assert!(is_refused(&flipped), "byte {at}");
    }
}

#[test]
fn a_pack_that_names_another_key_than_the_one_that_signed_it_is_refused() {
    let other = county().pack(vec!["410523105".parse().unwrap()]).unwrap();
    let (inside, signature) = (&pack()[..pack().len() - 64], &other[other.len() - 64..]);
    let swapped = [inside, signature].concat();
    assert_eq!(Pack::read(&swapped), Err(ParcelError::Altered));
}

#[test]
fn a_signed_pack_that_is_given_out_as_one_of_before_loses_what_only_the_signature_proves() {
    let former = [b"KKP1", &pack()[4..pack().len() - 64]].concat();
    let former = Pack::read(&former).unwrap();
    let tablet = tablet();
    let trust = former.fingerprint();
    assert!(tablet.load_pack(&former, Some(&trust)).unwrap() > 0);
    // Not the township that the heading names, but the county of the signed word.
    let county = vec!["410523".parse().unwrap()];
    assert_eq!(tablet.status().unwrap().divisions, county);
    assert!(tablet.verify().unwrap().ok);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_was_altered_cut_off_or_appended_is_refused(
        at: Index, other in 1u8.., behind in prop::collection::vec(any::<u8>(), 1..300),
    ) {
        let at = at.index(pack().len());
        let mut flipped = pack().to_vec();
        flipped[at] ^= other;
        let put_in = [&pack()[..at], &behind, &pack()[at..]].concat();
        let appended = [pack(), &behind].concat();
        for altered in [&flipped, &pack()[..at].to_vec(), &pack()[at + 1..].to_vec(), &appended, &put_in] {
            prop_assert!(is_refused(altered));
        }
    }
}
