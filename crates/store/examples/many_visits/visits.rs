//! Invented visits, one after another over a year, sealed by the same rule as real ones.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, FixedOffset};
use kakou_domain::checklist::{Checklist, standard};
use kakou_domain::draft::Draft;
use kakou_domain::fact::Body;
use kakou_domain::places::SiteDefined;
use kakou_domain::seal::seal;
use kakou_domain::visit::SiteRef;
use kakou_domain::{Answer, Answers, Method, VisitId};
use kakou_store::{SiteGiven, VisitGiven};
use kakou_test_support::normal_answers;
use uuid::Uuid;

use crate::county::Stated;
use crate::random::Random;

const NAMES: [&str; 6] = [
    "督查员甲",
    "督查员乙",
    "督查员丙",
    "督查员丁",
    "督查员戊",
    "督查员己",
];
const NOTES: [&str; 4] = [
    "",
    "已告知带班干部。",
    "村口另有一条小路。",
    "宣传车正在播放。",
];

/// Makes visits of sites.
pub(crate) struct Visits<'a> {
    sites: &'a [SiteDefined],
    template: Checklist,
    random: Random,
    now: DateTime<FixedOffset>,
    step: Duration,
}

impl<'a> Visits<'a> {
    /// `count` visits in the year until `now`.
    pub(crate) fn new(sites: &'a [SiteDefined], now: DateTime<FixedOffset>, count: u32) -> Self {
        let kind = &sites[0].kind;
        let mut templates = standard().into_iter();
        Self {
            template: templates
                .find(|one| one.kind(kind).is_some())
                .expect("a checklist")
                .into(),
            sites,
            random: Random::new(419_901),
            now,
            step: Duration::days(365) / i32::try_from(count.max(1)).unwrap_or(i32::MAX),
        }
    }

    /// The `n`th from the end, 0 is the newest, as somebody's journal states it.
    pub(crate) fn stated(&mut self, n: u32) -> Stated {
        let site = self.random.pick(self.sites);
        let given = self.at(site, n);
        let draft = Draft {
            id: VisitId(Uuid::from_u128(u128::from(n) + 1)),
            amends: None,
            site: SiteRef {
                id: site.id(),
                name: site.name.clone(),
                kind: site.kind.clone(),
                division: site.division.clone(),
            },
            campaign: None,
            team: None,
            inspectors: given.inspectors,
            method: given.method,
            visited_at: given.visited_at,
            ended_at: None,
            position: None,
            answers: given.answers,
            filled: Vec::new(),
            calls: Vec::new(),
            finding_edits: Vec::new(),
            rechecks: BTreeMap::new(),
            evidence: Vec::new(),
            signature: None,
            good_practice: String::new(),
            notes: given.notes,
        };
        let content = seal(&draft, &self.template, given.visited_at).expect("a sound visit");
        let scope = vec![content.site.division.clone()];
        (scope, Body::VisitSealed(Box::new(content)))
    }

    /// The `n`th from the end, for a tablet to seal.
    pub(crate) fn given(&mut self, n: u32) -> VisitGiven {
        let site = self.random.pick(self.sites);
        self.at(site, n)
    }

    fn at(&mut self, site: &SiteDefined, n: u32) -> VisitGiven {
        let first = self.random.below(NAMES.len());
        let names = [NAMES[first], NAMES[(first + 1) % NAMES.len()]];
        VisitGiven {
            site: SiteGiven::Id { id: site.id() },
            visited_at: self.now - self.step * i32::try_from(n).unwrap_or(i32::MAX),
            method: *self.random.pick(&[Method::Unannounced, Method::Announced]),
            inspectors: names.map(str::to_owned).to_vec(),
            campaign: None,
            answers: self.answers(),
            finding_edits: Vec::new(),
            signature: None,
            photos: Vec::new(),
            good_practice: String::new(),
            notes: (*self.random.pick(&NOTES)).to_owned(),
        }
    }

    /// What is normal, and now and then something that is not.
    fn answers(&mut self) -> Answers {
        let mut answers = normal_answers(&self.template);
        let mut set = |item: &str, answer| answers.insert(item.to_owned(), answer);
        set("staffing.rostered", Answer::Count(3));
        let present = if self.random.chance(25) { 2 } else { 3 };
        set("staffing.present", Answer::Count(present));
        set("disinfection.times_yesterday", Answer::Count(2));
        set("publicity.forms", Answer::Many(vec!["banners".into()]));
        if self.random.chance(15) {
            set("control.barrier", Answer::One("makeshift".into()));
        }
        if self.random.chance(10) {
            set("registration.register", Answer::One("none".into()));
        }
        if self.random.chance(5) {
            set("protection.staff_masked", Answer::YesNo(false));
        }
        answers
    }
}
