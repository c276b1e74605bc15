//! Small phrases that several parts of a bulletin use.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};

/// Names in one sentence; more than this are named by their number.
const MOST_NAMES: usize = 12;

/// 白营镇、菜园镇; of very many the first, 等N个
pub(super) fn list<S: AsRef<str>>(names: &[S], measure: &str) -> String {
    if names.len() > MOST_NAMES {
        return counted(names, measure);
    }
    let named: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    named.join("、")
}

/// 白营村卡点、程岗村卡点等2个点位: the first of them, and how many there are.
pub(super) fn counted<S: AsRef<str>>(names: &[S], measure: &str) -> String {
    let named: Vec<&str> = names.iter().take(MOST_NAMES).map(AsRef::as_ref).collect();
    format!("{}等{}{measure}", named.join("、"), names.len())
}

/// 2020年2月13日至17日; what is the same is said once.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> String {
    let first = from.format("%Y年%-m月%-d日").to_string();
    if from == to {
        return first;
    }
    let last = match (from.year() == to.year(), from.month() == to.month()) {
        (true, true) => to.format("%-d日"),
        (true, false) => to.format("%-m月%-d日"),
        (false, _) => to.format("%Y年%-m月%-d日"),
    };
    format!("{first}至{last}")
}

/// 2月17日12时
pub(super) fn hour(at: DateTime<FixedOffset>) -> String {
    format!("{}{}时", at.format("%-m月%-d日"), at.hour())
}

/// 2月15日
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%-m月%-d日").to_string()
}

/// A share in per cent with one decimal, without one that is zero: 2.6%, 38%
pub(super) fn percent(part: u32, whole: u32) -> String {
    let tenths = (u64::from(part) * 1000 + u64::from(whole) / 2) / u64::from(whole.max(1));
    match tenths % 10 {
        0 => format!("{}%", tenths / 10),
        decimal => format!("{}.{decimal}%", tenths / 10),
    }
}

/// A text that ends as a sentence does.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['。', '！', '？', '；']) || text.is_empty() {
        text.to_owned()
    } else {
        format!("{text}。")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_two_days_share_is_said_once() {
        let said = |from, to| days(on(from), on(to));
        assert_eq!(said("2020-02-13", "2020-02-17"), "2020年2月13日至17日");
        assert_eq!(said("2020-01-30", "2020-02-17"), "2020年1月30日至2月17日");
        assert_eq!(
            said("2019-12-30", "2020-01-02"),
            "2019年12月30日至2020年1月2日"
        );
        assert_eq!(said("2020-02-13", "2020-02-13"), "2020年2月13日");
    }

    #[test]
    fn shares_are_rounded_and_never_divide_by_nothing() {
        assert_eq!(percent(8, 303), "2.6%");
        assert_eq!(percent(1, 2), "50%");
        assert_eq!(percent(303, 303), "100%");
        assert_eq!(percent(0, 0), "0%");
    }

    #[test]
    fn of_very_many_names_the_first_are_named_and_all_are_counted() {
        let many: Vec<String> = (1..=20).map(|n| format!("村{n}")).collect();
        assert!(list(&many, "个点位").ends_with("村12等20个点位"));
        assert_eq!(list(&["甲", "乙"], "个"), "甲、乙");
        assert_eq!(counted(&["甲", "乙"], "个点位"), "甲、乙等2个点位");
        assert_eq!(counted(&many, "个点位"), list(&many, "个点位"));
    }
}
