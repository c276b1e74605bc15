//! 署名 and 成文日期 (GB/T 9704-2012, 7.3.5).

mod seals;

use docx_rs::{AlignmentType, Docx, Paragraph};

use super::head::spaced;
use super::measure::{CHARACTER, LINE, WIDTH, gaps, width};
use super::page::Setter;
use super::run::paragraph;
use super::styles::PLAIN;
use crate::bulletin::letterhead::Seal;
use crate::bulletin::sheet::SignatureLines;

/// The date ends so far from the right.
const FREE_SEALED: i32 = 4 * CHARACTER;
const FREE_UNSEALED: i32 = 2 * CHARACTER;
/// A county's seal is 42 mm wide and its middle is about on the body's name: three lines above that
/// and its top stays within a line of the text.
const LINES_FOR_SEAL: i32 = 3;

/// How wide the longest body and the date are.
struct Widths {
    body: i32,
    date: i32,
}

/// The document with its signature.
pub(super) fn add(docx: Docx, signature: &SignatureLines, setter: Setter) -> Docx {
    let bodies = signature.bodies.iter().map(|body| width(body));
    let widths = Widths {
        body: bodies.max().unwrap_or_default(),
        date: width(&signature.date)
            + match setter {
                Setter::Office => 0,
                // It sets digits apart whatever the document says.
                Setter::LibreOffice => gaps(&signature.date),
            },
    };
    let lines = match (signature.seal, signature.bodies.as_slice()) {
        (Seal::Sealed, [_, _, ..]) => return seals::add(docx, signature, &widths),
        (Seal::Sealed, _) => sealed(signature, &widths),
        (Seal::Unsealed, _) => unsealed(signature, &widths),
    };
    lines.into_iter().fold(docx, Docx::add_paragraph)
}

/// One body, centred above the date: both are centred between the right edge and a point as far
/// to the left of the date's middle (7.3.5.1).
fn sealed(signature: &SignatureLines, widths: &Widths) -> Vec<Paragraph> {
    let room = (widths.date + 2 * FREE_SEALED).max(widths.body);
    let left = (WIDTH - room).max(0);
    let lines = signature.bodies.iter().chain([&signature.date]);
    lines
        .enumerate()
        .map(|(index, text)| {
            let above = if index == 0 { LINES_FOR_SEAL * LINE } else { 0 };
            let last = index == signature.bodies.len();
            spaced(paragraph(PLAIN, text), LINE, above, 0)
                .indent(Some(left), None, None, None)
                .align(AlignmentType::Center)
                .keep_next(!last)
        })
        .collect()
}

/// The date begins two characters to the right of the bodies, or, when it is longer than they
/// are, ends two characters from the right itself (7.3.5.2).
fn unsealed(signature: &SignatureLines, widths: &Widths) -> Vec<Paragraph> {
    let shift = 2 * CHARACTER;
    let body_left = match widths.body >= widths.date {
        true => WIDTH - FREE_UNSEALED - widths.body,
        false => WIDTH - FREE_UNSEALED - widths.date - shift,
    };
    let body_left = body_left.max(0);
    let at = |text: &String, left, above| {
        spaced(paragraph(PLAIN, text), LINE, above, 0).indent(Some(left), None, None, None)
    };
    let above = |index| if index == 0 { LINE } else { 0 };
    let bodies = signature.bodies.iter().enumerate();
    let mut lines: Vec<Paragraph> = bodies
        .map(|(index, body)| at(body, body_left, above(index)).keep_next(true))
        .collect();
    lines.push(at(&signature.date, body_left + shift, above(lines.len())));
    lines
}
