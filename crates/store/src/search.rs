//! Words for searching Chinese text.
//!
//! Most words have two characters, which a trigram index cannot serve; so overlapping pairs are
//! indexed, and the last character of each run alone. A word of two characters is then one token, a
//! longer one a phrase of pairs, a single character a prefix. Runs of Latin letters and digits are
//! one token each and are found by their beginning.

/// The tokens of a text, for the index.
pub(crate) fn index_words(text: &str) -> String {
    let mut words = Vec::new();
    for run in runs(text) {
        match run {
            Run::Latin(word) => words.push(word),
            Run::Han(characters) => {
                words.extend(characters.windows(2).map(|pair| pair.iter().collect()));
                words.extend(characters.last().map(char::to_string));
            }
        }
    }
    words.join(" ")
}

/// The FTS5 expression for what somebody typed; `None` when there is nothing to search for.
pub(crate) fn query(typed: &str) -> Option<String> {
    let parts: Vec<String> = runs(typed)
        .into_iter()
        .map(|run| match run {
            Run::Latin(word) => format!("\"{word}\" *"),
            Run::Han(characters) => match characters.as_slice() {
                [one] => format!("\"{one}\" *"),
                many => {
                    let pairs: Vec<String> =
                        many.windows(2).map(|pair| pair.iter().collect()).collect();
                    format!("\"{}\"", pairs.join(" "))
                }
            },
        })
        .collect();
    if parts.is_empty() {
        None
    } else {
        Some(parts.join(" AND "))
    }
}

enum Run {
    Latin(String),
    Han(Vec<char>),
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut joined = false;
    for character in text.chars() {
        if !character.is_alphanumeric() {
            joined = false;
            continue;
        }
        let latin = character.is_ascii_alphanumeric();
        match runs.last_mut() {
            Some(Run::Latin(word)) if joined && latin => word.push(character.to_ascii_lowercase()),
            Some(Run::Han(han)) if joined && !latin => han.push(character),
            _ if latin => runs.push(Run::Latin(character.to_ascii_lowercase().to_string())),
            _ => runs.push(Run::Han(vec![character])),
        }
        joined = true;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_the_last_character_of_each_run_are_indexed() {
        assert_eq!(index_words("白营村，3号Gate"), "白营 营村 村 3 号 gate");
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
    }
}
