//! Text as people type it in Chinese spreadsheets: full and half width, spaces, capitals.

/// Full-width letters, digits and signs as their ASCII twins, the ideographic space as a space.
pub(super) fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c) // the two blocks run in step
        }
        _ => c,
    };
    text.chars().map(narrow).collect()
}

/// What is compared when two headings or terms are to mean the same: half width, lower case, and
/// nothing but letters and digits.
pub(super) fn key(text: &str) -> String {
    let narrow = half_width(text);
    narrow
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What is compared when two names or codes are to mean the same. Punctuation counts here: 1-1号楼
/// is not 11号楼.
pub(super) fn name_key(text: &str) -> String {
    let narrow = half_width(text);
    narrow
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The beginning of a text, for an error message.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_punctuation_do_not_count_in_a_key() {
        for same in ["GCJ-02", " gcj_02 ", "ＧＣＪ－０２", "gcj　02"] {
            assert_eq!(key(same), "gcj02", "{same}");
        }
        assert_eq!(key("＊名 称（必填）"), "名称必填");
    }

    #[test]
    fn punctuation_counts_in_a_name_and_width_does_not() {
        assert_eq!(name_key("白营村（东） 卡点"), name_key("白营村(东)卡点"));
        assert_ne!(name_key("1-1号楼"), name_key("11号楼"));
    }
}
