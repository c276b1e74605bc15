//! The zstd dictionaries that both sides ship.

use std::fmt;

/// A dictionary that batches are compressed with: one visit alone then takes a quarter of the room.
///
/// A dictionary is never changed, only added under the next id: batches name it by its id, and both
/// sides must mean the same bytes. `dictionaries/SHA256SUMS` holds them to that.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Dictionary {
    id: u32,
    bytes: &'static [u8],
}

/// Every dictionary that this version knows, oldest first.
static KNOWN: [Dictionary; 4] = [
    Dictionary::NONE,
    // 2026: the standard checklists and the sentences of their findings.
    Dictionary {
        id: 1,
        bytes: include_bytes!("../dictionaries/1.zdict"),
    },
    // 2026-11: shifts by roles, what a group's button filled, calls to the duty phone.
    Dictionary {
        id: 2,
        bytes: include_bytes!("../dictionaries/2.zdict"),
    },
    // 2026-11: twice as large, with a whole visit in which all is normal at its end, and days of now.
    Dictionary {
        id: 3,
        bytes: include_bytes!("../dictionaries/3.zdict"),
    },
];

impl Dictionary {
    /// No dictionary, id 0: for a peer that knows none of ours. Everybody reads it.
    pub const NONE: Self = Self { id: 0, bytes: &[] };

    /// The best one for today's payloads.
    pub fn newest() -> Self {
        KNOWN[KNOWN.len() - 1]
    }

    /// Every dictionary that this version reads, oldest first, [`Self::NONE`] among them.
    pub fn known() -> &'static [Self] {
        &KNOWN
    }

    /// The dictionary of this id, when this version knows it.
    pub fn by_id(id: u32) -> Option<Self> {
        KNOWN.iter().find(|one| one.id == id).copied()
    }

    /// The id that batches name it by.
    pub fn id(self) -> u32 {
        self.id
    }

    pub(crate) fn bytes(self) -> &'static [u8] {
        self.bytes
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dictionary({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn a_shipped_dictionary_never_changes() {
        let sums = include_str!("../dictionaries/SHA256SUMS");
        for one in &KNOWN[1..] {
            let line = format!(
                "{}  {}.zdict",
                HEXLOWER.encode(&Sha256::digest(one.bytes)),
                one.id
            );
            assert!(
                sums.lines().any(|sum| sum == line),
                "not as it was published: {line}"
            );
        }
        assert_eq!(sums.lines().count(), KNOWN.len() - 1);
    }

    #[test]
    fn dictionaries_are_found_by_their_ids() {
        assert_eq!(Dictionary::by_id(0), Some(Dictionary::NONE));
        assert_eq!(
            Dictionary::by_id(Dictionary::newest().id()),
            Some(Dictionary::newest())
        );
        assert_eq!(Dictionary::by_id(u32::MAX), None);
        assert!(KNOWN.is_sorted_by(|a, b| a.id < b.id));
    }

    #[test]
    fn a_dictionary_is_small_enough_to_ship() {
        assert!(KNOWN.iter().all(|one| one.bytes.len() <= 32 * 1024));
    }
}
