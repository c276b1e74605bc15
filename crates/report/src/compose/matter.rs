//! All that a bulletin is made of, as it stands now.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use kakou_domain::checklist::join_sentences;
use kakou_domain::disposition::DispositionRecorded;
use kakou_domain::doubt::DateStanding;
use kakou_domain::moves::FindingState;
use kakou_domain::{FactId, Method, Nature};
use kakou_store::views::{
    CampaignView, Coverage, FindingCounts, FindingView, VisitFilter, VisitPage,
};
use kakou_store::{Store, StoreError};

use super::asked::BulletinAsked;
use super::issue::facts_of;
use crate::error::Result;
use crate::options::name_or_nothing;
use crate::text::one_line;

/// Visits that are read at a time.
const PAGE: usize = 200;

/// All that a bulletin is made of.
pub(super) struct Matter {
    /// 村卡口疫情防控督查
    pub subject: String,
    /// The leading body first.
    pub organisers: Vec<String>,
    pub methods: Vec<Method>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// How much of the round is done; `None` without a round.
    pub coverage: Option<Coverage>,
    /// What was found before the first day, and what became of it.
    pub before: FindingCounts,
    /// The worst first, then in the order in which they were made.
    pub visits: Vec<Visited>,
    pub as_of: DateTime<FixedOffset>,
}

/// A visit with what a bulletin says of it.
pub(super) struct Visited {
    pub page: VisitPage,
    /// 白营镇白营村卡点
    pub place: String,
    pub township: String,
}

impl Matter {
    pub(super) fn read(
        store: &Store,
        asked: &BulletinAsked,
        as_of: DateTime<FixedOffset>,
    ) -> Result<Self> {
        let round = match asked.campaign {
            Some(id) => {
                let mut rounds = store.campaigns()?.into_iter();
                let found = rounds.find(|one| one.id == id);
                Some(found.ok_or(StoreError::NoCampaign(id))?)
            }
            None => None,
        };
        let day = |text: &String| text.parse::<NaiveDate>().ok();
        let heading = &asked.heading;
        let first = asked.from.or_else(|| day(&round.as_ref()?.from));
        let first = first.or(heading.from);
        let last = asked.to.or_else(|| day(round.as_ref()?.to.as_ref()?));
        let last = last.or(heading.to);
        let mut visits = visits(store, round.as_ref(), first, last)?;
        if let Some(earlier) = asked.supplements {
            let known = facts_of(store, earlier)?;
            visits.retain(|one| one.is_new(&known));
        }
        let days = || {
            visits
                .iter()
                .map(|one| one.page.current.visited_at.date_naive())
        };
        let today = as_of.date_naive();
        let from = first.or_else(|| days().min()).unwrap_or(today);
        let to = last.or_else(|| days().max()).unwrap_or(today);
        let methods = methods(&visits, round.as_ref());
        let coverage = asked
            .campaign
            .map(|id| store.coverage(Some(id), to.min(today)));
        Ok(Self {
            subject: match round.as_ref().map(|round| one_line(&round.title)) {
                _ if !heading.subject.is_empty() => one_line(&heading.subject),
                Some(title) => title,
                None => "督查".to_owned(),
            },
            organisers: match round {
                _ if !heading.organisers.is_empty() => heading.organisers.clone(),
                Some(round) => round.organisers,
                None => Vec::new(),
            },
            methods,
            from,
            to,
            coverage: coverage.transpose()?,
            before: store.faults_before(from)?,
            visits,
            as_of,
        })
    }

    /// Visits that found a fault.
    pub(super) fn faulty(&self) -> impl Iterator<Item = &Visited> {
        self.visits
            .iter()
            .filter(|one| one.faults().next().is_some())
    }
}

fn visits(
    store: &Store,
    round: Option<&CampaignView>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<Vec<Visited>> {
    let filter = VisitFilter {
        from: from.map(|day| day.to_string()),
        to: to.map(|day| day.to_string()),
        ..VisitFilter::default()
    };
    let (mut visits, mut after) = (Vec::new(), None);
    loop {
        let page = store.visits(&filter, after.as_deref(), PAGE)?;
        for row in page.rows {
            if row.date != DateStanding::Counts {
                continue;
            }
            let township = name_or_nothing(&row.township).to_owned();
            let page = store.visit(row.id)?;
            // A visit that names another round belongs there.
            let named = page.current.campaign;
            if named.is_none() || round.is_none_or(|round| named == Some(round.id)) {
                visits.push(Visited::of(page, township));
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    visits.sort_by_key(|one| {
        let worst = one.faults().map(|finding| finding.line.severity).max();
        (std::cmp::Reverse(worst), one.page.current.visited_at)
    });
    Ok(visits)
}

/// The methods of the round, or those by which the visits were made.
fn methods(visits: &[Visited], round: Option<&CampaignView>) -> Vec<Method> {
    let mut methods: Vec<Method> = match round {
        Some(round) if !round.methods.is_empty() => round.methods.clone(),
        _ => visits.iter().map(|one| one.page.current.method).collect(),
    };
    methods.sort();
    methods.dedup();
    methods
}

impl Visited {
    fn of(page: VisitPage, township: String) -> Self {
        let site = one_line(&page.current.site.name);
        // 城关镇政府 needs no 城关镇 before it.
        let place = match site.starts_with(&township) {
            true => site,
            false => format!("{township}{site}"),
        };
        Self {
            page,
            place,
            township,
        }
    }

    /// What stands of one nature, in the visit's order.
    fn standing(&self, nature: Nature) -> impl Iterator<Item = &FindingView> {
        let order = |finding: &FindingView| {
            let mut said = self.page.current.findings.iter();
            said.position(|one| one.id == finding.line.id)
        };
        let mut all: Vec<&FindingView> = self
            .page
            .findings
            .iter()
            .filter(|one| one.line.nature == nature && one.line.state != FindingState::Withdrawn)
            .collect();
        all.sort_by_key(|finding| order(finding));
        all.into_iter()
    }

    pub(super) fn faults(&self) -> impl Iterator<Item = &FindingView> {
        self.standing(Nature::Fault)
    }

    pub(super) fn needs(&self) -> impl Iterator<Item = &FindingView> {
        self.standing(Nature::Need)
    }

    /// What was found, in sentences; those that the checklist joins are one.
    pub(super) fn said(&self) -> Vec<String> {
        let lines: Vec<(&str, &str)> = self
            .faults()
            .map(|one| (one.line.category.as_str(), one.line.text.as_str()))
            .collect();
        match &self.page.template {
            Some(template) => join_sentences(template, &lines)
                .into_iter()
                .map(|sentence| one_line(&sentence.text))
                .collect(),
            None => lines.iter().map(|(_, text)| one_line(text)).collect(),
        }
    }

    /// What followed, as it was recorded.
    pub(super) fn dispositions(&self) -> impl Iterator<Item = &DispositionRecorded> {
        self.page.dispositions.iter().map(|one| &one.recorded)
    }

    /// 规范点位: without a fault, and nothing was left unchecked.
    pub(super) fn is_exemplary(&self) -> bool {
        self.faults().next().is_none() && self.page.current.not_checked() == 0
    }

    /// The facts behind what is said of the visit.
    pub(super) fn facts(&self) -> Vec<String> {
        let mut facts = vec![self.page.record.id.to_string()];
        let amended = self.page.record.amendments.iter().filter(|one| one.head);
        facts.extend(amended.map(|one| one.id.to_string()));
        facts
    }

    /// Whether it, a correction of it, or what followed came after all of these.
    fn is_new(&self, known: &BTreeSet<FactId>) -> bool {
        let facts = self.facts().into_iter().chain(self.disposition_facts());
        let mut facts = facts.filter_map(|id| id.parse::<FactId>().ok());
        facts.any(|id| !known.contains(&id))
    }

    /// The facts behind what is said of its dispositions.
    pub(super) fn disposition_facts(&self) -> impl Iterator<Item = String> {
        let standing = self.page.dispositions.iter();
        let standing = standing.filter(|one| one.recorded.withdrawn.is_none());
        standing.flat_map(|one| one.facts.iter().map(ToString::to_string))
    }
}
