//! One cell of a table, and what can be read from it.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::problem::Problem;
use super::text::{half_width, shortened};

/// A cell as the file has it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Cell {
    /// Nothing, or nothing but spaces.
    #[default]
    Empty,
    /// A text, without spaces around it.
    Text(String),
    /// A number of a spreadsheet.
    Number(f64),
    /// A date, or a time of day, of a spreadsheet.
    Moment(NaiveDateTime),
    /// A formula that failed.
    Failed(String),
}

impl Cell {
    pub(super) fn from_text(text: &str) -> Self {
        match text.trim() {
            "" => Self::Empty,
            text => Self::Text(text.to_owned()),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// As a text: a code or a phone number that is stored as the number 410523100200.0 has no
    /// fraction.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Failed(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Moment(moment) if moment.time() == NaiveTime::MIN => moment.date().to_string(),
            Self::Moment(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
        }
    }

    pub(super) fn number(&self) -> Result<f64, Problem> {
        let number = match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => half_width(text).trim().parse().ok(),
            _ => None,
        };
        number
            .filter(|number| number.is_finite())
            .ok_or_else(|| Problem::BadNumber {
                value: shortened(&self.text()),
            })
    }

    /// A whole number between two limits; 3人 is 3.
    pub(super) fn count(&self, least: u32, most: u32) -> Result<u32, Problem> {
        let value = || shortened(&self.text());
        let whole = match self {
            Self::Number(number) if number.fract() == 0.0 => Some(number.to_string()),
            Self::Text(text) => Some(
                half_width(text)
                    .trim_end_matches(['人', '名', ' '])
                    .to_owned(),
            ),
            _ => None,
        };
        let number: i128 = whole
            .and_then(|digits| digits.parse().ok())
            .ok_or_else(|| Problem::BadNumber { value: value() })?;
        match u32::try_from(number) {
            Ok(count) if (least..=most).contains(&count) => Ok(count),
            _ => Err(Problem::OutOfRange {
                value: value(),
                least,
                most,
            }),
        }
    }

    /// A day: 2020-02-14, 2020/2/14, 2020.2.14, 2020年2月14日, or a spreadsheet's own.
    pub(super) fn date(&self) -> Result<NaiveDate, Problem> {
        let date = match self {
            Self::Moment(moment) => Some(moment.date()),
            Self::Text(text) => date_of(&half_width(text)),
            _ => None,
        };
        date.filter(|date| (1900..2200).contains(&chrono::Datelike::year(date)))
            .ok_or_else(|| Problem::BadDate {
                value: shortened(&self.text()),
            })
    }

    /// A time of day: 8:00, 08:00:00, 8时, 8时30分, or a spreadsheet's own. 24:00 is the midnight
    /// at which a day ends, which is written 00:00.
    pub(super) fn time(&self) -> Result<NaiveTime, Problem> {
        let time = match self {
            Self::Moment(moment) => Some(moment.time()),
            Self::Text(text) => time_of(&half_width(text)),
            _ => None,
        };
        time.ok_or_else(|| Problem::BadTime {
            value: shortened(&self.text()),
        })
    }
}

/// The numbers between signs; `None` when anything else stands there.
fn numbers(text: &str, signs: &[char]) -> Option<Vec<u32>> {
    let part = |part: &str| -> Option<u32> {
        let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    text.split(signs).map(|piece| part(piece.trim())).collect()
}

fn date_of(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    match numbers(
        text.strip_suffix('日').unwrap_or(text),
        &['-', '/', '.', '年', '月'],
    )?
    .as_slice()
    {
        &[year, month, day] => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day),
        _ => None,
    }
}

fn time_of(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let bare = text.strip_suffix(['时', '点', '分']);
    let parts = numbers(bare.unwrap_or(text), &[':', '时', '点'])?;
    let (hour, minute, second) = match *parts.as_slice() {
        [hour] if bare.is_some() => (hour, 0, 0),
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    match (hour, minute, second) {
        (24, 0, 0) => Some(NaiveTime::MIN),
        _ => NaiveTime::from_hms_opt(hour, minute, second),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::from_text(text)
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let day = NaiveDate::from_ymd_opt(2020, 2, 14).unwrap();
        for written in [
            "2020-02-14",
            "2020/2/14",
            "2020.2.14",
            "2020年2月14日",
            "2020年02月14日",
            "２０２０-2-14",
        ] {
            assert_eq!(text(written).date(), Ok(day), "{written}");
        }
        for wrong in [
            "2020-02-30",
            "14",
            "2月14日",
            "2020-02",
            "20-2-14",
            "2020-2-14-1",
            "+2020-2-1",
        ] {
            assert_eq!(
                text(wrong).date().unwrap_err().code(),
                "bad-date",
                "{wrong}"
            );
        }
        assert!(Cell::Number(43_875.0).date().is_err());
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let eight = NaiveTime::from_hms_opt(8, 0, 0).unwrap();
        for written in [
            "8:00",
            "08:00",
            "08:00:00",
            "8：00",
            "8时",
            "8点",
            "8时00分",
        ] {
            assert_eq!(text(written).time(), Ok(eight), "{written}");
        }
        assert_eq!(text("24:00").time(), Ok(NaiveTime::MIN));
        for wrong in ["8", "25:00", "24:01", "08:60", "早上", "8:-1"] {
            assert_eq!(
                text(wrong).time().unwrap_err().code(),
                "bad-time",
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_count_is_whole_and_within_its_limits() {
        assert_eq!(text("3人").count(1, 1000), Ok(3));
        assert_eq!(text("３").count(1, 1000), Ok(3));
        assert_eq!(Cell::Number(3.0).count(1, 1000), Ok(3));
        for wrong in ["0", "-1", "1001", "99999999999999999999"] {
            assert_eq!(
                text(wrong).count(1, 1000).unwrap_err().code(),
                "out-of-range",
                "{wrong}"
            );
        }
        for wrong in ["三", "2.5", "1e2", ""] {
            assert_eq!(
                text(wrong).count(1, 1000).unwrap_err().code(),
                "bad-number",
                "{wrong}"
            );
        }
        assert_eq!(
            Cell::Number(2.5).count(1, 1000).unwrap_err().code(),
            "bad-number"
        );
        assert_eq!(
            Cell::Number(f64::NAN).count(1, 1000).unwrap_err().code(),
            "bad-number"
        );
        assert_eq!(
            Cell::Number(-1.0).count(1, 1000).unwrap_err().code(),
            "out-of-range"
        );
    }

    #[test]
    fn a_code_that_is_stored_as_a_number_stays_a_code() {
        assert_eq!(Cell::Number(410_523_100_200.0).text(), "410523100200");
        assert_eq!(Cell::Number(13_800_000_000.0).text(), "13800000000");
    }
}
