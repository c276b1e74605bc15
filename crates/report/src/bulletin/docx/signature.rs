//! 署名 and 成文日期 (GB/T 9704-2012, 7.3.5).

use docx_rs::{
    AlignmentType, Docx, HeightRule, Paragraph, Table, TableCell, TableLayoutType, TableRow,
    WidthType,
};

use super::head::spaced;
use super::measure::{CHARACTER, LINE, WIDTH, width};
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
/// Seals in a row.
const MOST_IN_ROW: usize = 3;
/// From name to name, so that seals do not touch: 45 mm across and down.
const SEAL: i32 = 2551;

/// The document with its signature.
pub(super) fn add(docx: Docx, signature: &SignatureLines) -> Docx {
    match (signature.seal, signature.bodies.as_slice()) {
        (Seal::Sealed, [_, _, ..]) => add_table(docx, signature),
        (Seal::Sealed, _) => added(docx, sealed(signature)),
        (Seal::Unsealed, _) => added(docx, unsealed(signature)),
    }
}

fn added(docx: Docx, paragraphs: Vec<Paragraph>) -> Docx {
    paragraphs.into_iter().fold(docx, Docx::add_paragraph)
}

/// One body, centred above the date: both are centred between the right edge and a point as far
/// to the left of the date's middle (7.3.5.1).
fn sealed(signature: &SignatureLines) -> Vec<Paragraph> {
    let date = width(&signature.date) + 2 * FREE_SEALED;
    let longest = longest(signature);
    let left = (WIDTH - date.max(longest)).max(0);
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
fn unsealed(signature: &SignatureLines) -> Vec<Paragraph> {
    let (longest, date) = (longest(signature), width(&signature.date));
    let shift = 2 * CHARACTER;
    let body_left = match longest >= date {
        true => WIDTH - FREE_UNSEALED - longest,
        false => WIDTH - FREE_UNSEALED - date - shift,
    };
    let body_left = body_left.max(0);
    let date_left = match signature.bodies.is_empty() {
        true => WIDTH - FREE_UNSEALED - date,
        false => body_left + shift,
    };
    let at = |text: &String, left, above| {
        spaced(paragraph(PLAIN, text), LINE, above, 0).indent(Some(left), None, None, None)
    };
    let above = |index| if index == 0 { LINE } else { 0 };
    let bodies = signature.bodies.iter().enumerate();
    let mut lines: Vec<Paragraph> = bodies
        .map(|(index, body)| at(body, body_left, above(index)).keep_next(true))
        .collect();
    lines.push(at(&signature.date, date_left, above(lines.len())));
    lines
}

fn longest(signature: &SignatureLines) -> i32 {
    let widths = signature.bodies.iter().map(|body| width(body));
    widths.max().unwrap_or_default()
}

/// Several bodies with seals: side by side, the last of them above the date.
fn add_table(docx: Docx, signature: &SignatureLines) -> Docx {
    // The middle of the last column is the middle of the date.
    let middle = WIDTH - FREE_SEALED - width(&signature.date) / 2;
    let room = |columns: i32| (2 * middle / (2 * columns - 1)).min(2 * (WIDTH - middle));
    let fits = |columns: &usize| {
        let column = room(i32::try_from(*columns).unwrap_or(1));
        column >= SEAL && longest(signature) <= column
    };
    let most = MOST_IN_ROW.min(signature.bodies.len());
    let columns = (2..=most).rev().find(fits).unwrap_or(1);
    let count = i32::try_from(columns).unwrap_or(1);
    let column = room(count);
    let first = (middle - column / 2 - (count - 1) * column).max(0);
    let short = (columns - signature.bodies.len() % columns) % columns;
    // A last row that is short is filled from the right, where the date is.
    let mut cells: Vec<&str> = signature.bodies.iter().map(String::as_str).collect();
    let full = cells.len() / columns * columns;
    cells.splice(full..full, std::iter::repeat_n("", short));
    let rows = cells.chunks(columns);
    let last = rows.len().saturating_sub(1);
    let rows = rows.enumerate().map(|(index, bodies)| {
        row(
            bodies,
            column,
            (index == last).then_some(signature.date.as_str()),
        )
    });
    let width = |twips: i32| usize::try_from(twips).unwrap_or_default();
    let table = Table::without_borders(rows.collect())
        .layout(TableLayoutType::Fixed)
        .indent(first)
        .width(width(column * count), WidthType::Dxa)
        .set_grid(vec![width(column); columns])
        .margins(super::annex::no_margins());
    let above = spaced(paragraph(PLAIN, ""), LINE, (LINES_FOR_SEAL - 1) * LINE, 0).keep_next(true);
    docx.add_paragraph(above).add_table(table)
}

fn row(bodies: &[&str], column: i32, date: Option<&str>) -> TableRow {
    let centred = |text: &str| {
        paragraph(PLAIN, text)
            .align(AlignmentType::Center)
            .keep_next(true)
    };
    let last = bodies.len().saturating_sub(1);
    let cells = bodies.iter().enumerate().map(|(index, body)| {
        let cell = TableCell::new()
            .width(usize::try_from(column).unwrap_or_default(), WidthType::Dxa)
            .add_paragraph(centred(body));
        match date {
            Some(date) if index == last => cell.add_paragraph(centred(date)),
            _ => cell,
        }
    });
    let row = TableRow::new(cells.collect()).cant_split();
    match date {
        Some(_) => row,
        None => row
            .row_height(f32::from(i16::try_from(SEAL).unwrap_or(i16::MAX)))
            .height_rule(HeightRule::AtLeast),
    }
}
