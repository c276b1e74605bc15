//! The fixed words of a bulletin. They are Chinese whatever the app's language is: the paper is a
//! form of Chinese administration.

use std::sync::LazyLock;

use crate::language::{Words, fill_in, read};

static WORDS: LazyLock<Words> = LazyLock::new(|| read(include_str!("words.json")));

/// The words under a key.
pub(crate) fn say(key: &str) -> &'static str {
    WORDS.get(key).map_or("", String::as_str)
}

/// The words under a key, filled in.
pub(crate) fn fill(key: &str, values: &[(&str, &str)]) -> String {
    fill_in(say(key), values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_there() {
        assert_eq!(fill("issue", &[("issue", "3")]), "第3期");
    }
}
