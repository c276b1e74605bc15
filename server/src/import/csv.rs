//! CSV texts, as Excel in China and everybody else write them.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030};

use super::cell::Cell;
use super::error::ImportError;
use super::table::{Rows, Table};
use super::{Progress, read};

/// Reads a text with commas, semicolons or tabs between its values.
pub(super) fn table(bytes: &[u8], progress: Progress<'_>) -> Result<Table, ImportError> {
    let text = decoded(bytes)?;
    if text.contains('\0') {
        return Err(ImportError::NotATable);
    }
    // One kind of line end, and one after the last line: the reader counts only these.
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.push('\n');
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Rows::default();
    let mut record = ::csv::StringRecord::new();
    let mut line_breaks_in_values = 0;
    while reader
        .read_record(&mut record)
        .map_err(|_| ImportError::NotATable)?
    {
        line_breaks_in_values += record
            .iter()
            .map(|value| value.matches('\n').count())
            .sum::<usize>();
        // The reader stands at the next line. A spreadsheet counts a value of two lines as one row.
        let line = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        let number = line.saturating_sub(1 + line_breaks_in_values);
        for (column, value) in record.iter().enumerate() {
            rows.push(number, column, Cell::from_text(value))?;
        }
        if number.is_multiple_of(read::PROGRESS_STEP) {
            let done = usize::try_from(reader.position().byte()).unwrap_or(text.len());
            progress(done, text.len());
        }
    }
    Table::from_rows(rows).map(|(table, _)| table)
}

/// UTF-8, UTF-16 with a byte order mark, or else GB18030, which is what Excel in China writes.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, ImportError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let content = bytes.get(mark..).unwrap_or_default();
        return encoding
            .decode_without_bom_handling_and_without_replacement(content)
            .ok_or(ImportError::UnknownEncoding);
    }
    match str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .ok_or(ImportError::UnknownEncoding),
    }
}

/// What stands most often between the values of the first line that has any of them.
fn delimiter(text: &str) -> u8 {
    let count = |line: &str, sign: u8| line.bytes().filter(|byte| *byte == sign).count();
    text.lines()
        .find_map(|line| {
            let counted = [b'\t', b';', b','].map(|sign| (count(line, sign), sign));
            counted.into_iter().max().filter(|(number, _)| *number > 0)
        })
        .map_or(b',', |(_, sign)| sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Table {
        table(bytes, &mut |_, _| ()).unwrap()
    }

    #[test]
    fn every_encoding_of_excel_gives_the_same_table() {
        let text = "名称,类型\r\n白营村卡点,村卡口\r\n";
        let plain = read(text.as_bytes());
        let gb18030 = GB18030.encode(text).0;
        assert!(str::from_utf8(&gb18030).is_err());
        let utf16: Vec<u8> = format!("\u{feff}{}", text.replace(',', "\t"))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(plain.len(), 1);
        assert_eq!(read(format!("\u{feff}{text}").as_bytes()), plain);
        assert_eq!(read(&gb18030), plain);
        assert_eq!(read(&utf16), plain);
        assert_eq!(read(text.replace(',', ";").as_bytes()), plain);
        assert_eq!(read(text.replace("\r\n", "\r").as_bytes()), plain);
        assert_eq!(read(text.trim_end().as_bytes()), plain);
    }

    #[test]
    fn rows_have_the_numbers_of_the_spreadsheet() {
        let table = read("名称,类型\n\n\"两\n行\",a\n,\n丙,b\n".as_bytes());
        let numbers: Vec<usize> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [3, 5]);
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        let code = |bytes: &[u8]| table(bytes, &mut |_, _| ()).unwrap_err().code();
        assert_eq!(code(b"\xff\xff\xff\xff"), "unknown-encoding");
        assert_eq!(code(b"a,b\0"), "not-a-table");
        assert_eq!(code(b""), "empty-file");
        assert_eq!(code(b"\n\n , ,\n"), "empty-file");
    }
}
