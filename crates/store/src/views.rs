//! What people look at: the answers of the review queries, as the app and `--json` show them.

mod afterwards;
mod checklists;
mod comparison;
mod conflicts;
mod diagnostics;
mod drafts;
mod export;
mod files;
mod findings;
mod reports;
mod round;
mod sites;
mod status;
mod visits;

use serde::Serialize;

use crate::error::Result;

pub use afterwards::{
    DispositionFilter, DispositionVersion, DispositionView, FindingCounts, FindingFilter, Stage,
    TallyBy, TallySum, TallyVersion, TallyView,
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
pub use files::{FileFigures, FilesToSend, FilesView};
pub use findings::{FindingLine, FindingView, MoveView};
pub use reports::{
    BulletinCheckView, BulletinLine, BulletinState, BulletinView, DayDispute, DayFigures, DayOf,
    DayVersion, DayView, SilentTablet, TabletsView,
};
pub use round::{AssignmentView, CampaignView, TodayView};
pub use sites::{
    Coverage, CoverageBy, CoverageRow, DivisionView, LastVisit, SiteFilter, SitePage, SiteRow,
    SiteVersion, TownshipCoverage, VillageView, Vocabulary,
};
pub use status::{Room, SetAsideView, Status, StorageView};
pub use visits::{
    AmendmentView, DateDecisionView, DoubtView, DoubtedVisitView, EvidenceView, Outcome,
    SupplementView, VisitFilter, VisitPage, VisitRecord, VisitRow,
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

impl<T> Page<T> {
    /// The first `limit` of what was found. One too many was asked for, to see whether there is more;
    /// `place` says where a row stands, and `read` reads it.
    pub(crate) fn cut<F>(
        mut found: Vec<F>,
        limit: usize,
        place: impl Fn(&F) -> String,
        read: impl FnMut(F) -> Result<T>,
    ) -> Result<Self> {
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(place);
        let rows = found.into_iter().map(read).collect::<Result<_>>()?;
        Ok(Self { rows, next })
    }
}
