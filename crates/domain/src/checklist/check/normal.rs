//! A normal value is valid, and raises nothing.

use super::fault::{Faults, Wrong};
use crate::Method;
use crate::checklist::condition::Known;
use crate::checklist::{FilledFrom, Item, Raises, Template};

const METHODS: [Method; 4] = [
    Method::Unannounced,
    Method::Announced,
    Method::DocumentReview,
    Method::PhoneCheck,
];

pub(super) fn check(template: &Template, faults: &mut Faults) {
    for (index, item) in template.items.iter().enumerate() {
        if let Some(wrong) = METHODS
            .iter()
            .find_map(|method| wrong(template, item, *method))
        {
            faults.add(format!("items[{index}].normal"), wrong);
        }
    }
}

/// What is wrong with an item's normal value when nothing else is answered.
fn wrong(template: &Template, item: &Item, method: Method) -> Option<Wrong> {
    let normal = item.normal.as_ref()?;
    let invalid = |why: &str| {
        Some(Wrong::InvalidNormal {
            why: why.to_owned(),
        })
    };
    if !normal.is_value() {
        return invalid("it says nothing about the item");
    }
    if item.filled_from != FilledFrom::Inspector {
        return invalid("this item is not filled by the inspector");
    }
    if let Err(why) = item.answer.take(normal) {
        return invalid(&why.to_string());
    }
    let known = Known {
        method,
        constants: &template.constants,
        answers: [(item.code.as_str(), normal)].into(),
    };
    let broken = item
        .constraints
        .iter()
        .find(|rule| rule.holds.holds(&known) == Some(false));
    if let Some(constraint) = broken {
        return invalid(&constraint.message.en);
    }
    let rule = item
        .rules
        .iter()
        .find(|rule| rule.when.holds(&known) == Some(true))?;
    let (Raises::Category(category) | Raises::EachChoice(category)) = &rule.raises;
    Some(Wrong::NormalRaises {
        category: category.clone(),
    })
}
