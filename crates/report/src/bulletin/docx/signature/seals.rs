//! Several bodies with seals: side by side, the last of them above the date (GB/T 9704-2012,
//! 7.3.5.1).

use docx_rs::{
    AlignmentType, Docx, HeightRule, Table, TableCell, TableLayoutType, TableRow, WidthType,
};

use super::{FREE_SEALED, LINES_FOR_SEAL, Widths};
use crate::bulletin::docx::annex::no_margins;
use crate::bulletin::docx::head::spaced;
use crate::bulletin::docx::measure::{LINE, WIDTH};
use crate::bulletin::docx::run::paragraph;
use crate::bulletin::docx::styles::PLAIN;
use crate::bulletin::sheet::SignatureLines;

/// Seals in a row.
const MOST_IN_ROW: i32 = 3;
/// From name to name, so that seals of 42 mm do not touch: 43 mm across and down.
const SEAL: i16 = 2438;

/// How the seals stand.
struct Columns {
    count: usize,
    width: i32,
    /// From the left edge of the text to the first.
    left: i32,
}

impl Columns {
    /// As many as names and seals have room for, so that the middle of the last is the middle of
    /// the date.
    fn of(bodies: usize, widths: &Widths) -> Self {
        let middle = WIDTH - FREE_SEALED - widths.date / 2;
        let room = |count: i32| (2 * middle / (2 * count - 1)).min(2 * (WIDTH - middle));
        let fits = |count: &i32| room(*count) >= SEAL.into() && room(*count) >= widths.body;
        let most = i32::try_from(bodies)
            .unwrap_or(MOST_IN_ROW)
            .min(MOST_IN_ROW);
        let count = (2..=most).rev().find(fits).unwrap_or(1);
        let width = room(count);
        Self {
            count: usize::try_from(count).unwrap_or(1),
            width,
            left: (middle - width / 2 - (count - 1) * width).max(0),
        }
    }
}

/// The document with its signature.
pub(super) fn add(docx: Docx, signature: &SignatureLines, widths: &Widths) -> Docx {
    let columns = Columns::of(signature.bodies.len(), widths);
    // A last row that is short is filled from the right, where the date is.
    let mut cells: Vec<&str> = signature.bodies.iter().map(String::as_str).collect();
    let full = cells.len() / columns.count * columns.count;
    let short = cells.len().next_multiple_of(columns.count) - cells.len();
    cells.splice(full..full, std::iter::repeat_n("", short));
    let last = cells.len() - columns.count;
    let (above, below) = cells.split_at(last);
    let rows = above.chunks(columns.count).map(|row| {
        cells_of(row, columns.width, None)
            .row_height(SEAL.into())
            .height_rule(HeightRule::AtLeast)
    });
    let rows = rows.chain([cells_of(below, columns.width, Some(&signature.date))]);
    let width = usize::try_from(columns.width).unwrap_or_default();
    let table = Table::without_borders(rows.collect())
        .layout(TableLayoutType::Fixed)
        .indent(columns.left)
        .width(width * columns.count, WidthType::Dxa)
        .set_grid(vec![width; columns.count])
        .margins(no_margins());
    let free = spaced(paragraph(PLAIN, ""), LINE, (LINES_FOR_SEAL - 1) * LINE, 0);
    docx.add_paragraph(free.keep_next(true)).add_table(table)
}

/// A row of bodies, with the date below the last of them.
fn cells_of(bodies: &[&str], width: i32, date: Option<&str>) -> TableRow {
    let centred = |text: &str| {
        paragraph(PLAIN, text)
            .align(AlignmentType::Center)
            .keep_next(true)
    };
    let last = bodies.len().saturating_sub(1);
    let cells = bodies.iter().enumerate().map(|(index, body)| {
        let cell = TableCell::new()
            .width(usize::try_from(width).unwrap_or_default(), WidthType::Dxa)
            .add_paragraph(centred(body));
        match date {
            Some(date) if index == last => cell.add_paragraph(centred(date)),
            _ => cell,
        }
    });
    TableRow::new(cells.collect()).cant_split()
}
