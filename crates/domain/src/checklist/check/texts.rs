//! Texts: there, and not too long to be read.

use super::fault::{Faults, Wrong};
use crate::checklist::{Template, Words};

const MAX_TEXT: usize = 500;

pub(super) fn check(template: &Template, faults: &mut Faults) {
    words("title", &template.title, faults);
    for (index, kind) in template.kinds.iter().enumerate() {
        words(&format!("kinds[{index}].name"), &kind.name, faults);
        text(&format!("kinds[{index}].place"), &kind.place, faults);
        text(&format!("kinds[{index}].gate"), &kind.gate, faults);
    }
    for (index, group) in template.groups.iter().enumerate() {
        words(&format!("groups[{index}].label"), &group.label, faults);
    }
    for (index, item) in template.items.iter().enumerate() {
        let place = format!("items[{index}]");
        words(&format!("{place}.label"), &item.label, faults);
        if let Some(unit) = &item.unit {
            words(&format!("{place}.unit"), unit, faults);
        }
        for (index, choice) in item.answer.choices().iter().enumerate() {
            words(
                &format!("{place}.answer.choices[{index}].label"),
                &choice.label,
                faults,
            );
        }
        for (index, constraint) in item.constraints.iter().enumerate() {
            words(
                &format!("{place}.constraints[{index}].message"),
                &constraint.message,
                faults,
            );
        }
    }
    for (index, category) in template.categories.iter().enumerate() {
        let place = format!("categories[{index}]");
        words(&format!("{place}.label"), &category.label, faults);
        for (index, sentence) in category.sentences.iter().enumerate() {
            text(
                &format!("{place}.sentences[{index}].text"),
                &sentence.text,
                faults,
            );
        }
    }
    for (index, join) in template.joins.iter().enumerate() {
        text(&format!("joins[{index}].link"), &join.link, faults);
        text(&format!("joins[{index}].ending"), &join.ending, faults);
    }
}

fn words(place: &str, words: &Words, faults: &mut Faults) {
    text(&format!("{place}.zh"), &words.zh, faults);
    text(&format!("{place}.en"), &words.en, faults);
}

fn text(place: &str, text: &str, faults: &mut Faults) {
    if text.trim().is_empty() {
        faults.add(place, Wrong::Empty);
    }
    if text.chars().nth(MAX_TEXT).is_some() {
        faults.add(place, Wrong::TooLong { max: MAX_TEXT });
    }
}
