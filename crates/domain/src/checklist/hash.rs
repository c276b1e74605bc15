//! A template's hash: by it a visit names exactly what it was made by.

use super::Template;
use crate::digest::sha256_type;

sha256_type!(
    /// SHA-256 of a template's canonical JSON, as 64 lower-case hex digits.
    ChecklistHash = "checklist hash"
);

impl Template {
    /// Its hash, the same however its file is laid out.
    pub fn hash(&self) -> ChecklistHash {
        ChecklistHash::over(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_64_hex_digits() {
        assert!("ab".repeat(32).parse::<ChecklistHash>().is_ok());
        for wrong in ["", "ab", &"AB".repeat(32), &"g".repeat(64)] {
            assert!(wrong.parse::<ChecklistHash>().is_err(), "{wrong}");
        }
    }
}
