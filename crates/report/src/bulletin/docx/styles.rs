//! The styles of the paragraphs: typeface and size, line and indent of each (GB/T 9704-2012, 7).

use docx_rs::{
    AlignmentType, Docx, LineSpacing, LineSpacingType, SpecialIndentType, Style, StyleType,
};

use super::measure::{CHARACTER, LINE, SIZE_2, SIZE_3, SIZE_4, SIZE_TABLE};
use super::typeface::Typeface;

pub(super) const MARK: &str = "Mark";
pub(super) const NUMBER: &str = "Number";
pub(super) const TITLE: &str = "Title";
/// From the margin: addressees, dates.
pub(super) const PLAIN: &str = "Plain";
pub(super) const BODY: &str = "Body";
pub(super) const HEADINGS: [&str; 4] = ["Heading1", "Heading2", "Heading3", "Heading4"];
pub(super) const ANNEX: &str = "Annex";
/// A cell of a table's head: `finish` finds the head by it.
pub(super) const TABLE_HEAD: &str = "TableHead";
pub(super) const TABLE_CELL: &str = "TableCell";
pub(super) const FOOT: &str = "Foot";
pub(super) const PAGE_NUMBER: &str = "PageNumber";
/// A paragraph that must be there and has nothing to say.
pub(super) const ANCHOR: &str = "Anchor";

/// The document with its styles.
pub(super) fn define(docx: Docx) -> Docx {
    let mut docx = docx
        .default_fonts(Typeface::Text.fonts())
        .default_size(SIZE_3);
    for style in all() {
        docx = docx.add_style(style);
    }
    docx
}

fn all() -> Vec<Style> {
    use Typeface::{Bold, Number, Script, Text, Title};
    let text = |id, name, face| style(id, name, face, SIZE_3).line_spacing(exactly(LINE));
    let indented = |style: Style| {
        style.align(AlignmentType::Both).indent(
            None,
            Some(SpecialIndentType::FirstLine(2 * CHARACTER)),
            None,
            None,
        )
    };
    let [first, second, third, fourth] = HEADINGS;
    // On the lower levels it is a sentence among others, and no part of an outline.
    let heading = |id, name, face| indented(text(id, name, face));
    let centred = |style: Style| style.align(AlignmentType::Center);
    vec![
        centred(style(MARK, "Mark", Title, SIZE_2)).color("FF0000"),
        centred(text(NUMBER, "Number", Text)),
        centred(style(TITLE, "Title", Title, SIZE_2)),
        text(PLAIN, "Plain", Text),
        indented(text(BODY, "Body", Text)),
        heading(first, "heading 1", Bold).outline_lvl(0),
        heading(second, "heading 2", Script).outline_lvl(1),
        heading(third, "Heading Sentence 3", Text),
        heading(fourth, "Heading Sentence 4", Text),
        text(ANNEX, "Annex", Bold),
        centred(style(TABLE_HEAD, "Table Head", Bold, SIZE_TABLE)).line_spacing(exactly(360)),
        style(TABLE_CELL, "Table Cell", Text, SIZE_TABLE).line_spacing(exactly(360)),
        style(FOOT, "Foot", Text, SIZE_4).line_spacing(exactly(480)),
        style(PAGE_NUMBER, "Page Number", Number, SIZE_4).line_spacing(exactly(280)),
        style(ANCHOR, "Anchor", Text, 2).line_spacing(exactly(20)),
    ]
}

fn style(id: &str, name: &str, face: Typeface, half_points: usize) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .based_on("Normal")
        .fonts(face.fonts())
        .size(half_points)
}

/// Lines of a height that no character changes.
pub(super) fn exactly(twips: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(twips)
}
