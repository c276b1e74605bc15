//! What stands at the foot of the last page: 版记 of a document (GB/T 9704-2012, 7.4), and who gets
//! a brief.

use super::letterhead::{BriefHead, Imprint, Letterhead};
use super::sheet::{clean, day, joined};
use super::words;

/// A row of the foot.
#[derive(Debug, Default)]
pub(crate) struct FootRow {
    /// The line above it.
    pub(crate) above: Rule,
    /// The line below it, where no row follows.
    pub(crate) below: Rule,
    /// 抄送：, and what follows is aligned behind it.
    pub(crate) label: &'static str,
    pub(crate) left: String,
    pub(crate) right: String,
}

/// A line as wide as the text (7.4.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Rule {
    #[default]
    None,
    /// Between rows: 0.25 mm
    Thin,
    /// The first and the last: 0.35 mm
    Thick,
}

/// The rows, from the top.
pub(crate) fn foot(letterhead: &Letterhead) -> Vec<FootRow> {
    match letterhead {
        Letterhead::Official(head) => imprint(&head.imprint),
        Letterhead::Brief(head) => circulation(head),
    }
}

fn imprint(imprint: &Imprint) -> Vec<FootRow> {
    let copies = joined(&imprint.copies_to).map(|bodies| FootRow {
        above: Rule::Thick,
        label: words::say("copies_to"),
        left: words::fill("copies_to_list", &[("bodies", &bodies)]),
        ..FootRow::default()
    });
    let issued = FootRow {
        above: match copies {
            Some(_) => Rule::Thin,
            None => Rule::Thick,
        },
        below: Rule::Thick,
        left: clean(&imprint.issuer),
        right: words::fill("issued_on", &[("day", &day(imprint.issued_on))]),
        ..FootRow::default()
    };
    copies.into_iter().chain([issued]).collect()
}

fn circulation(head: &BriefHead) -> Vec<FootRow> {
    let to = &head.circulation;
    let groups = [
        ("above", &to.above),
        ("beside", &to.beside),
        ("below", &to.below),
    ];
    let said = groups.into_iter().filter_map(|(key, bodies)| {
        Some(FootRow {
            label: words::say(key),
            left: words::fill("copies_to_list", &[("bodies", &joined(bodies)?)]),
            ..FootRow::default()
        })
    });
    let mut rows: Vec<FootRow> = said.collect();
    if let Some(first) = rows.first_mut() {
        first.above = Rule::Thick;
    }
    if let Some(last) = rows.last_mut() {
        last.below = Rule::Thick;
    }
    rows.extend(to.copies.map(|copies| FootRow {
        right: words::fill("copies", &[("n", &copies.to_string())]),
        ..FootRow::default()
    }));
    rows
}
