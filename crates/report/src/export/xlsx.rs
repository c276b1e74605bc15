//! Workbooks: a sheet a table, with days and numbers as such, written row by row to the disk.

use std::any::Any;
use std::io::{ErrorKind, Write};
use std::iter::Peekable;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use kakou_store::NO_ROOM;
use rust_xlsxwriter::{ColNum, Format, RowNum, Workbook, Worksheet, XlsxError};

use super::cell::Cell;
use super::rows::{Export, Rows};
use super::stopped::Stopped;
use super::table::{Head, Table};
use crate::language::Language;

/// What a sheet of Excel takes below its header.
const MOST_ROWS: RowNum = 1_048_575;
/// What a cell of Excel takes, in units of UTF-16.
const MOST_TEXT: usize = 32_767;

pub(super) fn write(
    export: &mut Export<'_>,
    tables: &[&'static dyn Table],
    out: &mut (impl Write + Send),
    folder: &Path,
) -> Result<u64, Stopped> {
    export.expect(tables)?;
    let made = || make(export, tables, out, folder, MOST_ROWS);
    // The library panics where its own file on the disk takes no more.
    catch_unwind(AssertUnwindSafe(made)).unwrap_or_else(|panic| Err(disk_took_no_more(&panic)))
}

fn disk_took_no_more(panic: &(dyn Any + Send)) -> Stopped {
    let said = panic.downcast_ref::<String>().map_or("", String::as_str);
    let full = |kind: &ErrorKind| said.contains(&format!("{kind:?}"));
    let kind = match NO_ROOM.iter().any(full) {
        true => ErrorKind::StorageFull,
        false => ErrorKind::Other,
    };
    let text = "a sheet of the workbook cannot be written to the disk";
    std::io::Error::new(kind, text).into()
}

fn make(
    export: &mut Export<'_>,
    tables: &[&'static dyn Table],
    out: &mut (impl Write + Send),
    folder: &Path,
    most: RowNum,
) -> Result<u64, Stopped> {
    let mut workbook = Workbook::new();
    // Beside the file that it becomes, not in a folder of the system that may be in memory.
    workbook.set_tempdir(folder)?;
    let mut rows = 0;
    for table in tables {
        rows += sheets(&mut workbook, export, *table, most)?;
    }
    workbook.save_to_writer(out)?;
    Ok(rows)
}

/// A table's sheet; as many as it takes.
fn sheets(
    workbook: &mut Workbook,
    export: &mut Export<'_>,
    table: &'static dyn Table,
    most: RowNum,
) -> Result<u64, Stopped> {
    let language = export.source.language;
    let title = language.say(&format!("sheet_{}", table.key()));
    let (heads, formats) = (table.heads(), Formats::new());
    let mut rows = export.rows(table).peekable();
    let (mut all, mut number) = (0, 1);
    loop {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        match number {
            1 => sheet.set_name(title)?,
            _ => sheet.set_name(format!("{title} {number}"))?,
        };
        header(sheet, &heads, &formats, language)?;
        let written = body(sheet, &mut rows, &formats, most)?;
        sheet.autofilter(0, 0, written, last_column(&heads))?;
        all += u64::from(written);
        number += 1;
        if rows.peek().is_none() {
            return Ok(all);
        }
    }
}

struct Formats {
    title: Format,
    day: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            title: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }
}

fn last_column(heads: &[Head]) -> ColNum {
    ColNum::try_from(heads.len().saturating_sub(1)).unwrap_or(ColNum::MAX)
}

/// It stays in sight, and sorts and filters what is below it.
fn header(
    sheet: &mut Worksheet,
    heads: &[Head],
    formats: &Formats,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (column, head) in (0..).zip(heads) {
        sheet.set_column_width(column, head.width)?;
        let title = head.title(language);
        sheet.write_string_with_format(0, column, title, &formats.title)?;
    }
    Ok(())
}

fn body(
    sheet: &mut Worksheet,
    rows: &mut Peekable<Rows<'_, '_>>,
    formats: &Formats,
    most: RowNum,
) -> Result<RowNum, Stopped> {
    let mut written = 0;
    while written < most
        && let Some(row) = rows.next()
    {
        written += 1;
        for (column, cell) in (0..).zip(&row?) {
            put(sheet, (written, column), cell, formats)?;
        }
    }
    Ok(written)
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_string(row, column, fitting(text))?,
        Cell::Number(number) => sheet.write_number(row, column, *number)?,
        Cell::Flag(flag) => sheet.write_boolean(row, column, *flag)?,
        Cell::Date(day) if counts(*day) => {
            sheet.write_datetime_with_format(row, column, *day, &formats.day)?
        }
        Cell::Time(at) if counts(at.date_naive()) => {
            let at: NaiveDateTime = at.naive_local();
            sheet.write_datetime_with_format(row, column, at, &formats.moment)?
        }
        // A tablet with a wild clock: Excel counts from 1900 to 9999.
        Cell::Date(_) | Cell::Time(_) => {
            sheet.write_string(row, column, cell.plain(Language::default()))?
        }
        Cell::Empty => sheet,
    };
    Ok(())
}

fn counts(day: NaiveDate) -> bool {
    (1900..=9999).contains(&day.year())
}

/// A text that is longer than a cell ends in an ellipsis; a CSV file has all of it.
fn fitting(text: &str) -> String {
    // No character has more units than bytes.
    if text.len() <= MOST_TEXT || text.encode_utf16().count() <= MOST_TEXT {
        return text.to_owned();
    }
    let mut units = 0;
    let fits = text.chars().take_while(|one| {
        units += one.len_utf16();
        units < MOST_TEXT
    });
    fits.chain(['…']).collect()
}

#[cfg(test)]
#[path = "xlsx/tests.rs"]
mod tests;
