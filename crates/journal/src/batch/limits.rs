//! How large a batch may be.

use super::BatchError;

/// The largest seq, 2^53 − 1: the largest number that every JSON reader keeps exactly.
pub(super) const MAX_SEQ: u64 = (1 << 53) - 1;

/// What a receiver takes at most. Sender and receiver agree on the [default](Self::default).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole batch as it travels.
    pub compressed: usize,
    /// Bytes of its content after decompression.
    pub decompressed: usize,
    /// Items.
    pub entries: usize,
    /// Bytes of one payload.
    pub payload: usize,
}

impl Default for Limits {
    /// 8 MiB as it travels, 32 MiB decompressed, 10,000 items, 1 MiB each.
    fn default() -> Self {
        Self {
            compressed: 8 * 1024 * 1024,
            decompressed: 32 * 1024 * 1024,
            entries: 10_000,
            payload: 1024 * 1024,
        }
    }
}

impl Limits {
    pub(super) fn check_compressed(&self, bytes: usize) -> Result<(), BatchError> {
        within("batch in bytes", bytes, self.compressed)
    }

    pub(super) fn check_decompressed(&self, bytes: usize) -> Result<(), BatchError> {
        within("decompressed content in bytes", bytes, self.decompressed)
    }

    pub(super) fn check_entries(&self, count: usize) -> Result<(), BatchError> {
        within("number of entries", count, self.entries)
    }

    pub(super) fn check_payload(&self, bytes: usize) -> Result<(), BatchError> {
        within("payload in bytes", bytes, self.payload)
    }
}

fn within(what: &'static str, size: usize, limit: usize) -> Result<(), BatchError> {
    if size > limit {
        Err(BatchError::TooLarge { what, limit })
    } else {
        Ok(())
    }
}
