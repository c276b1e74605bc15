//! CSV as Excel and WPS open it by a double click: UTF-8 with a byte order mark, CRLF.

use std::borrow::Cow;
use std::io::Write;

use csv::{Terminator, WriterBuilder};

use super::cell::Cell;
use super::rows::Export;
use super::stopped::Stopped;
use super::table::Table;
use crate::language::Language;

const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) fn write(
    export: &mut Export<'_>,
    tables: &[&'static dyn Table],
    out: &mut impl Write,
) -> Result<u64, Stopped> {
    export.expect(tables)?;
    let language = export.source.language;
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut csv = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    let mut rows = 0;
    for table in tables {
        let heads = table.heads();
        csv.write_record(heads.iter().map(|head| head.title(language)))?;
        for row in export.rows(*table) {
            for cell in &row? {
                csv.write_field(&*field(cell, language))?;
            }
            csv.write_record(None::<&[u8]>)?;
            rows += 1;
        }
    }
    csv.flush()?;
    Ok(rows)
}

/// A text that a spreadsheet would take for a formula gets an apostrophe before it: what an
/// inspector or a stranger typed must not reckon, or open an address, on the desk of who reads it.
/// Numbers, days and moments are ours and stay as they are.
fn field(cell: &Cell, language: Language) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
            Cow::Owned(format!("'{text}"))
        }
        Cell::Text(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.plain(language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_reckon_is_only_text() {
        let field = |cell: Cell| field(&cell, Language::Chinese).into_owned();
        for text in ["=1+1", "+86 372", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(field(Cell::text(text)), format!("'{text}"));
        }
        assert_eq!(field(Cell::text("白营村 =1")), "白营村 =1");
        assert_eq!(field(Cell::Number(-1.5)), "-1.5");
    }
}
