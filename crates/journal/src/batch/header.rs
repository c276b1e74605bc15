//! The header: which dictionary, how long the frame is, and whether all bytes have arrived whole.

use sha2::{Digest, Sha256};

use super::BatchError;
use crate::dictionary::Dictionary;

const MAGIC: [u8; 3] = *b"KKB";
const VERSION: u8 = 1;
/// What the digest covers of the header.
const COVERED: usize = 12;
const DIGEST: usize = 8;

/// The header for `frame`, and the frame.
pub(super) fn wrap(frame: &[u8], dictionary: Dictionary) -> Result<Vec<u8>, BatchError> {
    let length = u32::try_from(frame.len()).map_err(|_| BatchError::TooLarge {
        what: "frame in bytes",
        limit: u32::MAX as usize,
    })?;
    let mut bytes = Vec::with_capacity(COVERED + DIGEST + frame.len());
    bytes.extend_from_slice(&MAGIC);
    bytes.push(VERSION);
    bytes.extend_from_slice(&dictionary.id().to_be_bytes());
    bytes.extend_from_slice(&length.to_be_bytes());
    let digest = digest(&bytes, frame);
    bytes.extend_from_slice(&digest);
    bytes.extend_from_slice(frame);
    Ok(bytes)
}

/// The frame, and the dictionary that it is compressed with. What can be said of a header that
/// has arrived in part is said first, so that a newer version is not taken for damage.
pub(super) fn unwrap(bytes: &[u8]) -> Result<(&[u8], Dictionary), BatchError> {
    let begins = bytes.len().min(MAGIC.len());
    if bytes[..begins] != MAGIC[..begins] {
        return Err(BatchError::NotABatch);
    }
    if let Some(version) = bytes.get(MAGIC.len())
        && *version != VERSION
    {
        return Err(BatchError::UnknownVersion(*version));
    }
    let Some((header, rest)) = bytes.split_first_chunk::<COVERED>() else {
        return Err(BatchError::Truncated {
            missing: COVERED + DIGEST - bytes.len(),
        });
    };
    let [_, _, _, _, d0, d1, d2, d3, l0, l1, l2, l3] = *header;
    let id = u32::from_be_bytes([d0, d1, d2, d3]);
    let dictionary = Dictionary::by_id(id).ok_or(BatchError::UnknownDictionary(id))?;
    let length = u32::from_be_bytes([l0, l1, l2, l3]) as usize;
    let Some((expected, frame)) = rest.split_first_chunk::<DIGEST>() else {
        return Err(BatchError::Truncated {
            missing: DIGEST - rest.len(),
        });
    };
    if frame.len() < length {
        return Err(BatchError::Truncated {
            missing: length - frame.len(),
        });
    }
    if frame.len() > length {
        return Err(BatchError::TrailingBytes(frame.len() - length));
    }
    if digest(header, frame) != *expected {
        return Err(BatchError::Damaged);
    }
    Ok((frame, dictionary))
}

fn digest(header: &[u8], frame: &[u8]) -> [u8; DIGEST] {
    let whole: [u8; 32] = Sha256::new()
        .chain_update(header)
        .chain_update(frame)
        .finalize()
        .into();
    let mut first = [0; DIGEST];
    first.copy_from_slice(&whole[..DIGEST]);
    first
}
