//! 督查记录: the whole visit as a PDF, for whoever has no app.

mod amendments;
mod answers;

use kakou_domain::doubt::DateStanding;
use kakou_domain::visit::Evidence;
use kakou_domain::{Nature, VisitId};
use kakou_store::Store;
use serde::Serialize;

use crate::dates;
use crate::error::Result;
use crate::language::{Language, Words};
use crate::sheet::{Album, FindingSheet, PhotoSheet};
use crate::signature::SignatureSheet;
use crate::subject::{Standing, Subject};
use crate::text::{one_line, printable};
use crate::typeset::Paper;

use amendments::{AmendmentSheet, amendments};
use answers::{AnswerSheet, answers};

const TEMPLATE: (&str, &str) = ("record.typ", include_str!("templates/record.typ"));

/// The record of a visit as it stands now, with its corrections: a PDF.
///
/// # Errors
/// When there is no such visit, the store cannot be read, or no Chinese font is installed.
pub fn record_pdf(store: &Store, visit: VisitId, language: Language) -> Result<Vec<u8>> {
    let subject = Subject::read(store, visit, language)?;
    paper(store, &subject)?.pdf()
}

/// As the template takes it.
#[derive(Serialize)]
struct RecordSheet {
    paper: &'static str,
    language: Language,
    words: &'static Words,
    practice: bool,
    site: String,
    facts: Vec<[String; 2]>,
    conflict: bool,
    faults: Vec<FindingSheet>,
    needs: Vec<FindingSheet>,
    answers: AnswerSheet,
    calls: Vec<[String; 2]>,
    good_practice: String,
    notes: String,
    photos: Vec<PhotoSheet>,
    signature: SignatureSheet,
    amendments: Vec<AmendmentSheet>,
    proofs: Vec<[String; 2]>,
    hashes: Vec<String>,
    check_code: String,
    made_at: String,
}

fn paper(store: &Store, subject: &Subject) -> Result<Paper> {
    let mut album = Album::of(store, subject);
    let sheet = sheet(store, subject, &mut album)?;
    Paper::new(TEMPLATE, &sheet, album.copies)
}

fn sheet(store: &Store, subject: &Subject, album: &mut Album<'_>) -> Result<RecordSheet> {
    let (language, content) = (subject.language, &subject.page.current);
    let files = subject.page.record.evidence.iter().map(|one| &one.evidence);
    Ok(RecordSheet {
        paper: "record",
        language,
        words: language.words(),
        practice: subject.practice,
        site: printable(&one_line(&content.site.name)),
        facts: facts(subject),
        conflict: subject.page.record.conflict,
        faults: findings(subject, album, Nature::Fault)?,
        needs: findings(subject, album, Nature::Need)?,
        answers: answers(subject),
        calls: calls(subject),
        good_practice: printable(&content.good_practice),
        notes: printable(&content.notes),
        photos: album.rest(usize::MAX)?,
        signature: SignatureSheet::of(&content.signature, language),
        amendments: amendments(subject),
        proofs: proofs(store, subject)?,
        hashes: files.map(hash).collect(),
        check_code: subject.page.record.check_code.clone(),
        made_at: dates::moment(language, subject.now),
    })
}

fn findings(subject: &Subject, album: &mut Album<'_>, nature: Nature) -> Result<Vec<FindingSheet>> {
    let all = subject.findings(nature).into_iter();
    all.map(|finding| {
        let mut sheet = FindingSheet::of(finding, subject);
        let state = subject.language.of("state", finding.line.state);
        sheet.news = finding.good_news(subject.language).or(Some(state));
        sheet.details = details(finding, subject.language);
        if let Some(said) = finding.said {
            sheet.photos = album.showing(said, usize::MAX)?;
        }
        Ok(sheet)
    })
    .collect()
}

/// What the inspector changed in a finding, and why.
fn details(finding: Standing<'_>, language: Language) -> Vec<String> {
    let Some(said) = finding.said else {
        return Vec::new();
    };
    let fill = |key, slot, text: &Option<String>| {
        let text = text.as_ref().map(|text| printable(text));
        text.map(|text| language.fill(key, &[(slot, &text)]))
    };
    [
        fill("rule_text", "text", &said.rule_text),
        fill("severity_reason", "reason", &said.severity_reason),
        fill("withdrawn", "reason", &said.withdrawn),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn facts(subject: &Subject) -> Vec<[String; 2]> {
    let (language, content) = (subject.language, &subject.page.current);
    let began = dates::moment(language, content.visited_at);
    let time = match content.ended_at {
        Some(ended) => format!("{began} – {}", dates::moment(language, ended)),
        None => began,
    };
    let template = subject.page.template.as_ref();
    let kind = template.and_then(|template| template.kind(&content.site.kind));
    let kind = kind.map(|kind| language.pick(&kind.name).to_owned());
    let checklist = template.map_or(content.checklist.id.clone(), |template| {
        let version = content.checklist.version.to_string();
        let values = [
            ("title", language.pick(&template.title)),
            ("version", &version),
        ];
        language.fill("checklist_version", &values)
    });
    let rows = [
        ("site", subject.place()),
        (
            "kind",
            kind.unwrap_or_else(|| content.site.kind.to_string()),
        ),
        ("visited_at", format!("{time}{}", date_note(subject))),
        ("method", language.of("method", content.method).to_owned()),
        ("inspectors", subject.inspectors()),
        ("position", subject.position(&content.position)),
        ("checklist", checklist),
        (
            "sealed_at",
            dates::stored(language, &subject.page.record.sealed_at),
        ),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| [language.say(key).to_owned(), printable(&value)])
        .collect()
}

/// What is said of a date that does not count.
fn date_note(subject: &Subject) -> String {
    match subject.page.record.date {
        DateStanding::Counts => String::new(),
        standing => {
            let note = subject.language.of("date_note", standing);
            subject.language.fill("aside", &[("text", note)])
        }
    }
}

fn calls(subject: &Subject) -> Vec<[String; 2]> {
    let language = subject.language;
    let said = |answered| match answered {
        true => language.say("call_answered"),
        false => language.say("call_unanswered"),
    };
    let calls = subject.page.current.calls.iter();
    calls
        .map(|call| {
            [
                dates::moment(language, call.at),
                said(call.answered).to_owned(),
            ]
        })
        .collect()
}

/// What the record can be compared with on the server and in a proof: its place in the journal, whose key
/// signed that, its checklist.
fn proofs(store: &Store, subject: &Subject) -> Result<Vec<[String; 2]>> {
    let (language, record) = (subject.language, &subject.page.record);
    let (author, seq) = (record.author.to_string(), record.seq.to_string());
    let place = language.fill("journal_place", &[("author", &author), ("seq", &seq)]);
    let journal = store.journal(record.author)?;
    let fingerprint = journal.map(|row| row.fingerprint());
    let hash = record.checklist.hash.to_string();
    Ok([
        ("journal", place),
        ("fingerprint", fingerprint.unwrap_or_default()),
        ("checklist_hash", hash),
    ]
    .map(|(key, value)| [language.say(key).to_owned(), printable(&value)])
    .to_vec())
}

fn hash(file: &Evidence) -> String {
    printable(&file.sha256)
}

#[cfg(test)]
mod tests;
