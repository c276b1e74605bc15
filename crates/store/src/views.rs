//! What people look at: the answers of the review queries, as the app and `--json` show them.

use std::collections::BTreeMap;

use kakou_domain::checklist::{Evaluation, Template};
use kakou_domain::draft::Draft;
use kakou_domain::moves::FindingState;
use kakou_domain::places::{Shift, SiteDefined};
use kakou_domain::visit::{ChecklistRef, SiteRef, VisitContent};
use kakou_domain::{
    Answers, AuthorId, CampaignId, DivisionCode, FactId, FindingId, Method, Nature, Seq, Severity,
    SiteId, SiteKind, VisitId,
};
use serde::{Deserialize, Serialize};

/// A page of a list, and where the next one begins.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Hand it back as `after` for the next page; `None` at the end.
    pub next: Option<String>,
}

/// Which visits are asked for. All that is set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default)]
pub struct VisitFilter {
    /// At this site.
    pub site: Option<SiteId>,
    /// In this township (or any division).
    pub township: Option<DivisionCode>,
    /// On this day or later, by the visit's own offset: `2020-02-14`.
    pub from: Option<String>,
    /// On this day or earlier.
    pub to: Option<String>,
    /// At sites of this kind.
    pub kind: Option<SiteKind>,
    /// With a standing finding of this category.
    pub category: Option<String>,
    /// By this inspector.
    pub inspector: Option<String>,
    /// In this round.
    pub campaign: Option<CampaignId>,
    /// Chinese text, also one or two characters, or pinyin initials of a site's name.
    pub search: Option<String>,
    /// Only what the server has not confirmed.
    pub unsynced: bool,
}

/// One visit in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VisitRow {
    /// Its id.
    pub id: VisitId,
    /// Where.
    pub site: SiteRef,
    /// The township's name.
    pub township: String,
    /// When, RFC 3339 with offset.
    pub visited_at: String,
    /// How.
    pub method: Method,
    /// By whom.
    pub inspectors: Vec<String>,
    /// Standing faults and needs: sentence and severity, in their order.
    pub findings: Vec<FindingLine>,
    /// Relevant items that were not checked.
    pub not_checked: u32,
    /// Whether the server confirmed it.
    pub synced: bool,
    /// Whether it was corrected.
    pub amended: bool,
    /// Whether two corrections contradict each other.
    pub conflict: bool,
}

/// A finding as it stands now, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FindingLine {
    /// Its id.
    pub id: FindingId,
    /// Its category.
    pub category: String,
    /// Fault or need.
    pub nature: Nature,
    /// How bad.
    pub severity: Severity,
    /// Its sentence.
    pub text: String,
    /// Where it stands.
    pub state: FindingState,
    /// Whether people's moves contradict each other; `state` is then the least advanced.
    pub conflict: bool,
}

/// A finding with where it came from, for a site's page and the list of problems.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FindingView {
    /// The finding now.
    #[serde(flatten)]
    pub line: FindingLine,
    /// The visit that raised it.
    pub visit: VisitId,
    /// When that was.
    pub visited_at: String,
    /// Where.
    pub site: SiteRef,
    /// What a move of it has to follow.
    pub follows: Vec<FactId>,
    /// Its moves, oldest first.
    pub moves: Vec<MoveView>,
}

/// One move of a finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MoveView {
    /// The fact.
    pub id: FactId,
    /// Where to.
    pub to: FindingState,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// To which unit.
    pub unit: Option<String>,
    /// Until when.
    pub deadline: Option<String>,
    /// A word on it.
    pub note: String,
    /// Whether this is one of the states that now stand.
    pub head: bool,
}

/// A visit's JSON for scripts and exports; the fields of the command-line contract.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VisitRecord {
    /// Its id.
    pub id: VisitId,
    /// What it is paged by: the page after it is asked for with this.
    pub key: String,
    /// The journal that it stands in.
    pub author: AuthorId,
    /// Where in it.
    pub seq: Seq,
    /// Where.
    pub site: SiteRef,
    /// When.
    pub visited_at: String,
    /// How.
    pub method: Method,
    /// By whom.
    pub inspectors: Vec<String>,
    /// In which round.
    pub campaign: Option<CampaignId>,
    /// By which template.
    pub checklist: ChecklistRef,
    /// What was answered.
    pub answers: Answers,
    /// What was found, each with where it stands now.
    pub findings: Vec<FindingLine>,
    /// Free text.
    pub notes: String,
    /// When it was sealed.
    pub sealed_at: String,
    /// Whether the server confirmed it.
    pub synced: bool,
    /// Eight characters of the sealed payload's hash.
    pub check_code: String,
    /// Corrections, oldest first.
    pub amendments: Vec<AmendmentView>,
    /// Whether two corrections contradict each other.
    pub conflict: bool,
}

/// A correction of a visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AmendmentView {
    /// The fact.
    pub id: FactId,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Whether it is (one of) the version(s) that now stand.
    pub head: bool,
    /// All of the visit as it should have read.
    pub content: VisitContent,
}

/// A visit's page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VisitPage {
    /// The record as it stands now.
    pub record: VisitRecord,
    /// As it was sealed; stays readable for ever.
    pub original: VisitContent,
    /// As it stands now; the original where corrections contradict each other.
    pub current: VisitContent,
    /// For labels; `None` when the template is not known here.
    pub template: Option<Template>,
    /// The findings with their moves.
    pub findings: Vec<FindingView>,
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
    /// The shifts that are set.
    pub shifts: Vec<Shift>,
    /// The one that is on now.
    pub shift_now: Option<Shift>,
    /// What is still open here, worst first.
    pub open: Vec<FindingView>,
    /// Its newest visits.
    pub visits: Vec<VisitRow>,
    /// Whether two people described it differently.
    pub conflict: bool,
}

/// Which sites are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default)]
pub struct SiteFilter {
    /// Name, pinyin initials, or the beginning of a code.
    pub search: Option<String>,
    /// In this division.
    pub division: Option<DivisionCode>,
    /// Of this kind.
    pub kind: Option<SiteKind>,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DraftRow {
    /// Its id.
    pub id: VisitId,
    /// Where.
    pub site: SiteRef,
    /// When it was saved last.
    pub saved_at: String,
    /// Relevant items that have an answer.
    pub answered: u32,
    /// Relevant items.
    pub relevant: u32,
    /// Whether it corrects a sealed visit.
    pub amends: Option<VisitId>,
}

/// A draft with all that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DraftPage {
    /// What is typed so far.
    pub draft: Draft,
    /// By which template.
    pub template: Template,
    /// What the rules say of it.
    pub evaluation: Evaluation,
    /// The answers of the site's visit before, to show beside.
    pub last_answers: Answers,
    /// What is still open at the site from earlier visits.
    pub open: Vec<FindingView>,
    /// When it was written to the disk.
    pub saved_at: String,
}

/// What is shown after sealing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SealedView {
    /// The visit.
    pub id: VisitId,
    /// Where.
    pub site: SiteRef,
    /// When it was sealed.
    pub sealed_at: String,
    /// Eight characters.
    pub check_code: String,
    /// How many faults and needs.
    pub findings: u32,
    /// Items that were not checked.
    pub not_checked: u32,
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

/// The device and where its journal stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Status {
    /// The device's author.
    pub author: AuthorId,
    /// The person, once known.
    pub name: Option<String>,
    /// The server, once enrolled.
    pub server: Option<String>,
    /// The divisions that the device may see, once enrolled.
    pub divisions: Vec<DivisionCode>,
    /// The newest entry of the own journal.
    pub seq: Seq,
    /// Up to where the server confirmed it.
    pub acknowledged: Seq,
    /// Drafts.
    pub drafts: u32,
    /// Entries that wait to be sent.
    pub pending: u64,
    /// Own entries that the server keeps but cannot use, with the reason's code.
    pub set_aside: Vec<SetAsideView>,
    /// When the server answered last.
    pub last_contact: Option<String>,
    /// Server's clock minus the device's, in milliseconds.
    pub clock_drift_ms: Option<i64>,
    /// Facts that the projections still have to take in; 0 when up to date.
    pub projection_lag: u64,
}

/// An entry that was kept but is not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SetAsideView {
    /// Where it stands.
    pub seq: Seq,
    /// Why, as a code.
    pub code: String,
}

/// The kinds of site and the names of categories that the known checklists bring.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Vocabulary {
    /// Name of each kind of site, zh and en.
    pub kinds: BTreeMap<String, kakou_domain::checklist::Words>,
    /// Name of each category, zh and en.
    pub categories: BTreeMap<String, kakou_domain::checklist::Words>,
    /// Townships and the county, for filters: code and name.
    pub divisions: Vec<DivisionView>,
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
