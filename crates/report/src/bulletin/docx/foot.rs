//! 版记, or who gets a brief, at the foot of the last page (GB/T 9704-2012, 7.4).

use docx_rs::{
    BorderType, Docx, Paragraph, SpecialIndentType, Tab, TabValueType, Table, TableCell,
    TableCellBorder, TableCellBorderPosition, TableLayoutType, TablePositionProperty, TableRow,
    WidthType,
};

use super::annex::no_margins;
use super::measure::{SMALL_CHARACTER, WIDTH, halves};
use super::run::{empty, paragraph, run, with_text};
use super::styles::{ANCHOR, FOOT};
use crate::bulletin::foot::{FootRow, Rule};

const FOOT_WIDTH: usize = WIDTH.unsigned_abs() as usize;

/// The document with its foot, as a table that floats at the lower edge of the type area: however
/// long the text is, the last line of the foot is the last of the page (7.4.1).
pub(super) fn add(docx: Docx, rows: &[FootRow]) -> Docx {
    if rows.is_empty() {
        return docx;
    }
    let at_the_foot = TablePositionProperty::new()
        .vertical_anchor("margin")
        .horizontal_anchor("margin")
        .position_x_alignment("left")
        .position_y_alignment("bottom");
    let table = Table::without_borders(rows.iter().map(row).collect())
        .layout(TableLayoutType::Fixed)
        .position(at_the_foot)
        .width(FOOT_WIDTH, WidthType::Dxa)
        .set_grid(vec![FOOT_WIDTH])
        .margins(no_margins());
    // The page on which this ends is the one at whose foot the table stands.
    docx.add_table(table).add_paragraph(paragraph(ANCHOR, ""))
}

fn row(row: &FootRow) -> TableRow {
    use TableCellBorderPosition::{Bottom, Top};
    let cell = TableCell::new()
        .width(FOOT_WIDTH, WidthType::Dxa)
        .clear_all_border();
    let cell = bordered(bordered(cell, Top, row.above), Bottom, row.below);
    TableRow::new(vec![cell.add_paragraph(line(row))]).cant_split()
}

fn bordered(cell: TableCell, side: TableCellBorderPosition, rule: Rule) -> TableCell {
    // Eighths of a point: 0.25 mm and 0.35 mm.
    let size = match rule {
        Rule::None => return cell,
        Rule::Thin => 6,
        Rule::Thick => 8,
    };
    let border = TableCellBorder::new(side)
        .border_type(BorderType::Single)
        .size(size)
        .color("000000");
    cell.set_border(border)
}

/// A character is left free at both ends. Further lines are aligned behind the label's colon; what
/// is at the right is at a tab.
fn line(row: &FootRow) -> Paragraph {
    let label = halves(row.label) * SMALL_CHARACTER / 2;
    let line = empty(FOOT).snap_to_grid(false).indent(
        Some(SMALL_CHARACTER + label),
        Some(SpecialIndentType::Hanging(label)),
        Some(SMALL_CHARACTER),
        None,
    );
    let line = with_text(line, &format!("{}{}", row.label, row.left));
    if row.right.is_empty() {
        return line;
    }
    let edge = SMALL_CHARACTER.unsigned_abs() as usize;
    let right = Tab::new().val(TabValueType::Right).pos(FOOT_WIDTH - edge);
    with_text(line.add_tab(right).add_run(run().add_tab()), &row.right)
}
