//! Days and times as people write them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};

use crate::language::Language;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// 2020年2月14日
pub(crate) fn day(language: Language, day: NaiveDate) -> String {
    match language {
        Language::Chinese => format!("{}年{}", day.year(), short_day(language, day)),
        Language::English => format!("{} {}", short_day(language, day), day.year()),
    }
}

/// 2月14日
pub(crate) fn short_day(language: Language, day: NaiveDate) -> String {
    match language {
        Language::Chinese => format!("{}月{}日", day.month(), day.day()),
        Language::English => {
            let month = MONTHS.get(day.month0() as usize).unwrap_or(&"");
            format!("{} {month}", day.day())
        }
    }
}

/// 2020年2月14日10时20分, by the clock on the wall where it was written.
pub(crate) fn moment(language: Language, at: DateTime<FixedOffset>) -> String {
    format!("{}{}", day(language, at.date_naive()), time(language, at))
}

/// 2月14日10时20分; with the year when that is not the year of `now`.
pub(crate) fn short_moment(
    language: Language,
    at: DateTime<FixedOffset>,
    now: DateTime<FixedOffset>,
) -> String {
    let date = short_or_full_day(language, at.date_naive(), now);
    format!("{date}{}", time(language, at))
}

/// 2月14日; with the year when that is not the year of `now`.
pub(crate) fn short_or_full_day(
    language: Language,
    date: NaiveDate,
    now: DateTime<FixedOffset>,
) -> String {
    if date.year() == now.year() {
        short_day(language, date)
    } else {
        day(language, date)
    }
}

/// A stored RFC 3339 time as a moment; as it stands when it cannot be read.
pub(crate) fn stored(language: Language, text: &str) -> String {
    match DateTime::parse_from_rfc3339(text) {
        Ok(at) => moment(language, at),
        Err(_) => text.to_owned(),
    }
}

fn time(language: Language, at: DateTime<FixedOffset>) -> String {
    match language {
        Language::Chinese => format!("{}时{:02}分", at.hour(), at.minute()),
        Language::English => format!(", {:02}:{:02}", at.hour(), at.minute()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_people_write_it() {
        let at = DateTime::parse_from_rfc3339("2020-02-14T10:05:59+08:00").unwrap();
        let next_year = DateTime::parse_from_rfc3339("2021-01-01T00:00:00+08:00").unwrap();
        assert_eq!(moment(Language::Chinese, at), "2020年2月14日10时05分");
        assert_eq!(moment(Language::English, at), "14 Feb 2020, 10:05");
        assert_eq!(short_moment(Language::Chinese, at, at), "2月14日10时05分");
        assert_eq!(
            short_moment(Language::Chinese, at, next_year),
            "2020年2月14日10时05分"
        );
    }
}
