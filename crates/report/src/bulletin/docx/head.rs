//! 版头 of a document and the head of a brief, and the title (GB/T 9704-2012, 7.2 and 7.3.1).

use docx_rs::{
    BorderType, BreakType, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders,
    Tab, TabValueType,
};

use super::measure::{CHARACTER, LINE, SIZE_2, WIDTH};
use super::run::{empty, paragraph, run, with_text};
use super::styles::{MARK, NUMBER, PLAIN, TITLE, exactly};
use crate::bulletin::letterhead::BulletinForm;
use crate::bulletin::sheet::BulletinSheet;

const RED: &str = "FF0000";
/// From the top of the type area to the top of the mark, 35 mm.
const ABOVE_MARK: i32 = 1984;
/// 0.35 mm, in eighths of a point.
const RULE: usize = 8;
/// From the number to the red line, 4 mm, in points.
const ABOVE_RULE: usize = 11;
/// A line of a title.
const TITLE_LINE: i32 = 640;
/// The largest mark, in half points, and where letters begin to be set narrow instead of small.
const LARGEST: i32 = 108;
const SMALL: i32 = 92;
/// How narrow, in hundredths.
const NARROW: i32 = 75;

/// From the mark to the title.
pub(super) fn paragraphs(sheet: &BulletinSheet, form: BulletinForm) -> Vec<Paragraph> {
    let above = match form {
        BulletinForm::Official => ABOVE_MARK,
        BulletinForm::Brief => 0,
    };
    let mut paragraphs = vec![mark(&sheet.red, above)];
    let number = paragraph(NUMBER, &sheet.number);
    match &sheet.edited {
        None => paragraphs.push(ruled(spaced(number, LINE, 2 * LINE, 0))),
        Some((editor, date)) => {
            paragraphs.push(spaced(number, LINE, LINE / 2, 0));
            paragraphs.push(ruled(edited(editor, date)));
        }
    }
    paragraphs.push(title(&sheet.title, 2 * LINE));
    paragraphs
}

/// A title of lines, with one line free below it.
pub(super) fn title(lines: &[String], above: i32) -> Paragraph {
    let first = spaced(empty(TITLE), TITLE_LINE, above, LINE);
    let broken = |paragraph: Paragraph| paragraph.add_run(run().add_break(BreakType::TextWrapping));
    lines
        .iter()
        .enumerate()
        .fold(first, |paragraph, (index, line)| {
            let paragraph = if index == 0 {
                paragraph
            } else {
                broken(paragraph)
            };
            with_text(paragraph, line)
        })
        .keep_next(true)
        // A line of 32 points would be given two of the grid.
        .snap_to_grid(false)
}

/// The red mark on one line: large, then narrow, and only then smaller.
fn mark(text: &str, above: i32) -> Paragraph {
    let length = i32::try_from(text.chars().count())
        .unwrap_or(i32::MAX)
        .max(1);
    // Half points to the twip: 10. A little is left at the sides.
    let fitting = (WIDTH - CHARACTER) / 10 / length;
    let (size, stretch) = match fitting {
        SMALL.. => (fitting.min(LARGEST), 100),
        _ => ((fitting * 100 / NARROW).min(SMALL), NARROW),
    };
    let size = size.max(i32::try_from(SIZE_2).unwrap_or_default());
    let letters = run()
        .add_text(crate::bulletin::text::blanked(text))
        .size(usize::try_from(size).unwrap_or(SIZE_2))
        .stretch(stretch);
    // A line is a fifth higher than its letters: half of that is above them.
    let (line, lead) = (size * 12, size);
    spaced(empty(MARK).add_run(letters), line, (above - lead).max(0), 0).snap_to_grid(false)
}

/// The editing body at the left and the day at the right, a character from the edges.
fn edited(editor: &str, date: &str) -> Paragraph {
    let right = usize::try_from(WIDTH - CHARACTER).unwrap_or_default();
    let line = empty(PLAIN)
        .add_tab(
            Tab::new()
                .val(TabValueType::Left)
                .pos(CHARACTER.unsigned_abs() as usize),
        )
        .add_tab(Tab::new().val(TabValueType::Right).pos(right))
        .add_run(run().add_tab());
    with_text(with_text(line, editor).add_run(run().add_tab()), date)
}

/// The red line as wide as the text (7.2.7).
fn ruled(mut paragraph: Paragraph) -> Paragraph {
    let line = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(BorderType::Single)
        .size(RULE)
        .space(ABOVE_RULE)
        .color(RED);
    paragraph.property = paragraph
        .property
        .set_borders(ParagraphBorders::with_empty().set(line));
    paragraph
}

/// A paragraph with room above and below it.
pub(super) fn spaced(paragraph: Paragraph, line: i32, above: i32, below: i32) -> Paragraph {
    let spacing = exactly(line)
        .before(above.unsigned_abs())
        .after(below.unsigned_abs());
    paragraph.line_spacing(spacing)
}
