//! A bulletin as it is printed: numbers, fixed words and the order of the parts. Each renderer
//! only dresses this, so that all of them say the same.

use chrono::NaiveDate;

use super::annex::{Annex, Column};
use super::block::{Block, HeadingLevel};
use super::document::BulletinDocument;
use super::foot::{FootRow, foot};
use super::letterhead::{Letterhead, Seal};
use super::numbers::Numbers;
use super::{title, words};
use crate::dates;
use crate::language::Language;
use crate::text::one_line;

pub(crate) struct BulletinSheet {
    /// 发文机关标志, or the name of a brief.
    pub(crate) red: String,
    /// 发文字号, or 第N期
    pub(crate) number: String,
    /// The editing body of a brief, and its day.
    pub(crate) edited: Option<(String, String)>,
    pub(crate) title: Vec<String>,
    /// With the colon behind.
    pub(crate) addressees: Option<String>,
    pub(crate) body: Vec<BodyLine>,
    /// 附件说明
    pub(crate) annex_notes: Vec<AnnexNote>,
    pub(crate) signature: Option<SignatureLines>,
    pub(crate) annexes: Vec<AnnexSheet>,
    pub(crate) foot: Vec<FootRow>,
}

/// A paragraph; a heading has its number in the text.
pub(crate) struct BodyLine {
    pub(crate) level: Option<HeadingLevel>,
    pub(crate) text: String,
}

/// A line of 附件说明: `附件：`, `1.` and the title.
pub(crate) struct AnnexNote {
    /// On the first line alone.
    pub(crate) word: &'static str,
    /// Empty when there is one annex.
    pub(crate) number: String,
    pub(crate) title: String,
}

pub(crate) struct SignatureLines {
    pub(crate) bodies: Vec<String>,
    pub(crate) date: String,
    pub(crate) seal: Seal,
}

pub(crate) struct AnnexSheet {
    /// 附件1
    pub(crate) label: String,
    pub(crate) title: Vec<String>,
    /// Title of each column and its part of the width, all of which is 1.
    pub(crate) columns: Vec<(String, f64)>,
    /// As many cells as columns.
    pub(crate) rows: Vec<Vec<String>>,
}

impl BulletinSheet {
    pub(crate) fn of(document: &BulletinDocument) -> Self {
        let (red, number, edited, signature) = match &document.letterhead {
            Letterhead::Official(head) => {
                let signature = SignatureLines {
                    bodies: listed(&head.signature.bodies),
                    date: day(head.signature.date),
                    seal: head.signature.seal,
                };
                (&head.mark, clean(&head.number), None, Some(signature))
            }
            Letterhead::Brief(head) => {
                let issue = words::fill("issue", &[("issue", &clean(&head.issue))]);
                let edited = (clean(&head.editor), day(head.date));
                (&head.name, issue, Some(edited), None)
            }
        };
        Self {
            red: clean(red),
            number,
            edited,
            title: title::lines(&document.title),
            addressees: joined(&document.addressees)
                .map(|bodies| words::fill("addressees", &[("bodies", &bodies)])),
            body: body(&document.body),
            annex_notes: annex_notes(&document.annexes),
            signature,
            annexes: annexes(&document.annexes),
            foot: foot(&document.letterhead),
        }
    }
}

/// A text on one line, without what steers or what no file format can carry.
pub(crate) fn clean(text: &str) -> String {
    let text = one_line(text);
    text.replace(['\u{fffe}', '\u{ffff}'], "")
}

/// 2020年2月17日, without noughts before the month and the day (7.3.5.4).
pub(crate) fn day(date: NaiveDate) -> String {
    dates::day(Language::Chinese, date)
}

/// Bodies in a row; `None` when there is none.
pub(crate) fn joined(bodies: &[String]) -> Option<String> {
    let bodies = listed(bodies);
    (!bodies.is_empty()).then(|| bodies.join(words::say("list")))
}

fn listed(bodies: &[String]) -> Vec<String> {
    let cleaned = bodies.iter().map(|body| clean(body));
    cleaned.filter(|body| !body.is_empty()).collect()
}

fn body(blocks: &[Block]) -> Vec<BodyLine> {
    let mut numbers = Numbers::default();
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { level, text, .. } => {
                let number = numbers.next(*level);
                lines.push(BodyLine {
                    level: Some(*level),
                    text: format!("{number}{}", clean(text)),
                });
            }
            // A line break in a paragraph begins another.
            Block::Paragraph { text, .. } => {
                let parts = text.lines().map(clean).filter(|part| !part.is_empty());
                lines.extend(parts.map(|text| BodyLine { level: None, text }));
            }
        }
    }
    lines
}

fn annex_notes(annexes: &[Annex]) -> Vec<AnnexNote> {
    let several = annexes.len() > 1;
    let notes = annexes.iter().enumerate().map(|(index, annex)| AnnexNote {
        word: if index == 0 {
            words::say("annex_note")
        } else {
            ""
        },
        number: match several {
            true => words::fill("annex_note_number", &[("n", &(index + 1).to_string())]),
            false => String::new(),
        },
        title: clean(&annex.title),
    });
    notes.collect()
}

fn annexes(annexes: &[Annex]) -> Vec<AnnexSheet> {
    let several = annexes.len() > 1;
    let sheets = annexes.iter().enumerate().map(|(index, annex)| {
        let columns = &annex.table.columns;
        let share = |column: &Column| f64::from(column.share.max(1));
        let shares: f64 = columns.iter().map(share).sum();
        let row = |row: &Vec<String>| {
            let cell = |index: usize| row.get(index).map(|text| clean(text)).unwrap_or_default();
            (0..columns.len()).map(cell).collect()
        };
        AnnexSheet {
            label: match several {
                true => words::fill("annex_numbered", &[("n", &(index + 1).to_string())]),
                false => words::say("annex").to_owned(),
            },
            title: title::lines(&annex.title),
            columns: columns
                .iter()
                .map(|column| (clean(&column.title), share(column) / shares))
                .collect(),
            rows: annex.table.rows.iter().map(row).collect(),
        }
    });
    sheets.collect()
}
