//! Batches of entries.

use kakou_journal::batch::{decode, encode};
use kakou_journal::{Batch, ChainHash, Dictionary, Limits, genesis};
use sha2::{Digest, Sha256};

use crate::code::is_a_code;

/// Reads the bytes as a batch; and, because no mutation survives the digest in a batch's header,
/// also as the frame of one and as the content of one.
pub fn batch(bytes: &[u8]) {
    read(bytes);
    read(&under_a_header(bytes, Dictionary::NONE));
    read(&under_a_header(bytes, Dictionary::newest()));
    if let Ok(frame) = zstd::bulk::compress(bytes, 1) {
        read(&under_a_header(&frame, Dictionary::NONE));
    }
}

fn read(bytes: &[u8]) {
    let narrow = Limits {
        compressed: 4_096,
        decompressed: 2_048,
        entries: 3,
        payload: 512,
    };
    let (read, narrowly) = (decode(bytes, &Limits::default()), decode(bytes, &narrow));
    match read {
        Err(refused) => {
            is_a_code(refused.code());
            assert!(narrowly.is_err(), "narrower limits let more in");
        }
        Ok(batch) => {
            if let Ok(narrowly) = narrowly {
                assert_eq!(narrowly, batch);
                within(&narrowly, &narrow);
            }
            within(&batch, &Limits::default());
            holds(&batch);
        }
    }
}

fn within(batch: &Batch, limits: &Limits) {
    let lengths = batch.items.iter().filter_map(|item| match item {
        kakou_journal::Item::Payload(bytes) => Some(bytes.len()),
        kakou_journal::Item::Withheld(_) => None,
    });
    assert!(batch.items.len() <= limits.entries);
    assert!(
        lengths
            .max()
            .is_none_or(|longest| longest <= limits.payload)
    );
}

/// Whatever dictionary it is written with, it is the same batch again.
fn holds(batch: &Batch) {
    for dictionary in Dictionary::known() {
        let written = encode(batch, *dictionary).unwrap();
        assert_eq!(decode(&written, &Limits::default()).as_ref(), Ok(batch));
    }
    for before in [
        genesis(batch.public_key().suite(), batch.public_key()),
        ChainHash([0; 32]),
    ] {
        match batch.verify(&before) {
            Ok(hashes) => assert_eq!(hashes.len(), batch.items.len()),
            Err(refused) => is_a_code(refused.code()),
        }
    }
}

/// A header as a sender writes it, over any frame at all.
fn under_a_header(frame: &[u8], dictionary: Dictionary) -> Vec<u8> {
    let mut bytes = b"KKB\x01".to_vec();
    bytes.extend_from_slice(&dictionary.id().to_be_bytes());
    bytes.extend_from_slice(&u32::try_from(frame.len()).unwrap().to_be_bytes());
    let digest = Sha256::new().chain_update(&bytes).chain_update(frame);
    bytes.extend_from_slice(&digest.finalize()[..8]);
    bytes.extend_from_slice(frame);
    bytes
}
