//! Texts of users, made fit for paper.

/// Letters and digits in a row after which a line may be broken anywhere.
const LONGEST_WORD: usize = 18;
/// A zero-width space: a line may break here.
const BREAK: char = '\u{200b}';

/// A text without characters that steer instead of being read (they could turn a line round or
/// hide a part of it), and with room for line breaks in words that are wider than a page.
pub(crate) fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    let mut in_word = 0;
    for c in text.trim().chars().filter(|c| !steers(*c)) {
        in_word = if c.is_ascii_graphic() { in_word + 1 } else { 0 };
        if in_word > LONGEST_WORD {
            printable.push(BREAK);
            in_word = 1;
        }
        printable.push(c);
    }
    printable
}

/// The same on one line, for labels and for a paragraph that is pasted somewhere.
pub(crate) fn one_line(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| c.is_whitespace() || !steers(*c))
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn steers(c: char) -> bool {
    let bidirectional =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    bidirectional || (c.is_control() && c != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_left_out_and_long_words_can_be_broken() {
        assert_eq!(printable("白营\u{202e}村\u{7}\n卡点"), "白营村\n卡点");
        let long = "a".repeat(40);
        let broken = printable(&long);
        assert_eq!(broken.matches(BREAK).count(), 2);
        assert_eq!(broken.replace(BREAK, ""), long);
        assert_eq!(printable("卡点应为三人"), "卡点应为三人");
    }

    #[test]
    fn a_paragraph_has_no_line_breaks() {
        assert_eq!(one_line(" 甲\r\n\n乙\t丙 "), "甲 乙 丙");
    }
}
