//! Exporting: a subject into a file, with a progress bar on a terminal.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use indicatif::{ProgressBar, ProgressStyle};
use kakou_report::export::{Subject, to_file};
use kakou_report::{Language, ReportError};
use kakou_store::Store;
use serde::Serialize;

/// What is exported, and whereto.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// What; `all` is a workbook with a sheet a subject, without the facts
    #[arg(value_name = "WHAT", value_parser = subject())]
    what: Subject,
    /// The file, ending in .csv or .xlsx; visits and sites also in .geojson, facts in .jsonl
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Titles and words in English; sentences stay as they were sealed
    #[arg(long)]
    english: bool,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Written {
    /// Rows, features or lines, without headers.
    pub rows: u64,
    /// The file.
    pub file: String,
    /// Its length.
    pub bytes: u64,
}

impl Written {
    /// For people, in a line.
    pub fn text(&self) -> String {
        let Self { rows, file, bytes } = self;
        format!("wrote {rows} rows to {file}, {bytes} bytes")
    }
}

/// Writes the file that `args` ask for.
///
/// # Errors
/// A file that makes no sense for the subject, a failing store, or a full disk: nothing is written
/// then.
pub fn export(store: &Store, args: &ExportArgs) -> Result<Written, ReportError> {
    let language = match args.english {
        true => Language::English,
        false => Language::Chinese,
    };
    let bar = bar(args.what);
    let mut progress = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let done = to_file(store, args.what, &args.out, language, &mut progress);
    bar.finish_and_clear();
    let done = done?;
    Ok(Written {
        rows: done.rows,
        file: args.out.display().to_string(),
        bytes: done.bytes,
    })
}

/// On standard error, and only when that is a terminal.
fn bar(what: Subject) -> ProgressBar {
    let bar = ProgressBar::new(0).with_message(what.key());
    let style = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len} {eta}");
    match style {
        Ok(style) => bar.with_style(style.progress_chars("=> ")),
        Err(_) => bar,
    }
}

/// The names are the crate's own: a new subject is known here by itself.
fn subject() -> impl TypedValueParser<Value = Subject> {
    let names = Subject::ALL.map(Subject::key);
    PossibleValuesParser::new(names).try_map(|name| Subject::named(&name).ok_or("no such subject"))
}
