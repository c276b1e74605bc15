//! `coverage`.

use std::io::Write;

use chrono::NaiveDate;
use kakou_domain::CampaignId;
use kakou_store::Store;
use kakou_store::views::Coverage;

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
}

pub(super) fn run(
    store: &Store,
    args: &Args,
    form: Form,
    out: &mut impl Write,
) -> Result<(), AfterError> {
    let day = args.date.unwrap_or(store.clock().now().date_naive());
    let coverage = store.coverage(args.campaign, day)?;
    print::one(out, form, &coverage, lines)
}

fn lines(coverage: &Coverage) -> String {
    let line = |name: &str, due: u32, done: u32| {
        let left = due.saturating_sub(done);
        format!("{name}  应查 {due}  已查 {done}  未查 {left}")
    };
    let towns = coverage.townships.iter();
    let mut lines: Vec<String> = towns
        .map(|town| line(&town.name, town.due, town.done))
        .collect();
    lines.push(line("合计", coverage.due, coverage.done));
    lines.join("\n")
}
