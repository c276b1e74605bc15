//! `kakou slip`, `kakou flash`, `kakou record`: a visit for whoever has no app.

use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args;
use kakou_domain::VisitId;
use kakou_report::{Language, SlipForm, SlipOptions};
use kakou_store::Store;

use crate::error::CliError;
use crate::print;

/// For whom, and until when. What is not given is as it was chosen on this device.
#[derive(Args)]
pub(crate) struct HandedTo {
    /// The responsible unit.
    #[arg(long)]
    unit: Option<String>,
    /// The last day for putting it right, for example 2020-02-17.
    #[arg(long, value_name = "DATE")]
    deadline: Option<NaiveDate>,
    /// In English; sentences of findings stay as they were sealed.
    #[arg(long)]
    english: bool,
}

/// Writes a visit's slip: a picture for a file that ends in `.png`, else a PDF.
pub(crate) fn slip(
    store: &Store,
    visit: VisitId,
    out: &Path,
    to: &HandedTo,
) -> Result<ExitCode, CliError> {
    let form = form_of(out)?;
    let paper = kakou_report::slip(
        store,
        visit,
        &options(store, visit, to)?,
        language(to.english),
        form,
    )?;
    written(out, &paper)
}

/// Prints a visit's flash report.
pub(crate) fn flash(store: &Store, visit: VisitId, to: &HandedTo) -> Result<ExitCode, CliError> {
    let options = options(store, visit, to)?;
    let text = kakou_report::flash(store, visit, &options, language(to.english))?;
    print::line(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a visit's record as a PDF.
pub(crate) fn record(
    store: &Store,
    visit: VisitId,
    out: &Path,
    english: bool,
) -> Result<ExitCode, CliError> {
    let paper = kakou_report::record_pdf(store, visit, language(english))?;
    written(out, &paper)
}

fn options(store: &Store, visit: VisitId, to: &HandedTo) -> Result<SlipOptions, CliError> {
    let chosen = kakou_report::options(store, visit)?;
    Ok(SlipOptions {
        unit: to.unit.clone().unwrap_or(chosen.unit),
        deadline: to.deadline.or(chosen.deadline),
    })
}

fn form_of(out: &Path) -> Result<SlipForm, CliError> {
    let ending = out.extension().map(|ending| ending.to_ascii_lowercase());
    match ending.as_deref().and_then(|ending| ending.to_str()) {
        Some("png") => Ok(SlipForm::Picture),
        Some("pdf") => Ok(SlipForm::Pages),
        _ => Err(CliError::Value(
            "a slip's file ends in .png or .pdf".to_owned(),
        )),
    }
}

fn language(english: bool) -> Language {
    if english {
        Language::English
    } else {
        Language::Chinese
    }
}

fn written(out: &Path, paper: &[u8]) -> Result<ExitCode, CliError> {
    kakou_report::save(out, paper)?;
    print::line(&out.display().to_string())?;
    Ok(ExitCode::SUCCESS)
}
