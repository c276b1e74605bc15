//! Listing visits: which ones, as lines for people or as one JSON array. Read and written page by
//! page, so that any number of them takes little memory.

use std::io::{self, Write};

use chrono::NaiveDate;
use indicatif::HumanBytes;
use kakou_domain::doubt::DateStanding;
use kakou_domain::{CampaignId, DivisionCode, SiteId, SiteKind};
use kakou_store::views::{FilesView, Outcome, VisitFilter, VisitRecord};
use kakou_store::{Result, Store, StoreError};

use crate::print;

/// Rows that are read at once.
const STEP: usize = 200;

/// Which visits. All that is set must hold.
#[derive(Debug, clap::Args)]
pub struct VisitArgs {
    /// At this site
    #[arg(long, value_name = "ID")]
    site: Option<SiteId>,
    /// In this township, or any other division
    #[arg(long, value_name = "CODE")]
    township: Option<DivisionCode>,
    /// On this day or later, for example 2020-02-14
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
    /// On this day or earlier
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
    /// At sites of this kind, for example village_checkpoint
    #[arg(long)]
    kind: Option<SiteKind>,
    /// With a standing finding of this category, for example staffing.absent
    #[arg(long, value_name = "CODE")]
    category: Option<String>,
    /// By this inspector
    #[arg(long, value_name = "NAME")]
    inspector: Option<String>,
    /// In this round of supervision
    #[arg(long, value_name = "ID")]
    campaign: Option<CampaignId>,
    /// With a standing fault (a need is none), or without
    #[arg(long)]
    outcome: Option<Found>,
    /// Chinese text, also one or two characters, or a site's pinyin initials
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Only what the server has not confirmed
    #[arg(long)]
    unsynced: bool,
    /// At most so many; all without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Only those after the visit with this `key`
    #[arg(long, value_name = "KEY")]
    after: Option<String>,
}

/// What came of a visit.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Found {
    /// At least one fault
    Faults,
    /// None
    Clean,
}

/// How to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A line a visit, and below it a line a finding.
    Text,
    /// One JSON array.
    Json,
}

/// Why a listing ended early.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody reads any more.
    #[error("the output: {0}")]
    Output(#[from] io::Error),
}

impl VisitArgs {
    fn filter(&self) -> VisitFilter {
        VisitFilter {
            site: self.site,
            township: self.township.clone(),
            from: self.from.map(|day| day.to_string()),
            to: self.to.map(|day| day.to_string()),
            kind: self.kind.clone(),
            category: self.category.clone(),
            inspector: self.inspector.clone(),
            campaign: self.campaign,
            outcome: self.outcome.map(|found| match found {
                Found::Faults => Outcome::Faults,
                Found::Clean => Outcome::Clean,
            }),
            search: self.search.clone(),
            unsynced: self.unsynced,
        }
    }
}

/// Writes the visits that `args` let through, newest first.
///
/// # Errors
/// A filter that makes no sense, a failing store, or an output that is closed.
pub fn list(
    store: &Store,
    args: &VisitArgs,
    form: Form,
    out: &mut impl Write,
) -> Result<(), ListError> {
    let mut between = "[\n";
    for_each(store, args, |visit| {
        match form {
            Form::Text => write_lines(visit, out)?,
            Form::Json => {
                out.write_all(between.as_bytes())?;
                serde_json::to_writer(&mut *out, visit).map_err(io::Error::from)?;
                between = ",\n";
            }
        }
        Ok(())
    })?;
    if form == Form::Json {
        out.write_all(if between == "[\n" { b"[]\n" } else { b"\n]\n" })?;
    }
    Ok(out.flush()?)
}

fn for_each(
    store: &Store,
    args: &VisitArgs,
    mut write: impl FnMut(&VisitRecord) -> Result<(), ListError>,
) -> Result<(), ListError> {
    let filter = args.filter();
    let (mut left, mut after) = (
        args.limit.map_or(usize::MAX, |limit| limit as usize),
        args.after.clone(),
    );
    while left > 0 {
        let page = store.visit_records(&filter, after.as_deref(), left.min(STEP))?;
        left -= page.rows.len();
        page.rows.iter().try_for_each(&mut write)?;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(())
}

/// What is still to come of a visit's photos; nothing when they are all there.
fn files_line(files: &FilesView) -> String {
    match files.missing {
        0 => String::new(),
        missing => format!(
            "照片缺 {missing}/{} ({})",
            files.files,
            HumanBytes(files.bytes_missing)
        ),
    }
}

fn write_lines(visit: &VisitRecord, out: &mut impl Write) -> io::Result<()> {
    let time = visit
        .visited_at
        .get(..16)
        .unwrap_or(&visit.visited_at)
        .replace('T', " ");
    let sent = if visit.synced {
        "已上传"
    } else {
        "待上传"
    };
    let files = files_line(&visit.files);
    let conflict = if visit.conflict { "有冲突" } else { "" };
    let date = match visit.date {
        DateStanding::Counts => "",
        DateStanding::Doubted => "日期存疑",
        DateStanding::Rejected => "日期不计",
    };
    let who = visit.inspectors.join("、");
    let who = print::name(&who, visit.admitted.as_deref());
    let parts = [
        &time,
        &visit.site.name,
        &visit.check_code,
        sent,
        &files,
        conflict,
        date,
        &who,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    writeln!(out, "{}", parts.join("  "))?;
    for finding in &visit.findings {
        writeln!(out, "    {}  {}", finding.category, finding.text)?;
    }
    Ok(())
}
