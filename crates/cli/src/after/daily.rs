//! `daily`: 日报 and 零报告.

use std::io::Write;

use chrono::NaiveDate;
use kakou_report::daily;
use kakou_store::Store;

use super::{AfterError, print};
use crate::visits::Form;

/// Which day.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The day; without it today
    #[arg(long)]
    date: Option<NaiveDate>,
    /// State that the own team has reported this day
    #[arg(long)]
    report: bool,
}

pub(super) fn run(
    store: &Store,
    args: &Args,
    form: Form,
    out: &mut impl Write,
) -> Result<(), AfterError> {
    let day = args.date.unwrap_or(store.clock().now().date_naive());
    if args.report {
        let view = store.day(day)?;
        let team = store.reporter()?;
        store.day_report(day, daily(&view, Some(&team)))?;
    }
    let view = store.day(day)?;
    print::one(out, form, &view, |view| daily(view, None))
}
