//! What was altered in a stored journal is found, and the entry is named.

use kakou_domain::Seq;
use kakou_journal::{
    BadEntry, ChainHash, Reason, SignedHead, Signer, SoftwareKey, StoredEntry, Verifier, verify,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::{stored, tablet};

const PAYLOADS: [&[u8]; 5] = [b"one", b"two", b"three", b"four", b"five"];

/// Checks the journal of five entries after `alter` was at it.
fn checked(
    alter: impl FnOnce(&mut Vec<StoredEntry>, &mut SignedHead),
) -> Result<Seq, (u64, Reason)> {
    let (mut entries, mut head) = stored(&PAYLOADS);
    alter(&mut entries, &mut head);
    verify(&tablet().public_key(), entries, &head)
        .map(|head| head.seq)
        .map_err(|bad: BadEntry| (bad.seq.0, bad.reason))
}

#[test]
fn an_unaltered_journal_holds() {
    assert_eq!(checked(|_, _| {}), Ok(Seq(5)));
}

#[test]
fn a_journal_without_some_payloads_holds() {
    let verdict = checked(|entries, _| {
        entries[1].payload = None;
        entries[4].payload = None;
    });
    assert_eq!(verdict, Ok(Seq(5)));
}

#[test]
fn a_flipped_byte_in_a_payload_is_named() {
    let verdict = checked(|entries, _| entries[2].payload = Some(b"thref".to_vec()));
    assert_eq!(verdict, Err((3, Reason::PayloadAltered)));
}

#[test]
fn a_flipped_byte_in_a_withheld_payloads_hash_is_named() {
    let verdict = checked(|entries, _| {
        entries[2].payload = None;
        entries[2].payload_hash.0[9] ^= 1;
    });
    assert_eq!(verdict, Err((3, Reason::ChainBroken)));
}

#[test]
fn a_deleted_entry_is_named() {
    let verdict = checked(|entries, _| drop(entries.remove(1)));
    assert_eq!(verdict, Err((2, Reason::Missing)));
    let verdict = checked(|entries, _| drop(entries.remove(0)));
    assert_eq!(verdict, Err((1, Reason::Missing)));
}

#[test]
fn the_last_entry_deleted_is_named() {
    let verdict = checked(|entries, _| drop(entries.pop()));
    assert_eq!(verdict, Err((5, Reason::Missing)));
}

#[test]
fn a_deleted_entry_whose_followers_were_renumbered_is_named() {
    let verdict = checked(|entries, _| {
        entries.remove(1);
        for entry in &mut entries[1..] {
            entry.seq = Seq(entry.seq.0 - 1);
        }
    });
    assert_eq!(verdict, Err((2, Reason::ChainBroken)));
}

#[test]
fn a_swapped_pair_is_named_by_its_first() {
    let verdict = checked(|entries, _| entries.swap(1, 2));
    assert_eq!(verdict, Err((2, Reason::Missing)), "rows in another order");
    let verdict = checked(|entries, _| {
        entries.swap(1, 2);
        (entries[1].seq, entries[2].seq) = (Seq(2), Seq(3));
    });
    assert_eq!(verdict, Err((2, Reason::ChainBroken)), "seqs exchanged");
    let verdict = checked(|entries, _| {
        let second = entries[1].payload.take();
        entries[1].payload = entries[2].payload.replace(second.unwrap());
    });
    assert_eq!(
        verdict,
        Err((2, Reason::PayloadAltered)),
        "payloads exchanged"
    );
}

#[test]
fn an_entry_that_comes_twice_is_named() {
    let verdict = checked(|entries, _| entries.insert(2, entries[1].clone()));
    assert_eq!(verdict, Err((2, Reason::Repeated)));
}

#[test]
fn an_entry_put_behind_the_signed_head_is_named() {
    let verdict = checked(|_, head| *head = stored(&PAYLOADS[..4]).1);
    assert_eq!(verdict, Err((5, Reason::NotSigned)));
}

#[test]
fn a_chain_computed_anew_does_not_lead_to_the_signed_head() {
    let verdict = checked(|entries, _| {
        *entries = stored(&[b"one", b"TWO", b"three", b"four", b"five"]).0;
    });
    assert_eq!(verdict, Err((5, Reason::HeadMismatch)));
}

#[test]
fn another_authors_head_or_a_wrong_signature_is_named_as_such() {
    let other = SoftwareKey::from_seed(&[8; 32]).public_key();
    let verdict = checked(|_, head| head.public_key = other);
    assert_eq!(verdict, Err((5, Reason::ForeignHead)));
    let verdict = checked(|_, head| head.signature.0[0] ^= 1);
    assert_eq!(verdict, Err((5, Reason::BadSignature)));
}

#[test]
fn verification_goes_on_where_it_was_left() {
    let (entries, head) = stored(&PAYLOADS);
    let known = &entries[2];
    let mut verifier = Verifier::resume(&tablet().public_key(), known.seq, known.chain_hash);
    for entry in &entries[3..] {
        assert_eq!(verifier.push_stored(entry), Ok(entry.chain_hash));
    }
    assert_eq!(verifier.finish(&head), Ok(head.head()));
}

#[test]
fn an_empty_journal_holds_at_its_beginning() {
    let (_, head) = stored(&[]);
    assert_eq!(
        verify(&tablet().public_key(), [], &head).map(|head| head.seq),
        Ok(Seq(0))
    );
}

proptest! {
    #[test]
    fn any_flipped_byte_of_an_entry_is_found_and_the_entry_named(
        payloads in vec(vec(any::<u8>(), 1..40), 1..12),
        entry: prop::sample::Index,
        at: prop::sample::Index,
        bit in 0..8u32,
    ) {
        let slices: Vec<&[u8]> = payloads.iter().map(Vec::as_slice).collect();
        let (mut entries, head) = stored(&slices);
        let entry = entry.index(entries.len());
        let StoredEntry { payload, payload_hash, chain_hash, .. } = &mut entries[entry];
        let mut bytes: Vec<&mut u8> = payload
            .iter_mut()
            .flatten()
            .chain(&mut payload_hash.0)
            .chain(&mut chain_hash.0)
            .collect();
        let at = at.index(bytes.len());
        *bytes[at] ^= 1 << bit;
        let bad = verify(&tablet().public_key(), entries, &head).unwrap_err();
        prop_assert_eq!(bad.seq, Seq(entry as u64 + 1));
    }

    #[test]
    fn any_flipped_byte_of_the_signed_head_is_found(at in 0..136usize, bit in 0..8u32) {
        let (entries, mut head) = stored(&PAYLOADS);
        let mut seq = head.seq.0.to_be_bytes();
        let ChainHash(hash) = &mut head.hash;
        let bytes = head.public_key.0.iter_mut().chain(&mut seq).chain(hash);
        if let Some(byte) = bytes.chain(&mut head.signature.0).nth(at) {
            *byte ^= 1 << bit;
        }
        head.seq = Seq(u64::from_be_bytes(seq));
        prop_assert!(verify(&tablet().public_key(), entries, &head).is_err());
    }
}
