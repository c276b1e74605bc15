//! Bytes that are no batch, or one that was cut, damaged or made to do harm.

use std::io::Write;

use kakou_domain::Seq;
use kakou_journal::batch::{decode, encode};
use kakou_journal::{BatchError, Dictionary, Item, Limits};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use crate::support::{batch, items};

fn sample() -> Vec<u8> {
    let payload = Item::Payload("白营村卡点".as_bytes().to_vec());
    encode(&batch(4, vec![payload]).0, Dictionary::newest()).unwrap()
}

fn refused(bytes: &[u8]) -> BatchError {
    decode(bytes, &Limits::default()).unwrap_err()
}

/// A batch with a whole header around any frame, as somebody could make it by hand.
fn around(frame: &[u8]) -> Vec<u8> {
    let mut bytes = b"KKB\x01\x00\x00\x00\x00".to_vec();
    bytes.extend_from_slice(&(frame.len() as u32).to_be_bytes());
    let digest = Sha256::new()
        .chain_update(&bytes)
        .chain_update(frame)
        .finalize();
    bytes.extend_from_slice(&digest[..8]);
    bytes.extend_from_slice(frame);
    bytes
}

fn compressed(content: &[u8]) -> Vec<u8> {
    zstd::encode_all(content, 3).unwrap()
}

/// The content of a batch of one item, for changing by hand.
fn content() -> Vec<u8> {
    let bytes = encode(&batch(0, vec![Item::Payload(vec![5])]).0, Dictionary::NONE).unwrap();
    zstd::decode_all(&bytes[20..]).unwrap()
}

#[test]
fn every_cut_is_seen_as_a_cut() {
    let bytes = sample();
    for length in 0..bytes.len() {
        assert_eq!(
            refused(&bytes[..length]).code(),
            "truncated-batch",
            "cut to {length}"
        );
    }
}

#[test]
fn something_else_is_not_taken_for_a_batch() {
    assert_eq!(
        refused(b"<html>Please log in</html>"),
        BatchError::NotABatch
    );
}

#[test]
fn a_newer_version_and_an_unknown_dictionary_are_named() {
    let mut newer = sample();
    newer[3] = 2;
    assert_eq!(refused(&newer), BatchError::UnknownVersion(2));
    let mut unknown = sample();
    unknown[4..8].copy_from_slice(&77u32.to_be_bytes());
    assert_eq!(refused(&unknown), BatchError::UnknownDictionary(77));
    assert_eq!(refused(&unknown).code(), "unknown-dictionary");
}

#[test]
fn bytes_behind_the_end_are_refused_in_every_layer() {
    let behind_the_batch = [sample(), vec![0]].concat();
    assert_eq!(refused(&behind_the_batch), BatchError::TrailingBytes(1));
    let behind_the_frame = around(&[compressed(&content()), vec![0, 0]].concat());
    assert_eq!(refused(&behind_the_frame), BatchError::TrailingBytes(2));
    let behind_the_content = around(&compressed(&[content(), vec![0, 0, 0]].concat()));
    assert_eq!(refused(&behind_the_content), BatchError::TrailingBytes(3));
}

#[test]
fn a_bomb_is_stopped_while_it_unfolds() {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..1024 {
        encoder.write_all(&zeros).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 200_000, "a gigabyte in {} bytes", bomb.len());
    assert_eq!(refused(&around(&bomb)).code(), "batch-too-large");
}

#[test]
fn a_frame_that_asks_for_a_large_window_is_refused() {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.window_log(27).unwrap();
    encoder.write_all(&content()).unwrap();
    assert_eq!(
        refused(&around(&encoder.finish().unwrap())).code(),
        "bad-compression"
    );
}

#[test]
fn what_zstd_reads_but_is_no_frame_of_content_is_refused() {
    let skippable = [0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0];
    for frame in [&[][..], &skippable, b"not zstd at all"] {
        assert_eq!(
            refused(&around(frame)),
            BatchError::Malformed { what: "frame" }
        );
    }
}

#[test]
fn claimed_lengths_and_counts_are_not_believed() {
    let honest = content();
    let (suite, count, tag, length) = (0, 45, 49, 50);
    let lie = |at: usize, bytes: &[u8]| {
        let mut lying = honest.clone();
        lying[at..at + bytes.len()].copy_from_slice(bytes);
        refused(&around(&compressed(&lying)))
    };
    assert_eq!(lie(suite, &[2]), BatchError::UnknownSuite(2));
    assert_eq!(
        lie(count, &10_000u32.to_be_bytes()),
        BatchError::Malformed { what: "item" }
    );
    assert_eq!(
        lie(count, &10_001u32.to_be_bytes()).code(),
        "batch-too-large"
    );
    assert_eq!(lie(tag, &[3]), BatchError::Malformed { what: "item" });
    assert_eq!(
        lie(length, &[0xff; 4]),
        BatchError::Malformed { what: "payload" }
    );
}

#[test]
fn the_sender_refuses_what_the_receiver_would() {
    let refused = |items| encode(&batch(0, items).0, Dictionary::NONE).unwrap_err();
    let large = vec![0; 1024 * 1024 + 1];
    assert_eq!(
        refused(vec![Item::Payload(large)]).code(),
        "batch-too-large"
    );
    assert_eq!(
        refused(vec![Item::Payload(vec![]); 10_001]).code(),
        "batch-too-large"
    );
    let megabyte = Item::Payload(vec![0; 1024 * 1024]);
    assert_eq!(refused(vec![megabyte; 32]).code(), "batch-too-large");
    let mut nowhere = batch(0, vec![]).0;
    nowhere.from = Seq(0);
    assert_eq!(
        encode(&nowhere, Dictionary::NONE).unwrap_err().code(),
        "malformed-batch"
    );
}

#[test]
fn the_largest_batch_that_is_allowed_passes() {
    let (batch, _) = batch(0, vec![Item::Payload(vec![b'x'; 3_000]); 10_000]);
    let bytes = encode(&batch, Dictionary::newest()).unwrap();
    assert_eq!(decode(&bytes, &Limits::default()), Ok(batch));
}

#[test]
fn a_receiver_can_set_its_own_limits() {
    let bytes = sample();
    let small = Limits {
        compressed: bytes.len() - 1,
        ..Limits::default()
    };
    assert_eq!(
        decode(&bytes, &small).unwrap_err().code(),
        "batch-too-large"
    );
    let short = Limits {
        payload: 2,
        ..Limits::default()
    };
    assert_eq!(
        decode(&bytes, &short).unwrap_err().code(),
        "batch-too-large"
    );
}

proptest! {
    #[test]
    fn any_flipped_byte_is_found(items in items(8), at: prop::sample::Index, flip in 1..=255u8) {
        let mut bytes = encode(&batch(9, items).0, Dictionary::newest()).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert!(decode(&bytes, &Limits::default()).is_err(), "byte {}", at);
    }

    #[test]
    fn any_bytes_in_any_layer_are_read_or_refused(bytes: Vec<u8>) {
        let limits = Limits::default();
        prop_assert!(decode(&bytes, &limits).is_err());
        prop_assert!(decode(&around(&bytes), &limits).is_err());
        prop_assert!(decode(&around(&compressed(&bytes)), &limits).is_err());
    }

    #[test]
    fn any_altered_content_is_read_as_what_it_says_or_refused(
        at: prop::sample::Index,
        flip in 1..=255u8,
    ) {
        let mut altered = content();
        let at = at.index(altered.len());
        altered[at] ^= flip;
        if let Ok(read) = decode(&around(&compressed(&altered)), &Limits::default()) {
            let again = encode(&read, Dictionary::NONE).unwrap();
            prop_assert_eq!(zstd::decode_all(&again[20..]).unwrap(), altered);
        }
    }
}
