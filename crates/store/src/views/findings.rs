//! Findings as they stand now.

use kakou_domain::moves::FindingState;
use kakou_domain::visit::SiteRef;
use kakou_domain::{FactId, FindingId, Nature, Severity, VisitId};
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
    /// To which unit.
    pub unit: Option<String>,
    /// Until when.
    pub deadline: Option<String>,
    /// A word on it.
    pub note: String,
    /// Whether this is one of the states that now stand.
    pub head: bool,
}
