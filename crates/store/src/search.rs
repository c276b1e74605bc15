//! Words for searching Chinese text.
//!
//! Most words have two characters, which a trigram index cannot serve; so overlapping pairs are
//! indexed, and the last character of each run alone. A word of two characters is then one token, a
//! longer one a phrase of pairs, a single character a prefix. Runs of Latin letters and digits are
//! one token each and are found by their beginning.

use std::iter::from_fn;

use kakou_journal::normalise;

/// Adds the tokens of a text to those that are to be indexed, each with a space behind it.
pub(crate) fn index_words(text: &str, words: &mut String) {
    for run in runs(text) {
        match run {
            Run::Latin(word) => {
                words.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
                words.push(' ');
            }
            Run::Han(characters) => {
                let mut characters = characters.chars().peekable();
                while let Some(character) = characters.next() {
                    words.push(character);
                    words.extend(characters.peek());
                    words.push(' ');
                }
            }
        }
    }
}

/// Adds a check code as one token.
pub(crate) fn index_check_code(code: &str, words: &mut String) {
    words.push(' ');
    words.push_str(&code.to_ascii_lowercase());
}

/// The FTS5 expression for what somebody typed; `None` when there is nothing to search for. What can be a
/// check code, in whatever groups and letters it was read aloud, is also looked for as one.
pub(crate) fn query(typed: &str) -> Option<String> {
    let words = query_of_words(typed)?;
    Some(match normalise(typed) {
        Ok(code) => format!("\"{}\" OR ({words})", code.to_ascii_lowercase()),
        Err(_) => words,
    })
}

fn query_of_words(typed: &str) -> Option<String> {
    let part = |run| match run {
        Run::Latin(word) => format!("\"{}\" *", word.to_ascii_lowercase()),
        Run::Han(characters) => match characters.chars().collect::<Vec<_>>().as_slice() {
            [one] => format!("\"{one}\" *"),
            many => {
                let pairs: Vec<String> =
                    many.windows(2).map(|pair| pair.iter().collect()).collect();
                format!("\"{}\"", pairs.join(" "))
            }
        },
    };
    let parts: Vec<String> = runs(typed).map(part).collect();
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

enum Run<'a> {
    Latin(&'a str),
    Han(&'a str),
}

fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let words = text.split(|character: char| !character.is_alphanumeric());
    words.flat_map(|mut rest| {
        from_fn(move || {
            let latin = rest.chars().next()?.is_ascii_alphanumeric();
            let end = rest.find(|character: char| character.is_ascii_alphanumeric() != latin);
            let (run, behind) = rest.split_at(end.unwrap_or(rest.len()));
            rest = behind;
            Some(match latin {
                true => Run::Latin(run),
                false => Run::Han(run),
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_the_last_character_of_each_run_are_indexed() {
        let mut words = String::new();
        index_words("白营村，3号Gate", &mut words);
        assert_eq!(words, "白营 营村 村 3 号 gate ");
    }

    #[test]
    fn each_character_of_the_common_block_stands_in_a_word() {
        assert!(('\u{4E00}'..='\u{9FFF}').all(char::is_alphanumeric));
    }

    #[test]
    fn one_two_and_more_characters_are_asked_for_in_their_own_way() {
        assert_eq!(query("营").as_deref(), Some("\"营\" *"));
        assert_eq!(query("白营").as_deref(), Some("\"白营\""));
        assert_eq!(
            query("白营村 BYC").as_deref(),
            Some("\"白营 营村\" AND \"byc\" *")
        );
        assert_eq!(query(" \"*-' "), None);
        assert_eq!(
            query("7kq2-M9XD").as_deref(),
            Some("\"7kq2m9xd\" OR (\"7kq2\" * AND \"m9xd\" *)")
        );
    }
}
