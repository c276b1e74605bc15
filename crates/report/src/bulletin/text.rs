//! A bulletin as plain text, to be pasted in a chat.

use super::document::BulletinDocument;
use super::sheet::{AnnexSheet, BulletinSheet};
use super::slots::{Piece, pieces};
use super::words;

/// What an open slot looks like.
pub(crate) const BLANK: &str = "______";
/// Two characters are left free before a paragraph.
const INDENT: &str = "　　";

/// The bulletin as plain text; a paragraph is a line.
pub fn text(document: &BulletinDocument) -> String {
    let sheet = BulletinSheet::of(document);
    let parts = [
        head(&sheet),
        vec![sheet.title.concat()],
        body(&sheet),
        signature(&sheet),
    ];
    let annexes = sheet.annexes.iter().map(annex);
    let parts = parts.into_iter().chain(annexes).chain([foot(&sheet)]);
    let parts = parts
        .map(|lines| lines.join("\n"))
        .filter(|part| !part.is_empty());
    let mut text = blanked(&parts.collect::<Vec<_>>().join("\n\n"));
    text.push('\n');
    text
}

/// A text whose open slots are blanks.
pub(crate) fn blanked(text: &str) -> String {
    let said = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Slot(_) => BLANK,
    });
    said.collect()
}

fn head(sheet: &BulletinSheet) -> Vec<String> {
    let mut lines = vec![sheet.red.clone(), sheet.number.clone()];
    if let Some((editor, date)) = &sheet.edited {
        lines.push(format!("{editor}　{date}"));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn body(sheet: &BulletinSheet) -> Vec<String> {
    let mut lines: Vec<String> = sheet.addressees.iter().cloned().collect();
    lines.extend(
        sheet
            .body
            .iter()
            .map(|line| format!("{INDENT}{}", line.text)),
    );
    lines.extend(sheet.annex_notes.iter().map(|note| {
        let word = match note.word {
            // As wide as the word above: 附件：
            "" => "　　　",
            word => word,
        };
        format!("{INDENT}{word}{}{}", note.number, note.title)
    }));
    lines
}

fn signature(sheet: &BulletinSheet) -> Vec<String> {
    let signed = sheet.signature.iter().flat_map(|signature| {
        let bodies = signature.bodies.iter().cloned();
        bodies.chain([signature.date.clone()])
    });
    signed.collect()
}

/// A table is told row by row: nobody reads columns in a chat.
fn annex(annex: &AnnexSheet) -> Vec<String> {
    let mut lines = vec![annex.label.clone(), annex.title.concat()];
    lines.extend(annex.rows.iter().map(|row| {
        let cells = annex.columns.iter().zip(row);
        let said: Vec<String> = cells
            .filter(|(_, text)| !text.is_empty())
            .map(|((column, _), text)| {
                let text = text.trim_end_matches('。');
                words::fill("cell", &[("column", column), ("text", text)])
            })
            .collect();
        words::fill("row", &[("cells", &said.join(words::say("cells")))])
    }));
    lines
}

fn foot(sheet: &BulletinSheet) -> Vec<String> {
    let rows = sheet.foot.iter().map(|row| {
        let gap = match (row.left.is_empty(), row.right.is_empty()) {
            (false, false) => "　",
            _ => "",
        };
        format!("{}{}{gap}{}", row.label, row.left, row.right)
    });
    rows.collect()
}
