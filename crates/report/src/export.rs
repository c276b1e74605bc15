//! Exports: a subject as a table, a workbook, a map layer or lines, of any number of rows in little
//! memory.
//!
//! A subject is a file that names its columns (`visits`, `findings`, `dispositions`, `tallies`,
//! `coverage`, `sites`), a format is a file that writes any of them (`csv`, `xlsx`, `geojson`); only
//! facts are lines of their own (`jsonl`). The store is read page by page from one unchanging view, and no page outlives the
//! next one.

mod cell;
mod coverage;
mod csv;
mod dispositions;
mod findings;
mod format;
mod geojson;
mod jsonl;
mod rows;
mod sites;
mod stopped;
mod subject;
mod table;
mod tallies;
mod visits;
mod xlsx;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use kakou_store::Store;

use crate::error::{ReportError, Result};
use crate::language::Language;
use crate::save;
use rows::Export;
use stopped::Stopped;

pub use format::Format;
pub use subject::Subject;

/// Is told how many rows are read, and of how many.
pub type Progress<'a> = dyn FnMut(u64, u64) + 'a;

/// What an export came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Rows, features or lines, without headers.
    pub rows: u64,
    /// The file's length.
    pub bytes: u64,
}

/// Writes a subject to a file, in the format of the file's ending. The file appears whole or not at
/// all; one that is there already is replaced.
///
/// # Errors
/// An ending or a form that makes no sense, a failing store, or a disk that is full: what was there
/// before is still there then.
pub fn to_file(
    store: &Store,
    subject: Subject,
    path: &Path,
    language: Language,
    progress: &mut Progress<'_>,
) -> Result<Exported> {
    let format = Format::of(path)?;
    if !subject.formats().contains(&format) {
        return Err(ReportError::ExportForm { subject, format });
    }
    save::whole(path, |file| {
        let written = store.snapshot(|snapshot| {
            let mut export = Export::new(snapshot, language, progress)?;
            write(&mut export, subject, format, file, save::folder_of(path))
        });
        let rows = written.map_err(|stopped| stopped.while_writing(path))?;
        let length = file.metadata().map(|file| file.len());
        let bytes = length.map_err(|error| Stopped::from(error).while_writing(path))?;
        Ok(Exported { rows, bytes })
    })
}

fn write(
    export: &mut Export<'_>,
    subject: Subject,
    format: Format,
    file: &mut File,
    folder: &Path,
) -> Result<u64, Stopped> {
    let mut out = BufWriter::new(file);
    let tables = subject.tables();
    let rows = match format {
        Format::Xlsx => xlsx::write(export, &tables, &mut out, folder)?,
        Format::JsonLines => jsonl::write(export, &mut out)?,
        Format::Csv => csv::write(export, &tables, &mut out)?,
        Format::GeoJson => geojson::write(export, &tables, &mut out)?,
    };
    out.flush()?;
    Ok(rows)
}
