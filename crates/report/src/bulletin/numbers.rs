//! The numbers of headings: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3).

use kakou_domain::checklist::numerals::chinese;

use super::block::HeadingLevel;
use super::words;

/// Counts the headings of a body from its beginning.
#[derive(Debug, Default)]
pub(crate) struct Numbers([i64; 4]);

impl Numbers {
    /// The number of the next heading of a level. Those below it begin anew.
    pub(crate) fn next(&mut self, level: HeadingLevel) -> String {
        let depth = usize::from(u8::from(level));
        let mut n = 0;
        for (index, count) in self.0.iter_mut().enumerate().skip(depth - 1) {
            if index == depth - 1 {
                *count += 1;
                n = *count;
            } else {
                *count = 0;
            }
        }
        let n = match level {
            HeadingLevel::First | HeadingLevel::Second => {
                chinese(n).unwrap_or_else(|| n.to_string())
            }
            HeadingLevel::Third | HeadingLevel::Fourth => n.to_string(),
        };
        words::fill(&format!("heading_{depth}"), &[("n", &n)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_counts_below_the_one_above() {
        use HeadingLevel::{First, Fourth, Second, Third};
        let mut numbers = Numbers::default();
        let levels = [
            First, Second, Second, Third, Fourth, Fourth, Third, First, Second,
        ];
        let said: Vec<String> = levels.map(|level| numbers.next(level)).into();
        assert_eq!(
            said,
            [
                "一、",
                "（一）",
                "（二）",
                "1.",
                "（1）",
                "（2）",
                "2.",
                "二、",
                "（一）"
            ]
        );
    }

    #[test]
    fn a_level_may_be_left_out() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.next(HeadingLevel::Third), "1.");
        for _ in 0..100 {
            numbers.next(HeadingLevel::First);
        }
        assert_eq!(numbers.next(HeadingLevel::First), "101、");
    }
}
