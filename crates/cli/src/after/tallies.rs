//! `tally …`, `tallies`.

use std::io::Write;

use chrono::NaiveDate;
use kakou_domain::SiteId;
use kakou_domain::tally::{PeopleFrom, TallyCounts};
use kakou_store::views::{TallyBy, TallyView};
use kakou_store::{Store, TallyGiven};

use super::{AfterError, print};
use crate::visits::Form;

/// What is done with tallies.
#[derive(Debug, clap::Subcommand)]
pub enum TallyVerb {
    /// Record a shift, or correct what was recorded of it
    Add {
        /// The checkpoint
        #[arg(long, value_name = "ID")]
        site: SiteId,
        /// The day on which the shift began
        #[arg(long)]
        date: NaiveDate,
        /// What the shift is called; without it the whole day
        #[arg(long, default_value = "")]
        shift: String,
        /// 检查车辆
        #[arg(long, value_name = "N")]
        vehicles: Option<u32>,
        /// 劝返车辆
        #[arg(long, value_name = "N")]
        turned_back: Option<u32>,
        /// 测温人次
        #[arg(long, value_name = "N")]
        temperatures: Option<u32>,
        /// People from a region, for example 湖北=3
        #[arg(long, value_name = "REGION=N", value_parser = people)]
        from: Vec<PeopleFrom>,
        /// Why it differs from what was recorded before
        #[arg(long, default_value = "")]
        reason: String,
    },
}

/// Which tallies.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// From this day on
    #[arg(long, value_name = "DATE")]
    from: NaiveDate,
    /// Up to this day; without it that day alone
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
    /// A sum for each site, township or day, or of all
    #[arg(long, value_parser = print::word::<TallyBy>)]
    by: Option<TallyBy>,
}

pub(super) fn run(
    store: &Store,
    verb: &TallyVerb,
    form: Form,
    out: &mut impl Write,
) -> Result<(), AfterError> {
    let TallyVerb::Add {
        site,
        date,
        shift,
        vehicles,
        turned_back,
        temperatures,
        from,
        reason,
    } = verb;
    let view = store.tally_record(TallyGiven {
        site: *site,
        day: *date,
        shift: shift.clone(),
        counts: TallyCounts {
            vehicles_checked: *vehicles,
            vehicles_turned_back: *turned_back,
            temperatures_taken: *temperatures,
            people_from: from.clone(),
        },
        reason: reason.clone(),
    })?;
    print::one(out, form, &view, line)
}

pub(super) fn list(
    store: &Store,
    args: &ListArgs,
    form: Form,
    out: &mut impl Write,
) -> Result<(), AfterError> {
    let to = args.to.unwrap_or(args.from);
    match args.by {
        None => print::all(out, form, &store.tallies(args.from, to)?, line),
        Some(by) => {
            let sums = store.tally_sums(args.from, to, by)?;
            print::all(out, form, &sums, |sum| {
                format!("{}  {}", sum.of, counts(&sum.counts))
            })
        }
    }
}

fn people(text: &str) -> Result<PeopleFrom, String> {
    let (region, people) = text.split_once('=').ok_or("REGION=N")?;
    let people = people
        .parse()
        .map_err(|_| format!("{people} is no number"))?;
    Ok(PeopleFrom {
        region: region.trim().to_owned(),
        people,
    })
}

fn line(view: &TallyView) -> String {
    let recorded = &view.recorded;
    format!(
        "{}  {}  {}  {}",
        recorded.day,
        recorded.site.name,
        recorded.shift,
        counts(&recorded.counts)
    )
}

fn counts(counts: &TallyCounts) -> String {
    let number = |count: Option<u32>| count.map_or("-".to_owned(), |count| count.to_string());
    format!(
        "{} checked, {} turned back, {} temperatures",
        number(counts.vehicles_checked),
        number(counts.vehicles_turned_back),
        number(counts.temperatures_taken)
    )
}
