//! `coverage`.

use std::io::Write;

use chrono::NaiveDate;
use kakou_domain::CampaignId;
use kakou_store::Store;
use kakou_store::views::{Coverage, CoverageBy};

use super::{AfterError, print};
use crate::visits::Form;

/// Of what.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Of this round; without it, of all sites and whenever they were visited
    #[arg(long, value_name = "ID")]
    campaign: Option<CampaignId>,
    /// Of the sites that are in service on this day; without it today
    #[arg(long)]
    date: Option<NaiveDate>,
    /// In parts, by: township, kind, unit, zone, team or day
    #[arg(long, value_parser = print::word::<CoverageBy>)]
    by: Option<CoverageBy>,
}

pub(super) fn run(
    store: &Store,
    args: &Args,
    form: Form,
    out: &mut impl Write,
) -> Result<(), AfterError> {
    let day = args.date.unwrap_or(store.clock().now().date_naive());
    let coverage = store.coverage(args.campaign, day)?;
    match args.by {
        Some(by) => {
            let parts = store.coverage_by(args.campaign, day, by)?;
            print::one(out, form, &parts, |parts| {
                let parts = parts.iter().map(|part| (&*part.name, part.due, part.done));
                lines(parts, &coverage)
            })
        }
        None => print::one(out, form, &coverage, |coverage| {
            let towns = coverage.townships.iter();
            lines(
                towns.map(|town| (&*town.name, town.due, town.done)),
                coverage,
            )
        }),
    }
}

/// A line a part, and the whole below them: parts may overlap.
fn lines<'a>(parts: impl Iterator<Item = (&'a str, u32, u32)>, whole: &Coverage) -> String {
    let line = |(name, due, done): (&str, u32, u32)| {
        let left = due.saturating_sub(done);
        format!("{name}  应查 {due}  已查 {done}  未查 {left}")
    };
    let mut lines: Vec<String> = parts.map(line).collect();
    lines.push(line(("合计", whole.due, whole.done)));
    lines.join("\n")
}
