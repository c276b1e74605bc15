//! Numbers as official Chinese prose writes them.

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// From here on numbers are Arabic.
const ARABIC_FROM: i64 = 100;

/// 零 to 九十九; `None` for any other number. Two is 二, as after 第.
pub fn chinese(number: i64) -> Option<String> {
    let number = usize::try_from(number).ok()?;
    let digit = |index: usize| DIGITS.get(index).copied();
    let (tens, ones) = (number / 10, number % 10);
    let mut text = match tens {
        0 => return digit(ones).map(str::to_owned),
        1 => "十".to_owned(),
        _ => format!("{}十", digit(tens)?),
    };
    if ones > 0 {
        text.push_str(digit(ones)?);
    }
    Some(text)
}

/// How the numbers of one sentence are written: if one of them is a hundred or more, all are
/// Arabic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numerals {
    /// 两人, 三次
    Chinese,
    /// 120人, 3次
    Arabic,
}

impl Numerals {
    /// The numerals for a sentence with these numbers.
    pub fn of(numbers: impl IntoIterator<Item = i64>) -> Self {
        let small = |number: i64| (0..ARABIC_FROM).contains(&number);
        if numbers.into_iter().all(small) {
            Self::Chinese
        } else {
            Self::Arabic
        }
    }

    /// A number between the characters before and after it: two is 两 when it stands before a
    /// measure word, that is before any character and not after 第.
    pub fn write(self, number: i64, before: Option<char>, after: Option<char>) -> String {
        let counts = before != Some('第') && after.is_some_and(is_han);
        match (self, number) {
            (Self::Chinese, 2) if counts => "两".to_owned(),
            (Self::Chinese, _) => chinese(number).unwrap_or_else(|| number.to_string()),
            (Self::Arabic, _) => number.to_string(),
        }
    }
}

fn is_han(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_below_a_hundred_are_written_as_they_are_said() {
        for (number, said) in [
            (0, "零"),
            (1, "一"),
            (2, "二"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (22, "二十二"),
            (99, "九十九"),
        ] {
            assert_eq!(chinese(number).as_deref(), Some(said));
        }
        assert_eq!(chinese(100), None);
        assert_eq!(chinese(-1), None);
        assert_eq!(chinese(i64::MIN), None);
    }

    #[test]
    fn two_is_liang_before_a_measure_word_only() {
        assert_eq!(Numerals::Chinese.write(2, None, Some('人')), "两");
        assert_eq!(Numerals::Chinese.write(12, None, Some('人')), "十二");
        assert_eq!(Numerals::Chinese.write(2, Some('第'), Some('次')), "二");
        assert_eq!(Numerals::Chinese.write(2, Some('为'), Some('，')), "二");
        assert_eq!(Numerals::Chinese.write(2, Some('为'), None), "二");
    }

    #[test]
    fn one_number_of_a_hundred_makes_all_arabic() {
        assert_eq!(Numerals::of([2, 99]), Numerals::Chinese);
        assert_eq!(Numerals::of([2, 100]), Numerals::Arabic);
        assert_eq!(Numerals::of([2, -1]), Numerals::Arabic);
        assert_eq!(Numerals::Arabic.write(2, None, Some('人')), "2");
    }
}
