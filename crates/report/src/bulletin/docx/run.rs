//! Paragraphs and the texts in them.

use docx_rs::{Paragraph, Run, RunFonts};

use crate::bulletin::slots::{Piece, pieces};

/// The blank of an open slot: as wide as a name, whatever the typeface.
const BLANK: &str = "\u{3000}\u{3000}\u{3000}";

/// A paragraph of a style with a text in it.
pub(super) fn paragraph(style: &str, text: &str) -> Paragraph {
    with_text(empty(style), text)
}

/// A paragraph of a style. A single line may stand alone on a page: there are to be 22 on each.
pub(super) fn empty(style: &str) -> Paragraph {
    Paragraph::new().style(style).widow_control(false)
}

/// The paragraph with a text behind what it has; open slots are underlined blanks.
pub(super) fn with_text(paragraph: Paragraph, text: &str) -> Paragraph {
    pieces(text)
        .into_iter()
        .fold(paragraph, |paragraph, piece| {
            paragraph.add_run(match piece {
                Piece::Text(text) => run().add_text(text),
                Piece::Slot(_) => run().add_text(BLANK).underline("single"),
            })
        })
}

/// A run whose ambiguous characters, such as quotation marks, are Chinese ones.
pub(super) fn run() -> Run {
    Run::new().fonts(RunFonts::new().hint("eastAsia"))
}
