//! Checklists.

use kakou_domain::checklist::{AnswerKind, Item, Template, evaluate, fill_normal};
use kakou_domain::{Answer, Answers, Method, SiteKind};

use crate::code::is_a_code;

/// Reads the bytes as a checklist's file. One that may be published is evaluated, with answers that
/// fit its items and such as do not.
pub fn checklist(bytes: &[u8]) {
    let template = match Template::parse(bytes) {
        Ok(template) => template,
        Err(refused) => return is_a_code(refused.code()),
    };
    let written = serde_json::to_vec(&template).unwrap();
    let again = Template::parse(&written).unwrap();
    assert_eq!(again, template);
    assert_eq!(again.hash(), template.hash());
    let publishable = match template.check() {
        Ok(()) => true,
        Err(faults) => {
            assert!(!faults.is_empty(), "refused, and nothing said");
            faults.iter().for_each(|fault| is_a_code(fault.code()));
            false
        }
    };
    let Some(kind) = template.kinds.first().map(|kind| kind.code.clone()) else {
        return;
    };
    for method in [Method::Unannounced, Method::PhoneCheck] {
        evaluated(&template, &kind, method);
        if publishable {
            filled(&template, &kind, method);
        }
    }
}

/// Whatever is answered, there is a result with a state for each item.
fn evaluated(template: &Template, kind: &SiteKind, method: Method) {
    for answers in [
        Answers::new(),
        answers(template, least),
        answers(template, most),
    ] {
        let evaluation = evaluate(template, kind, method, &answers);
        assert_eq!(evaluation.items.len(), template.items.len());
        assert_eq!(evaluation.groups.len(), template.groups.len());
        assert!(evaluation.unknown.is_empty());
        for group in &evaluation.groups {
            assert!(group.answered + group.not_checked <= group.relevant);
        }
    }
}

/// The button of a group raises no finding and makes nothing invalid.
fn filled(template: &Template, kind: &SiteKind, method: Method) {
    for group in &template.groups {
        let none = Answers::new();
        let before = evaluate(template, kind, method, &none);
        let filled = fill_normal(template, kind, method, &group.code, &none);
        let after = evaluate(template, kind, method, &filled);
        assert!(after.findings.len() <= before.findings.len());
        assert!(after.invalid().is_empty(), "{:?}", after.invalid());
    }
}

fn answers(template: &Template, answer: fn(&Item) -> Answer) -> Answers {
    let items = template.items.iter();
    items
        .map(|item| (item.code.clone(), answer(item)))
        .collect()
}

fn least(item: &Item) -> Answer {
    match &item.answer {
        AnswerKind::Count { min, .. } => Answer::Count(*min),
        AnswerKind::YesNo => Answer::YesNo(false),
        AnswerKind::One { .. } => match item.answer.choices().first() {
            Some(choice) => Answer::One(choice.code.clone()),
            None => Answer::NotChecked,
        },
        AnswerKind::Many { .. } => Answer::Many(Vec::new()),
    }
}

fn most(item: &Item) -> Answer {
    match &item.answer {
        AnswerKind::Count { max, .. } => Answer::Count(*max),
        AnswerKind::YesNo => Answer::YesNo(true),
        AnswerKind::One { .. } => Answer::Count(i64::MIN),
        AnswerKind::Many { .. } => {
            let choices = item.answer.choices().iter();
            Answer::Many(choices.map(|choice| choice.code.clone()).collect())
        }
    }
}
