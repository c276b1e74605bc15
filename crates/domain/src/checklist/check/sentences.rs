//! Sentences and joins: every category can be said, in whole sentences.

use std::collections::BTreeSet;

use super::fault::{Faults, Wrong};
use super::scope::Scope;
use crate::checklist::rule::{CHOICE, category_of};
use crate::checklist::sentence::{parse, slots};
use crate::checklist::{AnswerKind, Category, Join, Raises, Template};

const FULL_STOP: char = '。';

pub(super) fn check(template: &Template, scope: &Scope<'_>, faults: &mut Faults) {
    let plain = raised_without_choice(template);
    for (index, category) in template.categories.iter().enumerate() {
        let place = format!("categories[{index}].sentences");
        let slots = Slots {
            scope,
            choice: !plain.contains(&category.code),
        };
        check_category(category, &place, &slots, faults);
    }
    for (index, join) in template.joins.iter().enumerate() {
        check_join(template, join, &format!("joins[{index}]"), faults);
    }
}

/// The categories that are not, or not only, raised for a choice: they cannot name it.
fn raised_without_choice(template: &Template) -> BTreeSet<String> {
    let mut each = BTreeSet::new();
    let mut plain: BTreeSet<String> = template
        .categories
        .iter()
        .map(|category| category.code.clone())
        .collect();
    for item in &template.items {
        for rule in &item.rules {
            if let Raises::EachChoice(pattern) = &rule.raises {
                let choices = item.answer.choices().iter();
                each.extend(choices.map(|choice| category_of(pattern, &choice.code)));
            }
        }
    }
    plain.retain(|code| !each.contains(code));
    let rules = template.items.iter().flat_map(|item| &item.rules);
    plain.extend(rules.filter_map(|rule| match &rule.raises {
        Raises::Category(code) => Some(code.clone()),
        Raises::EachChoice(_) => None,
    }));
    plain
}

/// What the sentences of one category can name.
struct Slots<'a> {
    scope: &'a Scope<'a>,
    choice: bool,
}

fn check_category(category: &Category, place: &str, known: &Slots<'_>, faults: &mut Faults) {
    match category
        .sentences
        .iter()
        .position(|sentence| sentence.when.is_none())
    {
        _ if category.sentences.is_empty() => faults.add(place, Wrong::NoSentence),
        None => faults.add(place, Wrong::NoLastSentence),
        Some(last) if last + 1 < category.sentences.len() => {
            faults.add(format!("{place}[{}]", last + 1), Wrong::Unreachable);
        }
        Some(_) => {}
    }
    for (index, sentence) in category.sentences.iter().enumerate() {
        let place = format!("{place}[{index}].text");
        if !sentence.text.ends_with(FULL_STOP) {
            faults.add(&place, Wrong::NoFullStop);
        }
        match parse(&sentence.text) {
            Err(error) => faults.add(
                &place,
                Wrong::BrokenSentence {
                    why: error.to_string(),
                },
            ),
            Ok(pieces) => {
                for wrong in slots(&pieces)
                    .into_iter()
                    .filter_map(|slot| known.wrong(slot))
                {
                    faults.add(&place, wrong);
                }
            }
        }
    }
}

impl Slots<'_> {
    fn wrong(&self, slot: &str) -> Option<Wrong> {
        let item = self.scope.items.get(slot);
        let known = match slot {
            "place" | "gate" => true,
            CHOICE => self.choice,
            _ => item.is_some() || self.scope.constants.contains(slot),
        };
        if !known {
            return Some(Wrong::UnknownSlot {
                slot: slot.to_owned(),
            });
        }
        let is_yes_no = item.is_some_and(|item| item.answer == AnswerKind::YesNo);
        let needed = "count, one or many";
        is_yes_no.then(|| Wrong::WrongKindOfItem {
            item: slot.to_owned(),
            needed,
        })
    }
}

fn check_join(template: &Template, join: &Join, place: &str, faults: &mut Faults) {
    if join.first == join.second {
        faults.add(
            format!("{place}.second"),
            Wrong::Duplicate {
                code: join.second.clone(),
            },
        );
    }
    if !join.ending.ends_with(FULL_STOP) {
        faults.add(format!("{place}.ending"), Wrong::NoFullStop);
    }
    for (field, code) in [("first", &join.first), ("second", &join.second)] {
        let place = format!("{place}.{field}");
        match template.category(code) {
            None => faults.add(place, Wrong::UnknownCategory { code: code.clone() }),
            Some(category) => {
                let said = &category.sentences;
                let fits = said
                    .iter()
                    .any(|sentence| sentence.text.ends_with(&join.ending));
                if !fits && !said.is_empty() {
                    let (category, ending) = (code.clone(), join.ending.clone());
                    faults.add(place, Wrong::JoinNeverFits { category, ending });
                }
            }
        }
    }
}
