//! What colleagues found in the invented county, and what became of it.

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta};
use kakou_domain::checklist::{Template, fill_normal, standard};
use kakou_domain::draft::FindingEdit;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::{Answers, CampaignId, Clock, Method, SiteId, SiteKind, VisitId};
use kakou_store::{Result, SiteGiven, Store, StoreError, VisitGiven};
use serde::Deserialize;

use crate::clock::SetClock;
use crate::county::after;
use crate::sample::Sample;

/// How long a visit takes.
const TOOK: TimeDelta = TimeDelta::minutes(9);
/// When headquarters goes over what was found.
const OFFICE_HOUR: u32 = 17;

/// A colleague's visit.
#[derive(Deserialize)]
pub(crate) struct Visit {
    /// The village.
    at: String,
    by: String,
    days_ago: u64,
    time: NaiveTime,
    /// What was not as usual; the rest is normal.
    answers: Answers,
    #[serde(default)]
    good_practice: String,
    /// 立查立改, by category.
    #[serde(default)]
    on_spot: Vec<String>,
    amended: Option<Amended>,
    #[serde(default)]
    moves: Vec<Move>,
}

/// A correction of a visit.
#[derive(Deserialize)]
struct Amended {
    days_ago: u64,
    reason: String,
    answers: Answers,
}

/// A step in the life of a finding.
#[derive(Deserialize)]
struct Move {
    category: String,
    to: FindingState,
    days_ago: u64,
    unit: Option<String>,
    /// The deadline, in days from the move.
    due_in: Option<u64>,
    note: String,
}

impl Sample {
    /// Makes a visit, its correction, and the moves of its findings, each at its time.
    pub(crate) fn make(
        &self,
        office: &Store,
        clock: &SetClock,
        visit: &Visit,
        campaign: CampaignId,
    ) -> Result<()> {
        let visited_at = clock.day(visit.days_ago, visit.time);
        clock.set(visited_at + TOOK);
        let edits = visit.on_spot.iter().map(|category| FindingEdit {
            category: category.clone(),
            rectified_on_spot: true,
            ..FindingEdit::default()
        });
        let sealed = office.seal(VisitGiven {
            site: SiteGiven::Id {
                id: self.site(&visit.at)?,
            },
            visited_at,
            method: Method::Unannounced,
            inspectors: vec![visit.by.clone()],
            campaign: self.in_campaign(visit.days_ago).then_some(campaign),
            answers: self.complete(&visit.answers)?,
            finding_edits: edits.collect(),
            signature: None,
            photos: Vec::new(),
            good_practice: visit.good_practice.clone(),
            notes: String::new(),
        })?;
        if let Some(amended) = &visit.amended {
            clock.set(at_the_office(clock, amended.days_ago));
            let answers = amended.answers.clone();
            office.amend(sealed.id, &amended.reason, |draft| {
                draft.answers.extend(answers);
            })?;
        }
        visit
            .moves
            .iter()
            .try_for_each(|step| step.make(office, clock, sealed.id))
    }

    fn site(&self, name: &str) -> Result<SiteId> {
        let mut villages = self.villages.iter();
        let village = villages
            .find(|village| village.name == name)
            .ok_or_else(|| StoreError::BadCursor(name.to_owned()))?;
        Ok(SiteId::of(
            &village.code,
            &Self::kind()?,
            &village.site_name(),
        ))
    }

    /// What is said, what is usual, and the rest normal, as a group's button fills it.
    fn complete(&self, said: &Answers) -> Result<Answers> {
        let kind = Self::kind()?;
        let template = template_for(&kind)?;
        let mut answers = self.usual.clone();
        answers.extend(said.clone());
        for group in &template.groups {
            let method = Method::Unannounced;
            answers.extend(fill_normal(&template, &kind, method, &group.code, &answers));
        }
        Ok(answers)
    }
}

impl Move {
    fn make(&self, office: &Store, clock: &SetClock, visit: VisitId) -> Result<()> {
        clock.set(at_the_office(clock, self.days_ago));
        let findings = office.visit(visit)?.current.findings;
        let found = findings.iter().find(|one| one.category == self.category);
        let found = found.ok_or_else(|| StoreError::BadCursor(self.category.clone()))?;
        let today = clock.now().date_naive();
        let moved = FindingMoved {
            unit: self.unit.clone(),
            deadline: self.due_in.and_then(|days| after(today, days)),
            note: self.note.clone(),
            ..FindingMoved::new(found.id, self.to)
        };
        office.finding_move(moved).map(drop)
    }
}

fn at_the_office(clock: &SetClock, days_ago: u64) -> DateTime<FixedOffset> {
    let hour = NaiveTime::from_hms_opt(OFFICE_HOUR, 0, 0).unwrap_or_default();
    clock.day(days_ago, hour)
}

fn template_for(kind: &SiteKind) -> Result<Template> {
    let mut shipped = standard().into_iter();
    shipped
        .find(|template| template.kind(kind).is_some())
        .ok_or_else(|| StoreError::NoChecklist(kind.to_string()))
}
