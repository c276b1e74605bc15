//! Sites, coverage, and the names for filters.

use std::collections::BTreeMap;

use kakou_domain::places::{Shift, SiteDefined};
use kakou_domain::{DivisionCode, FactId, Fix, Position, Severity, SiteId, SiteKind, VisitId};
use serde::{Deserialize, Serialize};

use super::FindingView;

/// Which sites are asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default)]
pub struct SiteFilter {
    /// Name, pinyin initials, or the beginning of a code.
    pub search: Option<String>,
    /// In this division.
    pub division: Option<DivisionCode>,
    /// Of this kind.
    pub kind: Option<SiteKind>,
    /// Only what the own team is to visit.
    #[cfg_attr(feature = "ts", ts(as = "Option<bool>"))]
    pub assigned: bool,
    /// The nearest to here first.
    pub near: Option<Position>,
}

/// One site in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SiteRow {
    /// Its id.
    pub id: SiteId,
    /// What people call it.
    pub name: String,
    /// What it is.
    pub kind: SiteKind,
    /// Its division's code.
    pub division: DivisionCode,
    /// Its division's everyday name.
    pub division_name: String,
    /// Its township's name.
    pub township: String,
    /// The county's own code for it.
    pub code: Option<String>,
    /// Standing faults that are not yet put right.
    pub open_findings: u32,
    /// The worst of them.
    pub worst: Option<Severity>,
    /// When it was visited last.
    pub last_visit: Option<LastVisit>,
    /// A draft of this device, to go on with.
    pub draft: Option<VisitId>,
    /// Where it stands, if that is known.
    pub position: Option<Position>,
    /// How far that is from where one asked for what is near, in metres.
    pub distance_m: Option<u32>,
}

/// A site's newest visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LastVisit {
    /// Its id.
    pub id: VisitId,
    /// When.
    pub visited_at: String,
    /// By whom.
    pub inspectors: Vec<String>,
    /// 登记名: what headquarters calls its author, where the visit claims to be by others.
    pub admitted: Option<String>,
    /// The name of their team, where one is known.
    pub team: Option<String>,
    /// Whether this device's author sealed it.
    pub own: bool,
}

/// A site's page of facts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SitePage {
    /// The row as in the list.
    pub row: SiteRow,
    /// All that is known of it.
    pub site: SiteDefined,
    /// The shifts of today.
    pub shifts: Vec<Shift>,
    /// The one that is on now.
    pub shift_now: Option<Shift>,
    /// What is still open here, worst first.
    pub open: Vec<FindingView>,
    /// Whether two people described it differently.
    pub conflict: bool,
    /// What each of them stated, where that contradicts.
    pub versions: Vec<SiteVersion>,
    /// The newest fix of its visits that can say where it stands.
    pub last_fix: Option<Fix>,
}

/// What somebody stated of a site.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SiteVersion {
    /// The fact.
    pub id: FactId,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// 登记名: what headquarters calls its author, where that is another name.
    pub admitted: Option<String>,
    /// What.
    pub site: SiteDefined,
}

/// How much of what must be visited was visited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Coverage {
    /// 应查
    pub due: u32,
    /// 已查
    pub done: u32,
    /// By township, in the order of codes.
    pub townships: Vec<TownshipCoverage>,
}

/// A township's share of [`Coverage`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TownshipCoverage {
    /// Its code.
    pub division: DivisionCode,
    /// Its name.
    pub name: String,
    /// 应查
    pub due: u32,
    /// 已查
    pub done: u32,
}

/// By what coverage is broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CoverageBy {
    /// A part a township.
    Township,
    /// A part a kind of site.
    Kind,
    /// A part a responsible unit; those without one are a part as well.
    Unit,
    /// A part a zone.
    Zone,
    /// A part a team that was given something.
    Team,
    /// A part a day on which sites were visited for the first time.
    Day,
}

/// A part of what must be visited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CoverageRow {
    /// A code, an id, a unit's name or a day; empty for the sites that no unit answers for.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// 应查; of a day, what was left that morning.
    pub due: u32,
    /// 已查; of a day, what was visited that day for the first time.
    pub done: u32,
}

/// The kinds of site and the names of categories that the known checklists bring.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Vocabulary {
    /// Name of each kind of site, zh and en.
    pub kinds: BTreeMap<String, kakou_domain::checklist::Words>,
    /// Name of each category, zh and en.
    pub categories: BTreeMap<String, kakou_domain::checklist::Words>,
    /// Name of each role that a roster can demand, zh and en.
    pub roles: BTreeMap<String, kakou_domain::checklist::Words>,
    /// Townships and the county, for filters: code and name.
    pub divisions: Vec<DivisionView>,
    /// Whoever is named on a visit that is known here, for filters.
    pub inspectors: Vec<String>,
}

/// A division in a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DivisionView {
    /// Its code.
    pub code: DivisionCode,
    /// What people call it.
    pub name: String,
}

/// A place where a site may lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VillageView {
    /// Its code.
    pub code: DivisionCode,
    /// What people call it.
    pub name: String,
    /// The name of its township; empty for a township.
    pub township: String,
}
