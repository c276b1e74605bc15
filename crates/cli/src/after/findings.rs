//! `findings`, `needs`, `finding …`.

use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::visit::Evidence;
use kakou_domain::{DivisionCode, FindingId, Nature, Severity, SiteId, Source};
use kakou_picture::MAX_BYTES;
use kakou_store::views::{FindingFilter, FindingView, Stage};
use kakou_store::{PhotoGiven, ReportGiven, Store};

use super::{AfterError, print};
use crate::file::read;
use crate::visits::Form;

/// Rows that are read at once.
const STEP: usize = 200;

/// Which findings.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Where they stand: open, overdue, raised, assigned, rectified, verified or withdrawn
    #[arg(long, value_parser = print::word::<Stage>)]
    stage: Option<Stage>,
    /// In this township
    #[arg(long, value_name = "CODE")]
    township: Option<DivisionCode>,
    /// At this site
    #[arg(long, value_name = "ID")]
    site: Option<SiteId>,
    /// Handed over to this unit
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
    /// Of this category, for example staffing.absent
    #[arg(long, value_name = "CODE")]
    category: Option<String>,
}

/// What is done with one finding.
#[derive(Debug, clap::Subcommand)]
pub enum FindingVerb {
    /// Show it with its moves
    Show {
        /// The finding
        finding: FindingId,
    },
    /// Move it
    Move {
        /// The finding
        finding: FindingId,
        /// Where to: raised, assigned, rectifying, rectified, verified or withdrawn
        #[arg(value_parser = print::word::<FindingState>)]
        to: FindingState,
        /// The unit that is responsible
        #[arg(long, value_name = "NAME")]
        unit: Option<String>,
        /// The last day; a later one than before grants an extension
        #[arg(long, value_name = "DATE")]
        deadline: Option<NaiveDate>,
        /// The day that the unit asks for
        #[arg(long, value_name = "DATE")]
        asks_until: Option<NaiveDate>,
        /// A word on it; a withdrawal needs one
        #[arg(long, default_value = "")]
        note: String,
        /// A photo of how it is now; several may be given
        #[arg(long, value_name = "FILE")]
        photo: Vec<PathBuf>,
    },
    /// Add what somebody else found
    Report {
        /// The site
        #[arg(long, value_name = "ID")]
        site: SiteId,
        /// From whom: public_report, online or assigned
        #[arg(long, value_parser = print::word::<Source>)]
        source: Source,
        /// A category of the site's checklist, for example staffing.unattended
        #[arg(long, value_name = "CODE")]
        category: String,
        /// fault or need
        #[arg(long, default_value = "fault", value_parser = print::word::<Nature>)]
        nature: Nature,
        /// minor, major or grave
        #[arg(long, default_value = "major", value_parser = print::word::<Severity>)]
        severity: Severity,
        /// The sentence
        text: String,
    },
}

pub(super) fn list(
    store: &Store,
    args: &ListArgs,
    nature: Nature,
    form: Form,
    out: &mut impl Write,
) -> Result<(), AfterError> {
    let filter = FindingFilter {
        nature,
        stage: args.stage,
        township: args.township.clone(),
        site: args.site,
        unit: args.unit.clone(),
        category: args.category.clone(),
    };
    let (mut after, mut rows) = (None, Vec::new());
    loop {
        let page = store.findings(&filter, after.as_deref(), STEP)?;
        rows.extend(page.rows);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    print::all(out, form, &rows, line)
}

pub(super) fn run(
    store: &Store,
    verb: &FindingVerb,
    form: Form,
    out: &mut impl Write,
) -> Result<(), AfterError> {
    let view = match verb {
        FindingVerb::Show { finding } => store.finding(*finding)?,
        FindingVerb::Move {
            finding,
            to,
            unit,
            deadline,
            asks_until,
            note,
            photo,
        } => store.finding_move(FindingMoved {
            evidence: kept(store, photo)?,
            unit: unit.clone(),
            deadline: *deadline,
            asks_until: *asks_until,
            note: note.clone(),
            ..FindingMoved::new(*finding, *to)
        })?,
        FindingVerb::Report {
            site,
            source,
            category,
            nature,
            severity,
            text,
        } => store.finding_report(ReportGiven {
            site: *site,
            source: *source,
            category: category.clone(),
            nature: *nature,
            severity: *severity,
            text: text.clone(),
            received_at: None,
        })?,
    };
    print::one(out, form, &view, shown)
}

/// A command line does not know where it stands.
fn kept(store: &Store, files: &[PathBuf]) -> Result<Vec<Evidence>, AfterError> {
    let keep = |file: &PathBuf| {
        Ok(store.photo_keep(&PhotoGiven {
            bytes: read(file, MAX_BYTES as u64)?,
            shows: None,
            position: None,
        })?)
    };
    files.iter().map(keep).collect()
}

/// `ID  assigned  2020-02-17!  白营镇白营村卡点  sentence`; the mark is on what is overdue.
fn line(finding: &FindingView) -> String {
    let FindingView { line, .. } = finding;
    let overdue = if finding.overdue { "!" } else { "" };
    let due = finding.deadline.as_deref().unwrap_or("-");
    format!(
        "{}  {}  {due}{overdue}  {}  {}",
        line.id, line.state, finding.site.name, line.text
    )
}

fn shown(finding: &FindingView) -> String {
    let mut lines = vec![line(finding)];
    lines.extend(finding.moves.iter().map(|moved| {
        let unit = moved.unit.as_deref().unwrap_or_default();
        let photos = match moved.evidence.len() {
            0 => String::new(),
            many => format!("{many} photos"),
        };
        let by = crate::print::name(&moved.by, moved.admitted.as_deref());
        let said = format!(
            "  {}  {}  {by}  {unit}  {}  {photos}",
            moved.at, moved.to, moved.note
        );
        said.trim_end().to_owned()
    }));
    lines.join("\n")
}
