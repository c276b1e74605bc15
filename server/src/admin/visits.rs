//! `visits`: lists visits, newest first. All of them without `--limit` and `--after`, page by page
//! with them.

use kakou_domain::{CampaignId, DivisionCode, SiteId, SiteKind};
use kakou_store::Store;
use kakou_store::views::{Page, VisitFilter, VisitRecord, VisitRow};
use serde_json::json;

use super::desk::{Desk, Form, to_json, write_out};
use crate::error::ServerError;

/// Rows that are read at once when all are asked for.
const STEP: usize = 500;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// At this site
    #[arg(long, value_name = "ID")]
    site: Option<SiteId>,
    /// In this township, or any other division
    #[arg(long, value_name = "CODE")]
    township: Option<DivisionCode>,
    /// On this day or later, for example 2020-02-14
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// On this day or earlier
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// At sites of this kind, for example village_checkpoint
    #[arg(long)]
    kind: Option<SiteKind>,
    /// With a finding of this category, for example staffing.absent
    #[arg(long, value_name = "CODE")]
    category: Option<String>,
    /// By this inspector
    #[arg(long, value_name = "NAME")]
    inspector: Option<String>,
    /// In this round of supervision
    #[arg(long, value_name = "ID")]
    campaign: Option<CampaignId>,
    /// With these words, or a site by its pinyin initials
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// At most so many, up to 500
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=500))]
    limit: Option<u16>,
    /// Those after the page that gave this as `next`
    #[arg(long, value_name = "KEY")]
    after: Option<String>,
}

pub(super) fn run(desk: &Desk, args: Args) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    let (limit, after) = (args.limit.map(usize::from), args.after.clone());
    let filter = VisitFilter {
        site: args.site,
        township: args.township,
        from: args.from,
        to: args.to,
        kind: args.kind,
        category: args.category,
        inspector: args.inspector,
        campaign: args.campaign,
        search: args.search,
        unsynced: false,
    };
    let one_page = limit.is_some() || after.is_some();
    match (desk.form, one_page) {
        (Form::Json, true) => {
            let page = store.visit_records(&filter, after.as_deref(), limit.unwrap_or(STEP))?;
            desk.print(&json!({"visits": page.rows, "next": page.next}), "")
        }
        (Form::Text, true) => {
            let page = store.visits(&filter, after.as_deref(), limit.unwrap_or(STEP))?;
            write_out(&table(&page.rows))?;
            match page.next {
                Some(next) => write_out(&format!("more: --after {next}\n")),
                None => Ok(()),
            }
        }
        (Form::Json, false) => all_records(&store, &filter),
        (Form::Text, false) => each_page(
            |after| Ok(store.visits(&filter, after, STEP)?),
            |rows: &[VisitRow]| write_out(&table(rows)),
        ),
    }
}

/// One array, written as it is read.
fn all_records(store: &Store, filter: &VisitFilter) -> Result<(), ServerError> {
    write_out("[")?;
    let mut between = "\n";
    each_page(
        |after| Ok(store.visit_records(filter, after, STEP)?),
        |rows: &[VisitRecord]| {
            rows.iter().try_for_each(|row| {
                write_out(&format!("{between}{}", to_json(row)?))?;
                between = ",\n";
                Ok(())
            })
        },
    )?;
    write_out("\n]\n")
}

fn each_page<T>(
    read: impl Fn(Option<&str>) -> Result<Page<T>, ServerError>,
    mut write: impl FnMut(&[T]) -> Result<(), ServerError>,
) -> Result<(), ServerError> {
    let mut after = None;
    loop {
        let page = read(after.as_deref())?;
        write(&page.rows)?;
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// A line a visit, and below it a line a finding.
fn table(rows: &[VisitRow]) -> String {
    let mut text = String::new();
    for row in rows {
        let time = row.visited_at.get(..16).unwrap_or(&row.visited_at);
        let line = [
            time.replace('T', " "),
            row.township.clone(),
            row.site.name.clone(),
            row.inspectors.join("、"),
        ];
        text.push_str(line.join("  ").trim_end());
        if row.conflict {
            text.push_str("  (conflict)");
        }
        text.push('\n');
        for finding in &row.findings {
            text.push_str(&format!("    {}  {}\n", finding.category, finding.text));
        }
    }
    text
}
