//! 更正: each correction with what it changed, the original beside it.

use std::collections::{BTreeMap, BTreeSet};

use kakou_domain::checklist::Template;
use kakou_domain::visit::VisitContent;
use serde::Serialize;

use crate::dates;
use crate::language::Language;
use crate::subject::Subject;
use crate::text::{one_line, printable};

use super::answers::{answer_text, item_label};

/// As the template takes it.
#[derive(Serialize)]
pub(super) struct AmendmentSheet {
    head: String,
    reason: String,
    /// Whether this is what the record says now.
    stands: bool,
    /// What it is about, how it read, how it should have read.
    changes: Vec<[String; 3]>,
}

/// The visit's corrections, oldest first.
pub(super) fn amendments(subject: &Subject) -> Vec<AmendmentSheet> {
    let (language, page) = (subject.language, &subject.page);
    let template = page.template.as_ref();
    let views = page.record.amendments.iter();
    views
        .map(|view| {
            let who = language.name(&view.by, view.admitted.as_deref());
            let when = dates::stored(language, &view.at);
            let reason = printable(&view.reason);
            AmendmentSheet {
                head: language.fill("amended_by", &[("who", &who), ("when", &when)]),
                reason: language.fill("amended_why", &[("reason", &reason)]),
                stands: view.head && !page.record.conflict,
                changes: changes(&page.original, &view.content, template, language),
            }
        })
        .collect()
}

fn changes(
    original: &VisitContent,
    amended: &VisitContent,
    template: Option<&Template>,
    language: Language,
) -> Vec<[String; 3]> {
    let before = parts(original, template, language);
    let after = parts(amended, template, language);
    let names: BTreeSet<&Part> = before.keys().chain(after.keys()).collect();
    let nothing = || language.say("amended_nothing").to_owned();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| {
            let said = |parts: &BTreeMap<Part, String>| {
                parts.get(name).map_or_else(nothing, |text| printable(text))
            };
            [name.label.clone(), said(&before), said(&after)]
        })
        .collect()
}

/// One thing that a visit says, in the order of the paper.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    place: usize,
    code: String,
    label: String,
}

fn parts(
    content: &VisitContent,
    template: Option<&Template>,
    language: Language,
) -> BTreeMap<Part, String> {
    let category = |code: &str| {
        let known = template.and_then(|template| template.category(code));
        known.map_or(code.to_owned(), |known| {
            one_line(language.pick(&known.label))
        })
    };
    let standing = content.standing_findings();
    let findings =
        standing.map(|one| (0, &one.category, category(&one.category), one.text.clone()));
    let order = |code: &String| {
        let items = template.map_or(&[][..], |template| &template.items);
        let place = items.iter().position(|item| item.code == *code);
        1 + place.unwrap_or(items.len())
    };
    let answers = content.answers.iter().map(|(code, answer)| {
        let item = template.and_then(|template| template.item(code));
        let text = answer_text(item, answer, language);
        (
            order(code),
            code,
            item_label(template, code, language),
            text,
        )
    });
    let mut parts: BTreeMap<Part, String> = findings
        .chain(answers)
        .map(|(place, code, label, text)| {
            let code = code.clone();
            (Part { place, code, label }, text)
        })
        .collect();
    let texts = [
        (
            "inspectors",
            content.inspectors.join(language.say("list_comma")),
        ),
        ("good_practice", content.good_practice.clone()),
        ("notes", content.notes.clone()),
    ];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        let part = Part {
            place: usize::MAX,
            code: key.to_owned(),
            label: language.say(key).to_owned(),
        };
        parts.insert(part, text);
    }
    parts
}
