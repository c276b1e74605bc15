//! A batch arrives as it was sent, and is believed only when it leads to the signed head.

use kakou_domain::Seq;
use kakou_journal::batch::{decode, encode};
use kakou_journal::{
    ChainHash, Dictionary, Item, JournalError, Limits, PayloadHash, Reason, SignedHead, Signer,
    SoftwareKey, genesis,
};
use proptest::prelude::*;

use crate::support::{batch, items, tablet};

fn reason(error: JournalError) -> (u64, Reason) {
    match error {
        JournalError::BadEntry(bad) => (bad.seq.0, bad.reason),
        other => panic!("{other}"),
    }
}

fn two() -> Vec<Item> {
    vec![
        Item::Payload(b"one".to_vec()),
        Item::Withheld(PayloadHash::of(b"two")),
    ]
}

#[test]
fn a_journal_pushed_from_its_first_entry_verifies() {
    let key = tablet().public_key();
    let start = genesis(key.suite(), &key);
    let mut chain = kakou_journal::Verifier::from_genesis(&key);
    let hashes: Vec<ChainHash> = two().iter().map(|item| chain.push(item)).collect();
    let head = SignedHead::sign(&tablet(), &chain.head()).unwrap();
    let batch = kakou_journal::Batch {
        from: Seq(1),
        items: two(),
        head,
    };
    assert_eq!(batch.verify(&start), Ok(hashes));
    assert_eq!(batch.author(), key.author());
}

#[test]
fn a_batch_without_items_carries_the_head_alone() {
    let (batch, previous) = batch(4, vec![]);
    let bytes = encode(&batch, Dictionary::NONE).unwrap();
    let read = decode(&bytes, &Limits::default()).unwrap();
    assert_eq!(read.verify(&previous), Ok(vec![]));
}

#[test]
fn a_batch_after_another_chain_does_not_lead_to_the_head() {
    let (batch, _) = batch(4, two());
    let bad = reason(batch.verify(&ChainHash([4; 32])).unwrap_err());
    assert_eq!(bad, (6, Reason::HeadMismatch));
}

#[test]
fn an_item_left_out_at_the_end_is_named() {
    let (mut batch, previous) = batch(4, two());
    batch.items.pop();
    assert_eq!(
        reason(batch.verify(&previous).unwrap_err()),
        (6, Reason::Missing)
    );
}

#[test]
fn an_item_that_the_author_never_signed_is_named() {
    let (mut batch, previous) = batch(4, two());
    batch.items.push(Item::Payload(b"slipped in".to_vec()));
    assert_eq!(
        reason(batch.verify(&previous).unwrap_err()),
        (7, Reason::NotSigned)
    );
}

#[test]
fn a_wrong_signature_is_named_as_one() {
    let (mut batch, previous) = batch(4, two());
    batch.head.public_key = SoftwareKey::from_seed(&[8; 32]).public_key();
    let error = batch.verify(&previous).unwrap_err();
    assert_eq!(error.code(), "bad-signature");
    assert_eq!(reason(error), (6, Reason::BadSignature));
}

#[test]
fn a_head_that_is_newer_than_the_batch_travels_with_it() {
    let (mut batch, _) = batch(4, two());
    let author = tablet().public_key().author();
    let newer = kakou_journal::Head {
        author,
        seq: Seq(90),
        hash: ChainHash([9; 32]),
    };
    batch.head = SignedHead::sign(&tablet(), &newer).unwrap();
    let bytes = encode(&batch, Dictionary::newest()).unwrap();
    assert_eq!(decode(&bytes, &Limits::default()), Ok(batch));
}

proptest! {
    #[test]
    fn any_batch_arrives_as_it_was_sent(
        items in items(40),
        before in 0..(1u64 << 52),
        dictionary in 0..2u32,
    ) {
        let (batch, previous) = batch(before, items);
        let bytes = encode(&batch, Dictionary::by_id(dictionary).unwrap()).unwrap();
        let read = decode(&bytes, &Limits::default()).unwrap();
        prop_assert_eq!(&read, &batch);
        prop_assert_eq!(read.verify(&previous).unwrap().len(), batch.items.len());
    }
}
