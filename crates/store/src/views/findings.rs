//! Findings as they stand now.

use kakou_domain::moves::FindingState;
use kakou_domain::visit::{Evidence, SiteRef};
use kakou_domain::{FactId, FindingId, Nature, Severity, Source, VisitId};
use serde::Serialize;

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
    /// The visit that raised it; `None` for what somebody else reported.
    pub visit: Option<VisitId>,
    /// Who found it.
    pub source: Source,
    /// When that was.
    pub found_at: String,
    /// Where.
    pub site: SiteRef,
    /// The township's name.
    pub township: String,
    /// To which unit it is handed over.
    pub unit: Option<String>,
    /// Until when.
    pub deadline: Option<String>,
    /// Whether it is open and the deadline is over.
    pub overdue: bool,
    /// 申请延期: the day that is asked for, while nobody has answered.
    pub asks_until: Option<String>,
    /// How often the same was found at the site before.
    pub times_before: u32,
    /// What a move of it has to follow.
    pub follows: Vec<FactId>,
    /// Its moves, oldest first.
    pub moves: Vec<MoveView>,
    /// The photos of that visit that show it, by their hashes.
    pub photos: Vec<String>,
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
    /// 登记名: what headquarters calls its author, where that is another name.
    pub admitted: Option<String>,
    /// To which unit.
    pub unit: Option<String>,
    /// Until when.
    pub deadline: Option<String>,
    /// Until when an extension is asked for.
    pub asks_until: Option<String>,
    /// A word on it.
    pub note: String,
    /// Photos that were taken then.
    pub evidence: Vec<Evidence>,
    /// Whether this is one of the states that now stand.
    pub head: bool,
}
