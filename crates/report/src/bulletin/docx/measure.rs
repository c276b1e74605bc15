//! The page of GB/T 9704-2012, 5.2, in twentieths of a point, which Word counts in.

/// 210 mm and 297 mm.
pub(super) const PAGE: (u32, u32) = (11906, 16838);
/// 天头, 37 mm
pub(super) const TOP: i32 = 2098;
/// 订口, 28 mm
pub(super) const LEFT: i32 = 1588;
/// What a type area of 156 mm leaves: 26 mm.
pub(super) const RIGHT: i32 = 1474;
/// What a type area of 225 mm leaves: 35 mm.
pub(super) const BOTTOM: i32 = 1984;
/// The foot of the page number, from the edge of the paper: its dash is 7 mm below the type area
/// (7.5), in the middle of a line of 14 points.
pub(super) const FOOTER: i32 = 1446;
/// The type area, 156 mm wide …
pub(super) const WIDTH: i32 = 8844;
/// … in 22 lines of 225 mm.
pub(super) const LINE: i32 = 579;
/// 28 characters a line.
pub(super) const CHARACTER: i32 = WIDTH / 28;
/// What a character of 16 points gives up for that: a fifth of a point, rounded up to what Word
/// counts in.
pub(super) const TIGHTER: i32 = -5;
/// A character of 四号.
pub(super) const SMALL_CHARACTER: i32 = 280;

/// 二号, 三号 and 四号 in half points, and what tables have: 小四.
pub(super) const SIZE_2: usize = 44;
pub(super) const SIZE_3: usize = 32;
pub(super) const SIZE_4: usize = 28;
pub(super) const SIZE_TABLE: usize = 24;

/// How wide a text is, in halves of a character: what is not Chinese takes a half.
pub(super) fn halves(text: &str) -> i32 {
    let widths = text.chars().map(|c| match c {
        '\u{20}'..='\u{2dff}'
            if !matches!(c, '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}') =>
        {
            1
        }
        _ => 2,
    });
    widths.sum()
}

/// How wide a text of 三号 is.
pub(super) fn width(text: &str) -> i32 {
    halves(text) * CHARACTER / 2
}

/// How wide the gaps are that are set between Chinese characters and digits where nobody forbids
/// it: a quarter of a character each.
pub(super) fn gaps(text: &str) -> i32 {
    let digits: Vec<bool> = text.chars().map(|c| c.is_ascii_digit()).collect();
    let borders = digits.windows(2).filter(|pair| pair.first() != pair.last());
    i32::try_from(borders.count()).unwrap_or_default() * CHARACTER / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_take_half_the_width() {
        assert_eq!(halves("2020年2月17日"), 4 + 2 + 1 + 2 + 2 + 2);
        assert_eq!(halves("—“”"), 6);
    }

    #[test]
    fn a_date_has_five_gaps() {
        assert_eq!(gaps("2020年2月17日"), 5 * CHARACTER / 4);
        assert_eq!(gaps("县纪委监委"), 0);
    }
}
