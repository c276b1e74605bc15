//! 附件, each on a page of its own (GB/T 9704-2012, 7.3.7), with its table.

use docx_rs::{
    BorderType, Docx, Table, TableBorder, TableBorderPosition, TableBorders, TableCell,
    TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::head::title;
use super::measure::{LINE, WIDTH};
use super::run::paragraph;
use super::styles::{ANCHOR, ANNEX, TABLE_CELL, TABLE_HEAD};
use crate::bulletin::sheet::AnnexSheet;

/// 0.25 mm, in eighths of a point.
const RULE: usize = 6;
/// Between a line of the table and the text, at the sides and above and below.
const BESIDE: usize = 85;
const ABOVE: usize = 40;

/// The document with an annex on a new page.
pub(super) fn add(docx: Docx, annex: &AnnexSheet) -> Docx {
    let label = paragraph(ANNEX, &annex.label).page_break_before(true);
    let docx = docx
        .add_paragraph(label.keep_next(true))
        // The title is on the third line.
        .add_paragraph(title(&annex.title, LINE));
    if annex.columns.is_empty() {
        return docx;
    }
    // Two tables in a row would become one.
    docx.add_table(table(annex))
        .add_paragraph(paragraph(ANCHOR, ""))
}

fn table(annex: &AnnexSheet) -> Table {
    let widths = widths(annex);
    let titles = annex.columns.iter().map(|(title, _)| title.as_str());
    let head = row(titles, &widths, TABLE_HEAD);
    let rows = annex
        .rows
        .iter()
        .map(|cells| row(cells.iter().map(String::as_str), &widths, TABLE_CELL));
    Table::new([head].into_iter().chain(rows).collect())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .set_grid(widths)
        .set_borders(borders())
        .margins(TableCellMargins::new().margin(ABOVE, BESIDE, ABOVE, BESIDE))
}

/// Whole twips that make up the width exactly.
fn widths(annex: &AnnexSheet) -> Vec<usize> {
    let mut reached = 0.0;
    let mut from = 0;
    let parts = annex.columns.iter().map(|(_, part)| {
        reached += part * f64::from(WIDTH);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between nought and the width of the page"
        )]
        let to = reached.round() as usize;
        let width = to - from;
        from = to;
        width
    });
    parts.collect()
}

fn row<'a>(cells: impl Iterator<Item = &'a str>, widths: &[usize], style: &str) -> TableRow {
    let cells = cells.zip(widths).map(|(text, width)| {
        TableCell::new()
            .width(*width, WidthType::Dxa)
            .vertical_align(VAlignType::Center)
            .add_paragraph(paragraph(style, text).snap_to_grid(false))
    });
    TableRow::new(cells.collect()).cant_split()
}

fn borders() -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let sides = [Top, Bottom, Left, Right, InsideH, InsideV];
    sides
        .into_iter()
        .fold(TableBorders::with_empty(), |borders, side| {
            borders.set(
                TableBorder::new(side)
                    .border_type(BorderType::Single)
                    .size(RULE)
                    .color("000000"),
            )
        })
}

/// Cells whose text goes up to their edges.
pub(super) fn no_margins() -> TableCellMargins {
    TableCellMargins::new().margin(0, 0, 0, 0)
}
