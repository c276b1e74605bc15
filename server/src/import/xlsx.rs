//! Workbooks of Excel and WPS.

use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::cell::Cell;
use super::error::ImportError;
use super::table::{HasHeadings, Rows, Table};
use super::{Progress, read};

/// What a workbook may unpack to: a list of [`super::MAX_ROWS`] sites has about 150 MB.
const MAX_UNPACKED_BYTES: u64 = 512 << 20;
/// 9999-12-31, as Excel counts days.
const LAST_DAY: f64 = 2_958_465.0;

/// Reads the first visible sheet that has a row of headings; without one, the first sheet that has
/// anything.
///
/// The reader of workbooks panics on some that are damaged (a sheet whose extent is B2:A1, where
/// overflow is checked). That is a bad file, not the end of a server.
pub(super) fn table(bytes: &[u8], progress: Progress<'_>) -> Result<Table, ImportError> {
    check_unpacked_size(bytes)?;
    catch_unwind(AssertUnwindSafe(|| first_table(bytes, progress)))
        .unwrap_or_else(|_| Err(bad("it is damaged")))
}

fn first_table(bytes: &[u8], progress: Progress<'_>) -> Result<Table, ImportError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(bad)?;
    let visible = workbook.sheets_metadata().iter().filter(|sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    });
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let mut fallback = None;
    for name in names {
        match Table::from_rows(rows(&mut workbook, &name, progress)?) {
            Ok((table, HasHeadings::Yes)) => return Ok(table),
            Ok((table, HasHeadings::No)) => fallback = fallback.or(Some(table)),
            Err(ImportError::Empty) => {}
            Err(error) => return Err(error),
        }
    }
    fallback.ok_or(ImportError::Empty)
}

/// Cell by cell: a sheet that claims to reach to its last column costs nothing.
fn rows(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    progress: Progress<'_>,
) -> Result<Rows, ImportError> {
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(bad)?;
    let index = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let last = index(reader.dimensions().end.0);
    let mut rows = Rows::default();
    while let Some(cell) = reader.next_cell().map_err(bad)? {
        let (row, column) = cell.get_position();
        let (row, column) = (index(row), index(column));
        if column == 0 && row.is_multiple_of(read::PROGRESS_STEP) {
            progress(row.min(last), last);
        }
        rows.push(row.saturating_add(1), column, value(cell.get_value()))?;
    }
    Ok(rows)
}

fn value(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::from_text(&number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::from_text(text),
        DataRef::SharedString(text) => Cell::from_text(text),
        DataRef::Bool(truth) => Cell::from_text(&truth.to_string()),
        DataRef::DateTime(moment) => {
            day_and_time(*moment).map_or_else(|| Cell::Number(moment.as_f64()), Cell::Moment)
        }
        DataRef::DateTimeIso(text) => {
            let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
            let moment = text
                .parse::<NaiveDateTime>()
                .or_else(|_| text.parse().map(midnight));
            moment.map_or_else(|_| Cell::from_text(text), Cell::Moment)
        }
        DataRef::Error(error) => Cell::Failed(error.to_string()),
    }
}

/// `None` where Excel has no day: the conversion would panic far outside of its range.
fn day_and_time(moment: ExcelDateTime) -> Option<NaiveDateTime> {
    (0.0..=LAST_DAY)
        .contains(&moment.as_f64())
        .then(|| moment.as_datetime())
        .flatten()
}

/// Unpacks to nowhere and counts, because the sizes that a zip file states can lie.
fn check_unpacked_size(bytes: &[u8]) -> Result<(), ImportError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(bad)?;
    let mut left = MAX_UNPACKED_BYTES;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(bad)?;
        let size = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(bad)?;
        left = left
            .checked_sub(size)
            .ok_or(ImportError::TooLargeUnpacked {
                limit_mb: MAX_UNPACKED_BYTES >> 20,
            })?;
    }
    Ok(())
}

fn bad(error: impl std::fmt::Display) -> ImportError {
    ImportError::BadWorkbook {
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use calamine::ExcelDateTimeType;
    use rust_xlsxwriter::Workbook;

    use super::*;

    fn read(workbook: &mut Workbook) -> Result<Table, ImportError> {
        table(&workbook.save_to_buffer().unwrap(), &mut |_, _| ())
    }

    #[test]
    fn the_first_visible_sheet_with_headings_is_read() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write(0, 0, "说明").unwrap();
        let hidden = workbook.add_worksheet().set_hidden(true);
        hidden.write_row(0, 0, ["名称", "类型"]).unwrap();
        let list = workbook.add_worksheet();
        list.write_row(2, 1, ["名称", "类型"]).unwrap();
        list.write_row(5, 1, ["白营村卡点", "村卡口"]).unwrap();
        list.write(1_000_000, 200, "远处").unwrap();
        let table = read(&mut workbook).unwrap();
        assert_eq!(
            (table.headings.number, table.rows[0].number, table.len()),
            (3, 6, 1)
        );
        assert_eq!(table.rows[0].cells[1].text(), "白营村卡点");
    }

    #[test]
    fn a_workbook_without_anything_is_refused() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet();
        assert_eq!(read(&mut workbook).unwrap_err().code(), "empty-file");
    }

    #[test]
    fn a_zip_file_that_is_no_workbook_is_refused() {
        let refused = table(b"PK\x03\x04 and nothing more", &mut |_, _| ());
        assert_eq!(refused.unwrap_err().code(), "bad-workbook");
    }

    #[test]
    fn a_sheet_that_ends_before_it_begins_does_not_panic() {
        let mut workbook = Workbook::new();
        workbook
            .add_worksheet()
            .write_row(1, 1, ["名称", "类型"])
            .unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut damaged = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let mut content = String::new();
            entry.read_to_string(&mut content).unwrap();
            let options = zip::write::SimpleFileOptions::default();
            damaged.start_file(entry.name().unwrap(), options).unwrap();
            damaged
                .write_all(content.replace("B2:C2", "C2:B2").as_bytes())
                .unwrap();
        }
        let bytes = damaged.finish().unwrap().into_inner();
        if let Err(error) = table(&bytes, &mut |_, _| ()) {
            assert_eq!(error.code(), "bad-workbook");
        }
    }

    #[test]
    fn days_that_excel_cannot_count_do_not_panic() {
        for value in [f64::NEG_INFINITY, -1.0, 1e300, f64::NAN] {
            let moment = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
            assert_eq!(day_and_time(moment), None, "{value}");
        }
    }
}
