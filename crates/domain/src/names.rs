//! Finding Chinese names by what people type: pinyin initials, and pairs of characters.

use pinyin::ToPinyinMulti;

/// The most spellings that are kept of one name with characters of several readings.
const MAX_SPELLINGS: usize = 8;

/// The pinyin initials of a name in each of its readings: 白营村 → `byc`; 重庆路 → `cql`, `zql`.
/// Latin letters and digits stand for themselves, everything else is left out.
pub fn initials(name: &str) -> Vec<String> {
    let mut spellings = vec![String::new()];
    for character in name.chars() {
        let mut letters: Vec<char> = match character.to_pinyin_multi() {
            Some(readings) => readings
                .into_iter()
                .filter_map(|reading| reading.plain().chars().next())
                .collect(),
            None if character.is_ascii_alphanumeric() => vec![character.to_ascii_lowercase()],
            None => continue,
        };
        letters.sort_unstable();
        letters.dedup();
        spellings = letters
            .iter()
            .flat_map(|letter| {
                spellings
                    .iter()
                    .map(move |start| format!("{start}{letter}"))
            })
            .take(MAX_SPELLINGS)
            .collect();
    }
    spellings.retain(|spelling| !spelling.is_empty());
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_initials_in_each_reading() {
        assert!(initials("白营村卡点").contains(&"byckd".to_owned()));
        assert!(initials("白营村卡点").contains(&"bycqd".to_owned()));
        assert_eq!(
            initials("3号 A门").first().map(String::as_str),
            Some("3ham")
        );
        assert!(initials("——").is_empty());
    }
}
