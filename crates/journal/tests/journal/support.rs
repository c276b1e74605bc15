//! Journals and batches to try things on.

use kakou_domain::Seq;
use kakou_journal::{
    Batch, ChainHash, Item, PayloadHash, SignedHead, Signer, SoftwareKey, StoredEntry, Verifier,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// A tablet's key.
pub(crate) fn tablet() -> SoftwareKey {
    SoftwareKey::from_seed(&[7; 32])
}

/// The journal of the tablet with these payloads, as its store keeps it.
pub(crate) fn stored(payloads: &[&[u8]]) -> (Vec<StoredEntry>, SignedHead) {
    let key = tablet();
    let mut chain = Verifier::from_genesis(&key.public_key());
    let entries = payloads
        .iter()
        .map(|payload| StoredEntry {
            chain_hash: chain.push(&Item::Payload(payload.to_vec())),
            seq: chain.head().seq,
            payload: Some(payload.to_vec()),
            payload_hash: PayloadHash::of(payload),
        })
        .collect();
    (entries, SignedHead::sign(&key, &chain.head()).unwrap())
}

/// A batch of the tablet's journal after entry `before`, and the chain's hash there.
pub(crate) fn batch(before: u64, items: Vec<Item>) -> (Batch, ChainHash) {
    let key = tablet();
    let previous = ChainHash([3; 32]);
    let mut chain = Verifier::resume(&key.public_key(), Seq(before), previous);
    for item in &items {
        chain.push(item);
    }
    let head = SignedHead::sign(&key, &chain.head()).unwrap();
    (
        Batch {
            from: Seq(before + 1),
            items,
            head,
        },
        previous,
    )
}

/// Any items: payloads of any bytes, also none, and withheld ones.
pub(crate) fn items(most: usize) -> impl Strategy<Value = Vec<Item>> {
    let payload = vec(any::<u8>(), 0..300).prop_map(Item::Payload);
    let withheld = any::<[u8; 32]>().prop_map(|hash| Item::Withheld(PayloadHash(hash)));
    vec(prop_oneof![3 => payload, 1 => withheld], 0..most)
}
