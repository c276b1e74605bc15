//! 主送机关, 正文 and 附件说明 (GB/T 9704-2012, 7.3.2 to 7.3.4).

use docx_rs::{Paragraph, SpecialIndentType};

use super::head::spaced;
use super::measure::{CHARACTER, LINE};
use super::run::{empty, paragraph, run, with_text};
use super::styles::{BODY, HEADINGS, PLAIN};
use crate::bulletin::sheet::{AnnexNote, BodyLine, BulletinSheet};

/// 附件：
const WORD: i32 = 3 * CHARACTER;
/// 1. and a little more.
const NUMBER: i32 = 3 * CHARACTER / 2;

/// From the addressees to the list of annexes.
pub(super) fn paragraphs(sheet: &BulletinSheet) -> Vec<Paragraph> {
    let addressees = sheet.addressees.iter().map(|text| paragraph(PLAIN, text));
    let body = sheet.body.iter().map(line);
    let notes = sheet.annex_notes.iter().map(note);
    addressees.chain(body).chain(notes).collect()
}

fn line(line: &BodyLine) -> Paragraph {
    let level = line.level.map(|level| usize::from(u8::from(level)));
    match level.and_then(|level| HEADINGS.get(level - 1)) {
        // On the lower levels it is a sentence among others.
        Some(style) => paragraph(style, &line.text).keep_next(level < Some(3)),
        None => paragraph(BODY, &line.text),
    }
}

/// A title that takes two lines is aligned with its own first character.
fn note(note: &AnnexNote) -> Paragraph {
    let number = if note.number.is_empty() { 0 } else { NUMBER };
    let (word, above) = match note.word {
        "" => (0, 0),
        _ => (WORD, LINE),
    };
    let line = spaced(empty(PLAIN), LINE, above, 0).indent(
        Some(2 * CHARACTER + WORD + number),
        Some(SpecialIndentType::Hanging(word + number)),
        None,
        None,
    );
    let line = with_text(line, &format!("{}{}", note.word, note.number));
    let line = if number == 0 {
        line
    } else {
        line.add_run(run().add_tab())
    };
    with_text(line, &note.title)
}
