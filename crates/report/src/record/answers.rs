//! What was answered, by the groups of the checklist; what was not looked at stands apart.

use kakou_domain::Answer;
use kakou_domain::checklist::{Item, Template};
use serde::Serialize;

use crate::language::Language;
use crate::subject::Subject;
use crate::text::{one_line, printable};

/// As the template takes it.
#[derive(Default, Serialize)]
pub(super) struct AnswerSheet {
    groups: Vec<GroupSheet>,
    not_applicable: Vec<[String; 2]>,
    not_checked: Vec<String>,
}

#[derive(Serialize)]
struct GroupSheet {
    label: String,
    rows: Vec<AnswerRow>,
}

#[derive(Serialize)]
struct AnswerRow {
    item: String,
    answer: String,
    /// Whether it raised a finding, or is not what the checklist calls normal.
    deviates: bool,
}

/// The answers of the visit as it stands now.
pub(super) fn answers(subject: &Subject) -> AnswerSheet {
    let mut sheet = AnswerSheet::default();
    let Some(template) = &subject.page.template else {
        // Without its checklist a record has codes only; they are better than nothing.
        let rows = subject.page.current.answers.iter();
        let rows = rows.map(|(code, answer)| AnswerRow {
            item: printable(code),
            answer: printable(&answer_text(None, answer, subject.language)),
            deviates: false,
        });
        sheet.groups.push(GroupSheet {
            label: String::new(),
            rows: rows.collect(),
        });
        return sheet;
    };
    for group in &template.groups {
        let items = template
            .items
            .iter()
            .filter(|item| item.group == group.code);
        let rows: Vec<AnswerRow> = items.filter_map(|item| sheet.row(item, subject)).collect();
        if !rows.is_empty() {
            let label = one_line(subject.language.pick(&group.label));
            sheet.groups.push(GroupSheet { label, rows });
        }
    }
    sheet
}

impl AnswerSheet {
    /// The row of an item that has a value. Neither 未检查 nor 不适用 is one.
    fn row(&mut self, item: &Item, subject: &Subject) -> Option<AnswerRow> {
        let answer = subject.page.current.answers.get(&item.code)?;
        let label = one_line(subject.language.pick(&item.label));
        match answer {
            Answer::NotChecked => self.not_checked.push(label),
            Answer::NotApplicable(reason) => {
                self.not_applicable.push([label, printable(reason)]);
            }
            answer => {
                let mut raised = subject.page.current.standing_findings();
                let other = item.normal.as_ref().is_some_and(|normal| normal != answer);
                return Some(AnswerRow {
                    deviates: other || raised.any(|finding| finding.item == item.code),
                    answer: printable(&answer_text(Some(item), answer, subject.language)),
                    item: label,
                });
            }
        }
        None
    }
}

/// An answer in words.
pub(super) fn answer_text(item: Option<&Item>, answer: &Answer, language: Language) -> String {
    let label = |code: &String| {
        let choice = item.and_then(|item| item.answer.choice(code));
        choice.map_or(code.clone(), |choice| {
            language.pick(&choice.label).to_owned()
        })
    };
    match answer {
        Answer::Count(count) => {
            let unit = item.and_then(|item| item.unit.as_ref());
            let unit = unit.map_or("", |unit| language.pick(unit));
            match language {
                Language::Chinese => format!("{count}{unit}"),
                Language::English => format!("{count} {unit}").trim_end().to_owned(),
            }
        }
        Answer::YesNo(true) => language.say("yes").to_owned(),
        Answer::YesNo(false) => language.say("no").to_owned(),
        Answer::One(code) => label(code),
        Answer::Many(codes) if codes.is_empty() => language.say("none").to_owned(),
        Answer::Many(codes) => {
            let labels: Vec<String> = codes.iter().map(label).collect();
            labels.join(language.say("list_comma"))
        }
        Answer::NotChecked => language.say("not_checked").to_owned(),
        Answer::NotApplicable(reason) => {
            format!("{}（{reason}）", language.say("not_applicable"))
        }
    }
}

/// The item's words; its code where the checklist is not known.
pub(super) fn item_label(template: Option<&Template>, code: &str, language: Language) -> String {
    let item = template.and_then(|template| template.item(code));
    item.map_or(code.to_owned(), |item| one_line(language.pick(&item.label)))
}
