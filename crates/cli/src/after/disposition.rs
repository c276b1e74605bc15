//! `disposition …`.

use std::io::Write;

use chrono::NaiveDate;
use kakou_domain::disposition::{DispositionRecorded, Measure, MeasureTaken, Subject, Term, said};
use kakou_domain::{CampaignId, DispositionId, FindingId, VisitId};
use kakou_store::Store;
use kakou_store::views::{DispositionFilter, DispositionView};

use super::{AfterError, print};
use crate::visits::Form;

/// What is done with dispositions.
#[derive(Debug, clap::Subcommand)]
pub enum DispositionVerb {
    /// Record one, or correct one
    Add(Box<AddArgs>),
    /// Take one back
    Withdraw {
        /// The disposition
        disposition: DispositionId,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// List them
    List {
        /// Of this visit
        #[arg(long, value_name = "ID")]
        visit: Option<VisitId>,
        /// Of visits of this round
        #[arg(long, value_name = "ID")]
        campaign: Option<CampaignId>,
        /// Of this finding, or of the visit that raised it
        #[arg(long, value_name = "ID")]
        finding: Option<FindingId>,
    },
}

/// A disposition.
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// The visit that led to it
    #[arg(long, value_name = "ID", required_unless_present = "finding")]
    visit: Option<VisitId>,
    /// The findings that led to it
    #[arg(long, value_name = "ID")]
    finding: Vec<FindingId>,
    /// A person's role; a name is never needed
    #[arg(long, required_unless_present = "unit", conflicts_with = "unit")]
    role: Option<String>,
    /// What tells the person apart from others of the same visit
    #[arg(long, default_value = "1", value_name = "LABEL")]
    person: String,
    /// A unit
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
    /// A measure, for example reminder_talk; several may be given, in the order in which they are
    /// said
    #[arg(long, required = true, value_parser = print::word::<Measure>)]
    measure: Vec<Measure>,
    /// Months of a 留党察看
    #[arg(long, conflicts_with = "days")]
    months: Option<u16>,
    /// Days of a 行政拘留
    #[arg(long)]
    days: Option<u16>,
    /// Yuan of a fine
    #[arg(long)]
    amount: Option<u32>,
    /// When, if that is known
    #[arg(long)]
    date: Option<NaiveDate>,
    /// By which body, if that is known
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The disposition that this corrects; it needs a reason
    #[arg(long, value_name = "ID")]
    corrects: Option<DispositionId>,
    /// Why it is corrected
    #[arg(long, requires = "corrects")]
    reason: Option<String>,
}

pub(super) fn run(
    store: &Store,
    verb: &DispositionVerb,
    form: Form,
    out: &mut impl Write,
) -> Result<(), AfterError> {
    let view = match verb {
        DispositionVerb::Add(args) => store.disposition_record(args.recorded())?,
        DispositionVerb::Withdraw {
            disposition,
            reason,
        } => {
            let known = store.disposition(*disposition)?;
            store.disposition_record(DispositionRecorded {
                corrects: Some(known.id),
                withdrawn: Some(reason.clone()),
                reason: None,
                ..known.recorded
            })?
        }
        DispositionVerb::List {
            visit,
            campaign,
            finding,
        } => {
            let filter = DispositionFilter {
                visit: *visit,
                campaign: *campaign,
                finding: *finding,
            };
            return print::all(out, form, &store.dispositions(&filter)?, line);
        }
    };
    print::one(out, form, &view, line)
}

impl AddArgs {
    fn recorded(&self) -> DispositionRecorded {
        let within = self.visit.map(|visit| visit.0);
        let within = within.or_else(|| self.finding.first().map(|finding| finding.0));
        let subject = match (&self.unit, &self.role) {
            (Some(name), _) => Subject::Unit { name: name.clone() },
            (None, role) => Subject::of_visit(
                VisitId(within.unwrap_or_default()),
                &self.person,
                role.as_deref().unwrap_or_default(),
            ),
        };
        DispositionRecorded {
            corrects: self.corrects,
            visit: self.visit,
            findings: self.finding.clone(),
            date: self.date,
            by: self.by.clone(),
            subject,
            measures: self.measure.iter().map(|one| self.taken(*one)).collect(),
            withdrawn: None,
            reason: self.reason.clone(),
        }
    }

    fn taken(&self, measure: Measure) -> MeasureTaken {
        MeasureTaken {
            measure,
            term: match measure {
                Measure::PartyProbation => self.months.map(Term::Months),
                Measure::AdministrativeDetention => self.days.map(Term::Days),
                _ => None,
            },
            amount: self.amount.filter(|_| measure == Measure::Fine),
        }
    }
}

/// `ID  what was done  corrected: why`
fn line(view: &DispositionView) -> String {
    let DispositionView { id, recorded, .. } = view;
    if let Some(reason) = &recorded.withdrawn {
        return format!("{id}  withdrawn: {reason}");
    }
    let line = format!("{id}  {}", said([recorded]));
    match &recorded.reason {
        Some(reason) => format!("{line}  corrected: {reason}"),
        None => line,
    }
}
