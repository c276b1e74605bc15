//! Paper, margins, grid and page numbers (GB/T 9704-2012, 5.2 and 7.5).

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, FieldCharType, Footer, InstrPAGE, InstrText,
    PageMargin, Paragraph,
};

use super::measure::{BOTTOM, FOOTER, LEFT, LINE, PAGE, RIGHT, SMALL_CHARACTER, TOP};
use super::run::{empty, run};
use super::styles::PAGE_NUMBER;
use crate::bulletin::words;

/// Who will set the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setter {
    /// Word or WPS.
    Office,
    /// LibreOffice, for a PDF.
    LibreOffice,
}

/// The document with its page.
pub(super) fn set(mut docx: Docx) -> Docx {
    let margin = PageMargin::new()
        .top(TOP)
        .bottom(BOTTOM)
        .left(LEFT)
        .right(RIGHT)
        .header(TOP / 2)
        .footer(FOOTER);
    // Of lines alone: in a grid of characters LibreOffice gives two cells to a character that is
    // wider than one, and one of 16 points is, by a fifth of a point. `finish` makes them narrower.
    let lines = DocGrid::new()
        .line_pitch(LINE.unsigned_abs() as usize)
        .grid_type(DocGridType::Lines);
    docx.document = docx.document.doc_grid(lines);
    docx.page_size(PAGE.0, PAGE.1)
        .page_margin(margin)
        .footer(Footer::new().add_paragraph(odd()))
        .even_footer(Footer::new().add_paragraph(even()))
}

/// The number stands outside, a character from the edge of the text.
fn odd() -> Paragraph {
    number()
        .align(AlignmentType::Right)
        .indent(None, None, Some(SMALL_CHARACTER), None)
}

fn even() -> Paragraph {
    number()
        .align(AlignmentType::Left)
        .indent(Some(SMALL_CHARACTER), None, None, None)
}

fn number() -> Paragraph {
    let field = run()
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false);
    empty(PAGE_NUMBER)
        .snap_to_grid(false)
        .add_run(run().add_text(words::say("page_before")))
        .add_run(field)
        .add_run(run().add_text(words::say("page_after")))
}
