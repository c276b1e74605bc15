//! A visit's proof, which anybody hands to anybody.

use kakou_store::check_proof;

use crate::code::is_a_code;

/// Reads the bytes as a proof. What holds is signed, so it is told the same way however it is written.
pub fn proof(bytes: &[u8]) {
    match check_proof(bytes) {
        Err(refused) => is_a_code(refused.code()),
        Ok(proved) => {
            assert!(!proved.facts.is_empty());
            assert_eq!(proved.facts[0].kind, "visit.sealed");
            let document: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            let again = serde_json::to_vec(&document).unwrap();
            assert_eq!(check_proof(&again).unwrap(), proved);
        }
    }
}
