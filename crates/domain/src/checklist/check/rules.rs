//! Rules: what they raise exists, and the worst is tried first.

use super::fault::{Faults, Wrong};
use crate::Severity;
use crate::checklist::rule::category_of;
use crate::checklist::{AnswerKind, Item, Raises, Rule, Template};

pub(super) fn check(template: &Template, faults: &mut Faults) {
    for (index, item) in template.items.iter().enumerate() {
        let mut before: Option<Severity> = None;
        for (number, rule) in item.rules.iter().enumerate() {
            let place = format!("items[{index}].rules[{number}]");
            let severities = raised(template, item, rule, &format!("{place}.raises"), faults);
            let (Some(least), Some(most)) = (severities.iter().min(), severities.iter().max())
            else {
                continue;
            };
            if before.is_some_and(|before| *most > before) {
                faults.add(place, Wrong::NotWorstFirst);
            }
            before = Some(*least);
        }
    }
}

/// The severities of what a rule raises.
fn raised(
    template: &Template,
    item: &Item,
    rule: &Rule,
    place: &str,
    faults: &mut Faults,
) -> Vec<Severity> {
    let codes = match &rule.raises {
        Raises::Category(code) => vec![code.clone()],
        Raises::EachChoice(pattern) => {
            if pattern.matches("{choice}").count() != 1 {
                faults.add(
                    place,
                    Wrong::BadPattern {
                        pattern: pattern.clone(),
                    },
                );
                return vec![];
            }
            if !matches!(
                item.answer,
                AnswerKind::One { .. } | AnswerKind::Many { .. }
            ) {
                let item = item.code.clone();
                faults.add(
                    place,
                    Wrong::WrongKindOfItem {
                        item,
                        needed: "many",
                    },
                );
            }
            let choices = item.answer.choices().iter();
            choices
                .map(|choice| category_of(pattern, &choice.code))
                .collect()
        }
    };
    let mut severities = Vec::new();
    for code in codes {
        match template.category(&code) {
            Some(category) => severities.push(rule.severity.unwrap_or(category.severity)),
            None => faults.add(place, Wrong::UnknownCategory { code }),
        }
    }
    severities
}
