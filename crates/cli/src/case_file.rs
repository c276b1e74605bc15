//! What a case has beside its visits: the round that they belong to, and what followed.

use chrono::NaiveDate;
use kakou_domain::disposition::{DispositionRecorded, Measure, MeasureTaken, Subject};
use kakou_domain::supervision::CampaignOpened;
use kakou_domain::{CampaignId, DivisionCode, Method, SiteId, SiteKind, VisitId};
use kakou_report::BulletinHeading;
use kakou_store::Store;
use serde::Deserialize;
use serde_json::Value;

use crate::error::CliError;

/// The round of a case.
#[derive(Deserialize)]
struct CampaignFile {
    title: String,
    #[serde(default)]
    organisers: Vec<String>,
    #[serde(default)]
    methods: Vec<Method>,
    from: NaiveDate,
    to: Option<NaiveDate>,
    #[serde(default)]
    kinds: Vec<SiteKind>,
    #[serde(default)]
    divisions: Vec<DivisionCode>,
    #[serde(default)]
    sites: Vec<SiteId>,
}

/// What followed from a visit. The subject's id tells a person apart within that visit alone.
#[derive(Deserialize)]
pub(crate) struct DispositionFile {
    date: Option<NaiveDate>,
    by: Option<String>,
    subject: SubjectFile,
    measures: Vec<MeasureFile>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum SubjectFile {
    Unit { unit: String },
    Person { id: String, role: String },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum MeasureFile {
    Alone(Measure),
    Taken(MeasureTaken),
}

impl DispositionFile {
    /// As it is recorded of a visit.
    pub(crate) fn of(&self, visit: VisitId) -> DispositionRecorded {
        let measures = self.measures.iter().map(|one| match one {
            MeasureFile::Alone(measure) => (*measure).into(),
            MeasureFile::Taken(taken) => *taken,
        });
        DispositionRecorded {
            corrects: None,
            visit: Some(visit),
            findings: Vec::new(),
            date: self.date,
            by: self.by.clone(),
            subject: match &self.subject {
                SubjectFile::Unit { unit } => Subject::Unit { name: unit.clone() },
                SubjectFile::Person { id, role } => Subject::of_visit(visit, id, role),
            },
            measures: measures.collect(),
            withdrawn: None,
            reason: None,
        }
    }
}

/// The round of a case: the one of this title and first day that is known. Headquarters opens it
/// where there is none; on a tablet, which may open no round, its heading is remembered for the
/// bulletin.
pub(crate) fn campaign_of(store: &Store, given: Value) -> Result<Option<CampaignId>, CliError> {
    let given: CampaignFile = serde_json::from_value(given)
        .map_err(|error| CliError::Value(format!("campaign: {error}")))?;
    let from = given.from.to_string();
    let mut rounds = store.campaigns()?.into_iter();
    if let Some(known) = rounds.find(|one| one.title == given.title && one.from == from) {
        return Ok(Some(known.id));
    }
    if store.is_office()? {
        return Ok(Some(store.open_campaign(CampaignOpened {
            title: given.title,
            organisers: given.organisers,
            methods: given.methods,
            from: given.from,
            to: given.to,
            kinds: given.kinds,
            divisions: given.divisions,
            sites: given.sites,
        })?));
    }
    kakou_report::remember_heading(
        store,
        &BulletinHeading {
            subject: given.title,
            organisers: given.organisers,
            from: Some(given.from),
            to: given.to,
            ..kakou_report::usual_heading(store)?
        },
    )?;
    Ok(None)
}
