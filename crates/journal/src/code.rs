//! Short codes that people read, say and type.

use crate::error::JournalError;
use crate::hash::PayloadHash;
use crate::key::PublicKey;

/// Crockford's base32: digits and letters without I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_CODE_LEN: usize = 8;
const FINGERPRINT_LEN: usize = 12;
/// Letters that are read aloud stand in groups of so many.
const GROUP: usize = 4;

/// The check code of a fact: eight characters, the first 40 bits of its payload's hash.
///
/// It is printed on the hand-over slip, so that paper and record can be compared by eye. It
/// finds slips of the pen; it is not proof against somebody who makes a payload to fit it.
pub fn check_code(payload: &PayloadHash) -> String {
    letters(&payload.0, CHECK_CODE_LEN)
}

/// Reads a check code as people type it: case, spaces and hyphens do not count, O is 0, I and L are 1.
///
/// # Errors
/// [`JournalError::NotACheckCode`] when what is left is not eight characters of the alphabet.
pub fn normalise(typed: &str) -> Result<String, JournalError> {
    read_letters(typed, CHECK_CODE_LEN)
}

/// Reads so many characters of the alphabet as people type them, see [`normalise`].
///
/// # Errors
/// [`JournalError::NotACheckCode`] when there are more or fewer, or others.
pub fn read_letters(typed: &str, count: usize) -> Result<String, JournalError> {
    let wrong = || JournalError::NotACheckCode(typed.chars().take(80).collect());
    let mut code = String::new();
    for letter in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let known = u8::try_from(letter).is_ok_and(|byte| ALPHABET.contains(&byte));
        if !known || code.len() == count {
            return Err(wrong());
        }
        code.push(letter);
    }
    if code.len() == count {
        Ok(code)
    } else {
        Err(wrong())
    }
}

/// A short name of a key, for enrolment codes and for comparing by eye: twelve characters in groups of
/// four, 60 bits of SHA-256 over the framed fields (`kakou/1/fingerprint`, suite, public key). To make
/// another key with the same fingerprint takes about 2^60 tries.
pub fn fingerprint(key: &PublicKey) -> String {
    in_groups(&letters(
        &key.digest("kakou/1/fingerprint"),
        FINGERPRINT_LEN,
    ))
}

/// Reads a fingerprint as people type it, see [`normalise`].
///
/// # Errors
/// [`JournalError::NotACheckCode`] when what is left is not twelve characters of the alphabet.
pub fn read_fingerprint(typed: &str) -> Result<String, JournalError> {
    Ok(in_groups(&read_letters(typed, FINGERPRINT_LEN)?))
}

/// Letters as they are written to be read: `R117-N99R-3DQV`.
pub fn in_groups(letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let groups = letters.chunks(GROUP).map(String::from_iter);
    groups.collect::<Vec<_>>().join("-")
}

/// The first `5 × count` bits of `bytes`, as characters of the alphabet. `count` is at most 12.
pub fn letters(bytes: &[u8; 32], count: usize) -> String {
    let bits = bytes[..8]
        .iter()
        .fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    (1..=count)
        .map(|n| char::from(ALPHABET[(bits >> (64 - 5 * n) & 31) as usize]))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_check_code_is_the_first_forty_bits() {
        let mut hash = [0; 32];
        hash[..5].copy_from_slice(&[0x00, 0x44, 0x32, 0x14, 0xc7]);
        hash[5] = 0xff;
        assert_eq!(check_code(&PayloadHash(hash)), "01234567");
        assert_eq!(check_code(&PayloadHash([0xff; 32])), "ZZZZZZZZ");
    }

    #[test]
    fn a_typed_code_is_read_as_it_was_meant() {
        assert_eq!(normalise(" oil7-abcd "), Ok("0117ABCD".to_owned()));
    }

    #[test]
    fn what_cannot_be_a_check_code_is_refused() {
        for typed in [
            "",
            "0117ABC",
            "0117ABCDE",
            "0117ABCU",
            "0117ABC督",
            "0117ABC/",
        ] {
            assert_eq!(
                normalise(typed).unwrap_err().code(),
                "not-a-check-code",
                "{typed}"
            );
        }
    }

    #[test]
    fn a_fingerprint_stays_what_it_is_in_version_one() {
        assert_eq!(fingerprint(&PublicKey([7; 32])), "R117-N99R-3DQV");
    }

    #[test]
    fn a_typed_fingerprint_is_read_as_it_was_meant() {
        assert_eq!(
            read_fingerprint(" r1l7 n99r3dqv"),
            Ok("R117-N99R-3DQV".to_owned())
        );
        assert!(read_fingerprint("R117-N99R-3DQ").is_err());
    }

    proptest! {
        #[test]
        fn every_check_code_reads_as_itself(hash: [u8; 32]) {
            let code = check_code(&PayloadHash(hash));
            prop_assert_eq!(normalise(&code.to_lowercase()), Ok(code));
        }

        #[test]
        fn any_text_is_read_or_refused(typed: String) {
            let read = normalise(&typed);
            if let Ok(code) = &read {
                prop_assert_eq!(&normalise(code), &read);
            }
        }
    }
}
