//! From bytes to a batch. The bytes come from anybody: nothing is believed, and no more room is
//! taken than has been filled.

use std::io::Read;

use zstd::stream::read::Decoder;

use super::{Batch, BatchError, Limits, content, header};
use crate::dictionary::Dictionary;

/// 2 MiB: what a frame may ask the decompressor to remember.
pub(super) const WINDOW_LOG: u32 = 21;
/// How a zstd frame begins; zstd reads others as well (of old formats, and such as are skipped).
const FRAME_MAGIC: [u8; 4] = 0xfd2f_b528_u32.to_le_bytes();

/// The batch that these bytes are, to the last one.
///
/// # Errors
/// Says in which way they are not a batch within `limits`.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Batch, BatchError> {
    limits.check_compressed(bytes.len())?;
    let (frame, dictionary) = header::unwrap(bytes)?;
    content::read(&decompress(frame, dictionary, limits)?, limits)
}

fn decompress(
    frame: &[u8],
    dictionary: Dictionary,
    limits: &Limits,
) -> Result<Vec<u8>, BatchError> {
    let compression = |error: std::io::Error| BatchError::Compression(error.to_string());
    if !frame.starts_with(&FRAME_MAGIC) {
        return Err(BatchError::Malformed { what: "frame" });
    }
    let mut decoder = Decoder::with_dictionary(frame, dictionary.bytes())
        .map_err(compression)?
        .single_frame();
    decoder.window_log_max(WINDOW_LOG).map_err(compression)?;
    let mut content = Vec::new();
    let one_too_many = (limits.decompressed as u64).saturating_add(1);
    decoder
        .by_ref()
        .take(one_too_many)
        .read_to_end(&mut content)
        .map_err(compression)?;
    limits.check_decompressed(content.len())?;
    match decoder.finish().len() {
        0 => Ok(content),
        behind => Err(BatchError::TrailingBytes(behind)),
    }
}
