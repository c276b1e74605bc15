//! A title in lines: even in length, and broken where one reads a pause (GB/T 9704-2012, 7.3.1).

/// Characters of 二号 on a line of 156 mm.
const LONGEST_LINE: usize = 20;
/// How far from an even break a better one is looked for, in characters.
const REACH: usize = 4;
/// One pauses before these …
const PAUSES_BEFORE: [&str; 4] = ["的通报", "的情况", "情况的", "《"];
/// … and after these.
const PAUSES_AFTER: [&str; 6] = ["关于", "的", "、", "，", "》", "和"];

/// The lines of a title. A line break of whoever wrote it stands.
pub(crate) fn lines(title: &str) -> Vec<String> {
    let parts = title.split('\n').map(super::sheet::clean);
    parts
        .filter(|part| !part.is_empty())
        .flat_map(|part| balanced(&part))
        .collect()
}

fn balanced(part: &str) -> Vec<String> {
    let mut rest: Vec<char> = part.chars().collect();
    let mut lines = Vec::new();
    let mut left = rest.len().div_ceil(LONGEST_LINE);
    while left > 1 {
        let at = best_break(&rest, rest.len().div_ceil(left));
        let behind = rest.split_off(at);
        lines.push(rest.iter().collect());
        rest = behind;
        left = rest.len().div_ceil(LONGEST_LINE);
    }
    lines.push(rest.iter().collect());
    lines
}

/// The place near an even break where one pauses; the even break itself when there is none. Both
/// lines have to fit.
fn best_break(text: &[char], even: usize) -> usize {
    let near = even.saturating_sub(REACH)..=(even + REACH).min(LONGEST_LINE);
    let paused = near
        .filter(|at| *at > 0 && *at < text.len() && pauses(text, *at))
        .min_by_key(|at| at.abs_diff(even));
    let at = paused.unwrap_or(even);
    // A number or a word is kept whole.
    let joined = |at: usize| {
        let ascii = |index: usize| text.get(index).is_some_and(char::is_ascii_graphic);
        at > 0 && ascii(at - 1) && ascii(at)
    };
    let whole = (1..=at).rev().find(|at| !joined(*at));
    whole.unwrap_or(at)
}

fn pauses(text: &[char], at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let before: String = before.iter().collect();
    let after: String = after.iter().collect();
    // 的 before 通报 belongs to it: 的通报 is not torn.
    let torn = before.ends_with('的') && after.starts_with("通报");
    let pause = PAUSES_AFTER.iter().any(|word| before.ends_with(word))
        || PAUSES_BEFORE.iter().any(|word| after.starts_with(word));
    pause && !torn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_title_is_one_line() {
        assert_eq!(lines("关于疫情防控督查情况的通报").len(), 1);
    }

    #[test]
    fn a_long_title_is_broken_where_one_pauses() {
        assert_eq!(
            lines("中共汤阴县纪委汤阴县监委关于村卡口疫情防控督查情况的通报"),
            [
                "中共汤阴县纪委汤阴县监委关于",
                "村卡口疫情防控督查情况的通报"
            ]
        );
        assert_eq!(lines(&"长".repeat(30)), ["长".repeat(15), "长".repeat(15)]);
    }

    #[test]
    fn every_line_fits_and_nothing_is_lost() {
        for length in 1..90 {
            let title: String = "关于的和2020年、".chars().cycle().take(length).collect();
            let lines = lines(&title);
            assert_eq!(lines.concat(), title);
            assert!(
                lines
                    .iter()
                    .all(|line| line.chars().count() <= LONGEST_LINE)
            );
        }
    }

    #[test]
    fn a_break_of_the_writer_stands() {
        assert_eq!(lines("关于督查\n情况的通报"), ["关于督查", "情况的通报"]);
        assert!(lines(" \n").is_empty());
    }
}
