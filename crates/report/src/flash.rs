//! 快报: a visit as one paragraph to paste into a chat.

use kakou_domain::checklist::join_sentences;
use kakou_domain::{Nature, VisitId};
use kakou_store::Store;

use crate::dates;
use crate::error::Result;
use crate::language::Language;
use crate::options::SlipOptions;
use crate::subject::{Standing, Subject};
use crate::text::one_line;

/// The flash report of a visit: place, time, by whom, what was found, what was put right on the
/// spot, for whom and until when, the check code. Plain text on one line.
///
/// # Errors
/// When there is no such visit, or the store cannot be read.
pub fn flash(
    store: &Store,
    visit: VisitId,
    options: &SlipOptions,
    language: Language,
) -> Result<String> {
    let subject = Subject::read(store, visit, language)?;
    let practice = if subject.practice {
        language.say("practice_mark")
    } else {
        ""
    };
    let parts = [
        practice.to_owned(),
        head(&subject),
        faults(&subject),
        needs(&subject),
        rest(&subject),
        handed_to(&subject, options),
        language.fill(
            "flash_check_code",
            &[("code", &subject.page.record.check_code)],
        ),
    ];
    Ok(parts.concat())
}

fn head(subject: &Subject) -> String {
    let (language, content) = (subject.language, &subject.page.current);
    let when = subject.dated(dates::short_moment(
        language,
        content.visited_at,
        subject.now,
    ));
    let who = subject.inspectors();
    let values = [
        ("when", when.as_str()),
        ("who", &who),
        ("place", &subject.place()),
        ("method", language.of("method", content.method)),
    ];
    let key = if who.is_empty() {
        "flash_head_nobody"
    } else {
        "flash_head"
    };
    language.fill(key, &values)
}

fn faults(subject: &Subject) -> String {
    let language = subject.language;
    let faults = subject.standing(Nature::Fault);
    if faults.is_empty() {
        return language.say("flash_no_fault").to_owned();
    }
    let count = faults.len().to_string();
    let all_on_spot = faults.iter().all(Standing::on_spot);
    let mut said = language.fill("flash_faults", &[("n", &count)]);
    said.push_str(&sentences(subject, &faults));
    if all_on_spot && faults.len() > 1 {
        said.push_str(&language.fill("flash_spot", &[("n", &count)]));
    }
    said
}

fn needs(subject: &Subject) -> String {
    let needs = subject.standing(Nature::Need);
    if needs.is_empty() {
        return String::new();
    }
    let count = needs.len().to_string();
    let head = subject.language.fill("flash_needs", &[("n", &count)]);
    head + &sentences(subject, &needs)
}

/// The sentences one after the other; those that the checklist joins are one.
fn sentences(subject: &Subject, findings: &[Standing<'_>]) -> String {
    let language = subject.language;
    let all_on_spot = findings.len() > 1 && findings.iter().all(Standing::on_spot);
    let texts: Vec<(String, Option<&str>)> = joined(subject, findings)
        .into_iter()
        .map(|(text, first)| {
            let news = findings.get(first).and_then(|one| one.good_news(language));
            // What holds for all of them is said once, after the last.
            (text, news.filter(|_| !all_on_spot))
        })
        .collect();
    let several = texts.len() > 1;
    let numbered = texts.into_iter().enumerate().map(|(place, (text, news))| {
        let text = without_end(&one_line(&text));
        let sentence = match news {
            Some(state) => language.fill("flash_with_state", &[("text", &text), ("state", state)]),
            None => language.fill("flash_sentence", &[("text", &text)]),
        };
        if several {
            let number = (place + 1).to_string();
            language.fill("flash_numbered", &[("n", &number), ("text", &sentence)])
        } else {
            sentence
        }
    });
    numbered.collect()
}

/// Each sentence, with the place of its first finding. Two of which only one was put right stay two.
fn joined(subject: &Subject, findings: &[Standing<'_>]) -> Vec<(String, usize)> {
    let alone = |place: usize| {
        let line = findings.get(place).map(|one| one.line.text.clone());
        (line.unwrap_or_default(), place)
    };
    let Some(template) = &subject.page.template else {
        return (0..findings.len()).map(alone).collect();
    };
    let lines: Vec<(&str, &str)> = findings
        .iter()
        .map(|one| (one.line.category.as_str(), one.line.text.as_str()))
        .collect();
    let state = |place: &usize| {
        findings
            .get(*place)
            .and_then(|one| one.good_news(subject.language))
    };
    join_sentences(template, &lines)
        .into_iter()
        .flat_map(|sentence| {
            let first = sentence.findings.first().copied().unwrap_or_default();
            if sentence
                .findings
                .iter()
                .all(|place| state(place) == state(&first))
            {
                vec![(sentence.text, first)]
            } else {
                sentence.findings.into_iter().map(alone).collect()
            }
        })
        .collect()
}

fn rest(subject: &Subject) -> String {
    let language = subject.language;
    let mut said = String::new();
    let left = subject.page.current.not_checked();
    if left > 0 {
        said += &language.fill("flash_not_checked", &[("n", &left.to_string())]);
    }
    let good = without_end(&one_line(&subject.page.current.good_practice));
    if !good.is_empty() {
        let good = language.fill("flash_good_practice", &[("text", &good)]);
        said += &language.fill("flash_sentence", &[("text", &good)]);
    }
    said
}

fn handed_to(subject: &Subject, options: &SlipOptions) -> String {
    let language = subject.language;
    if subject.standing(Nature::Fault).is_empty() {
        return String::new();
    }
    let (unit, day) = (options.unit(), options.deadline);
    let day = day.map(|day| dates::short_or_full_day(language, day, subject.now));
    match (unit.as_str(), day) {
        ("", None) => String::new(),
        ("", Some(day)) => language.fill("flash_deadline", &[("day", &day)]),
        (unit, None) => language.fill("flash_unit", &[("unit", unit)]),
        (unit, Some(day)) => language.fill("flash_unit_deadline", &[("unit", unit), ("day", &day)]),
    }
}

/// A sentence without its full stop, so that a word can follow within it.
fn without_end(text: &str) -> String {
    text.trim_end_matches(['。', '.', ' ']).to_owned()
}
