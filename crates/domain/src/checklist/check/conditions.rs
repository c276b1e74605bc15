//! Conditions: every name known, and used for what it is.

use super::fault::{Faults, Wrong};
use super::scope::Scope;
use crate::checklist::{AnswerKind, Condition, Item, Operand, Scalar, Template};

const MAX_DEPTH: usize = 16;

pub(super) fn check(template: &Template, scope: &Scope<'_>, faults: &mut Faults) {
    for (index, item) in template.items.iter().enumerate() {
        let place = format!("items[{index}]");
        if let Some(among) = item.answer.among() {
            let place = format!("{place}.answer.among");
            let codes = item
                .answer
                .choices()
                .iter()
                .map(|choice| choice.code.clone());
            let codes: Vec<String> = codes.collect();
            let mut names = Names {
                place: &place,
                scope,
                faults: &mut *faults,
            };
            names.choices(among, "many", &codes);
        }
        if let Some(relevant) = &item.relevant {
            condition(relevant, &format!("{place}.relevant"), 1, scope, faults);
        }
        for (index, constraint) in item.constraints.iter().enumerate() {
            let place = format!("{place}.constraints[{index}].holds");
            condition(&constraint.holds, &place, 1, scope, faults);
        }
        for (index, rule) in item.rules.iter().enumerate() {
            condition(
                &rule.when,
                &format!("{place}.rules[{index}].when"),
                1,
                scope,
                faults,
            );
        }
    }
    for (index, category) in template.categories.iter().enumerate() {
        for (number, sentence) in category.sentences.iter().enumerate() {
            if let Some(when) = &sentence.when {
                let place = format!("categories[{index}].sentences[{number}].when");
                condition(when, &place, 1, scope, faults);
            }
        }
    }
}

fn condition(of: &Condition, place: &str, depth: usize, scope: &Scope<'_>, faults: &mut Faults) {
    if depth > MAX_DEPTH {
        return faults.add(place, Wrong::TooDeep { max: MAX_DEPTH });
    }
    let mut names = Names {
        place,
        scope,
        faults,
    };
    match of {
        Condition::All(parts) => several(parts, &format!("{place}.all"), depth, scope, faults),
        Condition::Any(parts) => several(parts, &format!("{place}.any"), depth, scope, faults),
        Condition::Not(part) => {
            condition(part, &format!("{place}.not"), depth + 1, scope, faults);
        }
        Condition::Is {
            item,
            value: Scalar::YesNo(_),
        } => {
            names.item(item, "yes_no");
        }
        Condition::Is {
            item,
            value: Scalar::Choice(choice),
        } => {
            names.choices(item, "one", std::slice::from_ref(choice));
        }
        Condition::In { item, choices } => names.choices(item, "one", choices),
        Condition::Includes { item, choice } => {
            names.choices(item, "many", std::slice::from_ref(choice));
        }
        Condition::Empty { item } => {
            names.item(item, "many");
        }
        Condition::Compare { item, to, .. } => {
            names.item(item, "count");
            match to {
                Operand::Number(_) => {}
                Operand::Item(other) => {
                    names.item(other, "count");
                }
                Operand::Constant(code) => names.constant(code),
            }
        }
        Condition::Method(_) => {}
    }
}

fn several(parts: &[Condition], place: &str, depth: usize, scope: &Scope<'_>, faults: &mut Faults) {
    if parts.is_empty() {
        faults.add(place, Wrong::Empty);
    }
    for (index, part) in parts.iter().enumerate() {
        condition(part, &format!("{place}[{index}]"), depth + 1, scope, faults);
    }
}

/// Looks up the names at one place.
struct Names<'a> {
    place: &'a str,
    scope: &'a Scope<'a>,
    faults: &'a mut Faults,
}

impl<'a> Names<'a> {
    /// The item, when there is one and its answer is of the kind that is needed.
    fn item(&mut self, code: &str, needed: &'static str) -> Option<&'a Item> {
        let Some(item) = self.scope.items.get(code).copied() else {
            self.faults.add(
                self.place,
                Wrong::UnknownItem {
                    code: code.to_owned(),
                },
            );
            return None;
        };
        if item.answer.name() != needed {
            let item = code.to_owned();
            self.faults
                .add(self.place, Wrong::WrongKindOfItem { item, needed });
            return None;
        }
        Some(item)
    }

    fn choices(&mut self, code: &str, needed: &'static str, choices: &[String]) {
        if choices.is_empty() {
            self.faults.add(self.place, Wrong::Empty);
        }
        let Some(item) = self.item(code, needed) else {
            return;
        };
        for choice in choices.iter().filter(|choice| !has(&item.answer, choice)) {
            let wrong = Wrong::UnknownChoice {
                item: code.to_owned(),
                choice: choice.clone(),
            };
            self.faults.add(self.place, wrong);
        }
    }

    fn constant(&mut self, code: &str) {
        if !self.scope.constants.contains(code) {
            self.faults.add(
                self.place,
                Wrong::UnknownConstant {
                    code: code.to_owned(),
                },
            );
        }
    }
}

fn has(answer: &AnswerKind, choice: &str) -> bool {
    answer.choice(choice).is_some()
}
