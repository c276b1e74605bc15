//! The invented county's places, rosters and round of supervision.

use chrono::{Days, NaiveDate, NaiveTime};
use kakou_domain::fact::Body;
use kakou_domain::places::{DivisionDefined, RosterSet, Shift, SiteDefined, UnitDefined};
use kakou_domain::supervision::CampaignOpened;
use kakou_domain::{CampaignId, Clock, DivisionCode, Method, Position, SiteKind, UnitId};
use kakou_store::{Result, Store};
use serde::Deserialize;

use crate::clock::SetClock;
use crate::sample::Sample;

/// The county was there long before the first visit.
const FOUNDED_DAYS_AGO: u64 = 30;

/// A village with its checkpoint.
#[derive(Deserialize)]
pub(crate) struct Village {
    pub(crate) code: DivisionCode,
    pub(crate) name: String,
    /// 带班干部, by role.
    leader: String,
    /// 包村干部, by role.
    liaison: String,
    /// 应到人数 by day.
    day: u32,
    /// 应到人数 by night.
    night: u32,
    /// Of some it is unknown, as in a real county.
    position: Option<Position>,
}

/// The round that is open now.
#[derive(Deserialize)]
pub(crate) struct Campaign {
    title: String,
    began_days_ago: u64,
    ends_in: u64,
}

impl Village {
    fn site(&self, kind: &SiteKind, number: usize) -> SiteDefined {
        SiteDefined {
            unit: Some(self.committee()),
            liaison: Some(self.liaison.clone()),
            phone: Some(format!("0000-{number:07}")),
            position: self.position,
            ..SiteDefined::new(self.code.clone(), kind.clone(), &self.site_name())
        }
    }

    pub(crate) fn site_name(&self) -> String {
        format!("{}卡点", self.name)
    }

    /// 东柳村 → 东柳村民委员会
    fn committee(&self) -> String {
        format!("{}民委员会", self.name)
    }

    fn shifts(&self) -> Vec<Shift> {
        let (morning, evening) = (hour(8), hour(20));
        let shift = |name: &str, begins, ends, required| Shift {
            from: None,
            to: None,
            name: name.to_owned(),
            begins,
            ends,
            required,
            roles: Vec::new(),
            leader: Some(self.leader.clone()),
        };
        vec![
            shift("白班", morning, evening, self.day),
            shift("夜班", evening, morning, self.night),
        ]
    }
}

impl Sample {
    /// Checkpoints in villages; the sample has no other kind.
    pub(crate) fn kind() -> Result<SiteKind> {
        Ok(serde_json::from_str("\"village_checkpoint\"")?)
    }

    /// Founds headquarters, and states divisions, units, sites and rosters.
    pub(crate) fn found(&self, office: &Store, clock: &SetClock) -> Result<()> {
        clock.set(clock.day(FOUNDED_DAYS_AGO, NaiveTime::MIN));
        office.found_office(&self.county.code, &self.office)?;
        let mut facts = vec![division(self.county.clone())];
        facts.extend(self.townships.iter().cloned().map(division));
        let kind = Self::kind()?;
        for (n, village) in self.villages.iter().enumerate() {
            let scope = || vec![village.code.clone()];
            let site = village.site(&kind, n + 1);
            let roster = RosterSet {
                site: site.id(),
                shifts: village.shifts(),
            };
            let unit = UnitDefined {
                id: UnitId::of(&village.code, &village.committee()),
                division: village.code.clone(),
                name: village.committee(),
            };
            facts.push(division(DivisionDefined {
                code: village.code.clone(),
                name: village.committee(),
            }));
            facts.push((scope(), Body::UnitDefined(unit)));
            facts.push((scope(), Body::SiteDefined(site)));
            facts.push((scope(), Body::RosterSet(roster)));
        }
        office.state(facts).map(drop)
    }

    /// Opens the round over the whole county.
    pub(crate) fn open_campaign(&self, office: &Store, clock: &SetClock) -> Result<CampaignId> {
        let today = clock.day(0, NaiveTime::MIN).date_naive();
        clock.set(clock.day(self.campaign.began_days_ago, NaiveTime::MIN));
        office.open_campaign(CampaignOpened {
            title: self.campaign.title.clone(),
            organisers: vec![self.office.clone()],
            methods: vec![Method::Unannounced, Method::Announced],
            from: clock.now().date_naive(),
            to: after(today, self.campaign.ends_in),
            kinds: vec![Self::kind()?],
            divisions: vec![self.county.code.clone()],
            sites: Vec::new(),
        })
    }

    /// Whether the round was open that many days ago.
    pub(crate) fn in_campaign(&self, days_ago: u64) -> bool {
        days_ago <= self.campaign.began_days_ago
    }
}

/// A day so many days later.
pub(crate) fn after(day: NaiveDate, days: u64) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(days))
}

fn hour(hour: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour, 0, 0)
}

fn division(defined: DivisionDefined) -> (Vec<DivisionCode>, Body) {
    (vec![defined.code.clone()], Body::DivisionDefined(defined))
}
