//! What people and devices are called: when two names are one to whoever reads them, and how a second
//! device under a name is told apart.

/// Whether a character hides itself or turns the text around it: a name with it looks like another's.
pub fn hides(one: char) -> bool {
    matches!(one,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Whether two names look the same: blanks, and what nobody sees, make no difference.
pub fn look_alike(one: &str, other: &str) -> bool {
    seen(one).eq(seen(other))
}

fn seen(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|one| !(hides(*one) || one.is_whitespace() || one.is_control()))
}

/// The name of a further device under a name: 王某（2）.
pub fn numbered(name: &str, n: u32) -> String {
    format!("{name}（{n}）")
}

/// The name of the first device, of a name as [`numbered`] makes it.
pub fn without_number(name: &str) -> Option<&str> {
    let (first, end) = name.strip_suffix('）')?.rsplit_once('（')?;
    let n: u32 = end.parse().ok()?;
    (n > 1 && !first.is_empty()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_what_nobody_sees_look_alike() {
        for other in [
            "王 某",
            "\u{3000}王某 ",
            "王\u{200b}某",
            "王某\u{2060}",
            "\u{202e}王某",
        ] {
            assert!(look_alike("王某", other), "{other:?}");
        }
        for other in ["王某某", "李某", "王某（2）", ""] {
            assert!(!look_alike("王某", other), "{other:?}");
        }
    }

    #[test]
    fn a_number_is_read_as_it_was_written() {
        assert_eq!(numbered("王某", 2), "王某（2）");
        assert_eq!(without_number("王某（12）"), Some("王某"));
        for name in ["王某", "王某（1）", "王某（甲）", "（2）", "王某(2)"] {
            assert_eq!(without_number(name), None, "{name}");
        }
    }
}
