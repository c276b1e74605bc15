//! The group's button: «fill what is as it should be».

use super::{AnswerState, Evaluation, Template, evaluate};
use crate::{Answers, Method, SiteKind};

/// What the button of `group` would fill in: the normal value of each item that is asked, has one
/// and is still unanswered, also of those that become relevant by it. It never raises a finding
/// and never makes an answer invalid: an item whose normal value would is left to the inspector.
pub fn fill_normal(
    template: &Template,
    kind: &SiteKind,
    method: Method,
    group: &str,
    answers: &Answers,
) -> Answers {
    let mut filled = Answers::new();
    let mut all = answers.clone();
    let mut now = evaluate(template, kind, method, &all);
    while let Some((code, answer, then)) = template.items.iter().find_map(|item| {
        let normal = item.normal.as_ref().filter(|_| item.group == group)?;
        if !is_open(&now, &item.code) {
            return None;
        }
        let mut tried = all.clone();
        tried.insert(item.code.clone(), normal.clone());
        let then = evaluate(template, kind, method, &tried);
        is_harmless(&now, &then, &item.code).then(|| (item.code.clone(), normal.clone(), then))
    }) {
        all.insert(code.clone(), answer.clone());
        filled.insert(code, answer);
        now = then;
    }
    filled
}

fn is_open(evaluation: &Evaluation, code: &str) -> bool {
    let mut items = evaluation.items.iter();
    items.any(|item| item.code == code && item.relevant && item.state == AnswerState::Unanswered)
}

/// Whether the item is answered afterwards, and nothing else is found or invalid that was not.
fn is_harmless(before: &Evaluation, after: &Evaluation, code: &str) -> bool {
    let answered =
        |item: &super::ItemState| item.code == code && item.state == AnswerState::Answered;
    let known = |category: &str, item: &str| {
        before
            .findings
            .iter()
            .any(|found| found.category == category && found.item == item)
    };
    after.items.iter().any(answered)
        && after
            .findings
            .iter()
            .all(|found| known(&found.category, &found.item))
        && after
            .invalid()
            .iter()
            .all(|invalid| before.invalid().contains(invalid))
}
