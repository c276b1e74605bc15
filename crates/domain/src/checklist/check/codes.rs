//! Codes: written as codes are, each once, and not too many.

use std::collections::BTreeSet;

use super::fault::{Faults, Wrong};
use crate::checklist::{AnswerKind, FilledFrom, Item, Template};

const MAX_ITEMS: usize = 500;
const MAX_CHOICES: usize = 100;
/// Of kinds, groups, constants, categories and joins.
const MAX_OTHERS: usize = 1000;
const MAX_CODE: usize = 64;
/// What an item or constant cannot be called: the words of the kind of site, and the choice.
const SLOTS: [&str; 3] = ["place", "gate", "choice"];
/// What a choice cannot be called: it would be read as «not checked».
const NOT_CHECKED: &str = "not_checked";
/// The highest count that a range may reach.
const MAX_COUNT: i64 = 1_000_000_000;

pub(super) fn check(template: &Template, faults: &mut Faults) {
    if !is_code(&template.id) {
        faults.add(
            "id",
            Wrong::BadCode {
                code: template.id.clone(),
            },
        );
    }
    if template.version == 0 {
        faults.add("version", Wrong::Empty);
    }
    filled("kinds", template.kinds.len(), MAX_OTHERS, faults);
    filled("groups", template.groups.len(), MAX_OTHERS, faults);
    filled("items", template.items.len(), MAX_ITEMS, faults);
    at_most("categories", template.categories.len(), MAX_OTHERS, faults);
    at_most("constants", template.constants.len(), MAX_OTHERS, faults);
    at_most("joins", template.joins.len(), MAX_OTHERS, faults);
    unique(
        "kinds",
        template.kinds.iter().map(|kind| kind.code.as_str()),
        &[],
        faults,
    );
    unique(
        "groups",
        template.groups.iter().map(|group| group.code.as_str()),
        &[],
        faults,
    );
    unique(
        "items",
        template.items.iter().map(|item| item.code.as_str()),
        &SLOTS,
        faults,
    );
    unique(
        "categories",
        template.categories.iter().map(|found| found.code.as_str()),
        &[],
        faults,
    );
    for code in template.constants.keys() {
        let place = format!("constants.{code}");
        if template.item(code).is_some() {
            faults.add(&place, Wrong::Duplicate { code: code.clone() });
        }
        one_code(&place, code, &SLOTS, faults);
    }
    for (index, item) in template.items.iter().enumerate() {
        check_item(template, item, &format!("items[{index}]"), faults);
    }
}

fn check_item(template: &Template, item: &Item, place: &str, faults: &mut Faults) {
    if !template.groups.iter().any(|group| group.code == item.group) {
        faults.add(
            format!("{place}.group"),
            Wrong::UnknownGroup {
                code: item.group.clone(),
            },
        );
    }
    let answer = format!("{place}.answer");
    match &item.answer {
        AnswerKind::Count { min, max } => {
            if *min < 0 || min > max || *max > MAX_COUNT {
                faults.add(
                    &answer,
                    Wrong::BadRange {
                        min: *min,
                        max: *max,
                    },
                );
            }
        }
        AnswerKind::YesNo => {}
        AnswerKind::One { choices } | AnswerKind::Many { choices, .. } => {
            let place = format!("{answer}.choices");
            filled(&place, choices.len(), MAX_CHOICES, faults);
            let codes = choices.iter().map(|choice| choice.code.as_str());
            unique(&place, codes, &[NOT_CHECKED], faults);
        }
    }
    let needed = match item.filled_from {
        FilledFrom::Inspector => item.answer.name(),
        FilledFrom::RosterRoles => "many",
        FilledFrom::Roster | FilledFrom::CallsMade | FilledFrom::CallsAnswered => "count",
    };
    if item.answer.name() != needed {
        let item = item.code.clone();
        let wrong = Wrong::WrongKindOfItem { item, needed };
        faults.add(format!("{place}.filled_from"), wrong);
    }
    let codes = item
        .constraints
        .iter()
        .map(|constraint| constraint.code.as_str());
    unique(&format!("{place}.constraints"), codes, &[], faults);
}

fn filled(place: &str, len: usize, max: usize, faults: &mut Faults) {
    if len == 0 {
        faults.add(place, Wrong::Empty);
    }
    at_most(place, len, max, faults);
}

fn at_most(place: &str, len: usize, max: usize, faults: &mut Faults) {
    if len > max {
        faults.add(place, Wrong::TooMany { max });
    }
}

fn unique<'a>(
    place: &str,
    codes: impl Iterator<Item = &'a str>,
    reserved: &[&str],
    faults: &mut Faults,
) {
    let mut seen = BTreeSet::new();
    for (index, code) in codes.enumerate() {
        let place = format!("{place}[{index}]");
        if !seen.insert(code) {
            faults.add(
                &place,
                Wrong::Duplicate {
                    code: code.to_owned(),
                },
            );
        }
        one_code(&place, code, reserved, faults);
    }
}

fn one_code(place: &str, code: &str, reserved: &[&str], faults: &mut Faults) {
    if !is_code(code) {
        faults.add(
            place,
            Wrong::BadCode {
                code: code.chars().take(80).collect(),
            },
        );
    } else if reserved.contains(&code) {
        faults.add(
            place,
            Wrong::Reserved {
                code: code.to_owned(),
            },
        );
    }
}

fn is_code(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.len() <= MAX_CODE && text.split(['_', '.', '-']).all(part)
}
