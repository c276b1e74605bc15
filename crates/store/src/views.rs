//! What people look at: the answers of the review queries, as the app and `--json` show them.

mod afterwards;
mod checklists;
mod comparison;
mod conflicts;
mod diagnostics;
mod drafts;
mod export;
mod findings;
mod reports;
mod round;
mod sites;
mod status;
mod visits;

use serde::Serialize;

pub use afterwards::{
    DispositionFilter, DispositionView, FindingCounts, FindingFilter, Stage, TallyBy, TallySum,
    TallyView,
};
pub use checklists::ChecklistView;
pub use comparison::{ComparedAnswer, ComparedFinding, ComparedVisit, ComparisonView};
pub use conflicts::ConflictView;
pub use diagnostics::{Diagnostics, code_or_other};
pub use drafts::{DraftPage, DraftRow, SealedView};
pub use export::{
    ExportedDisposition, ExportedFact, ExportedFinding, ExportedSite, ExportedVisit, Names,
    RoundCoverage,
};
pub use findings::{FindingLine, FindingView, MoveView};
pub use reports::{BulletinView, DayFigures, DayOf, DayView, SilentTablet, TabletsView};
pub use round::{AssignmentView, CampaignView, TodayView};
pub use sites::{
    Coverage, CoverageBy, CoverageRow, DivisionView, LastVisit, SiteFilter, SitePage, SiteRow,
    SiteVersion, TownshipCoverage, VillageView, Vocabulary,
};
pub use status::{Room, SetAsideView, Status, StorageView};
pub use visits::{
    AmendmentView, EvidenceView, Outcome, SupplementView, VisitFilter, VisitPage, VisitRecord,
    VisitRow,
};

/// A page of a list, and where the next one begins.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Hand it back as `after` for the next page; `None` at the end.
    pub next: Option<String>,
}
