//! What every refusal has.

/// A code is what messages are made from: lower-case words with hyphens between.
#[track_caller]
pub(crate) fn is_a_code(code: &str) {
    let word = |word: &str| {
        let mut letters = word.bytes();
        !word.is_empty() && letters.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    assert!(code.split('-').all(word), "«{code}» is no code");
}
