//! Writes the TypeScript types of what the commands take and answer, one file each, with all that
//! they are made of. `scripts/types` runs it.

use kakou_app_lib::{
    Abilities, Capture, CommandFault, MapApp, PackLoaded, PackOrigin, Permit, Permitted,
    SyncChanged,
};
use kakou_domain::draft::FindingEdit;
use kakou_domain::moves::FindingMoved;
use kakou_report::bulletin::BulletinFormat;
use kakou_report::{BulletinAsked, BulletinPreview, Language, SlipForm, SlipOptions};
use kakou_store::views::{
    BulletinLine, ChecklistView, ComparisonView, ConflictView, DayView, DispositionView,
    DivisionView, DraftPage, DraftRow, FindingCounts, FindingFilter, FindingView, Page, SealedView,
    SiteFilter, SitePage, SiteRow, StorageView, TallyBy, TallySum, TallyView, TodayView,
    VillageView, VisitFilter, VisitPage, VisitRow, Vocabulary,
};
use kakou_store::{DraftDetails, Repaired, ReportGiven, TallyGiven, VerifyReport};
use kakou_sync::EnrolText;
use ts_rs::{Config, ExportError, TS};

fn main() -> Result<(), ExportError> {
    let folder = std::env::args_os().nth(1).unwrap_or_default();
    // The numbers of the domain are counts, bytes and milliseconds: all of them far below 2^53.
    let config = Config::new().with_large_int("number").with_out_dir(folder);
    Abilities::export_all(&config)?;
    Capture::export_all(&config)?;
    CommandFault::export_all(&config)?;
    SyncChanged::export_all(&config)?;
    EnrolText::export_all(&config)?;
    PackLoaded::export_all(&config)?;
    PackOrigin::export_all(&config)?;
    VerifyReport::export_all(&config)?;
    Repaired::export_all(&config)?;
    ChecklistView::export_all(&config)?;
    ConflictView::export_all(&config)?;
    Page::<SiteRow>::export_all(&config)?;
    SiteFilter::export_all(&config)?;
    SitePage::export_all(&config)?;
    Vocabulary::export_all(&config)?;
    DivisionView::export_all(&config)?;
    TodayView::export_all(&config)?;
    VillageView::export_all(&config)?;
    MapApp::export_all(&config)?;
    Permit::export_all(&config)?;
    Permitted::export_all(&config)?;
    DraftRow::export_all(&config)?;
    DraftPage::export_all(&config)?;
    DraftDetails::export_all(&config)?;
    FindingEdit::export_all(&config)?;
    SealedView::export_all(&config)?;
    StorageView::export_all(&config)?;
    VisitFilter::export_all(&config)?;
    VisitRow::export_all(&config)?;
    VisitPage::export_all(&config)?;
    ComparisonView::export_all(&config)?;
    FindingView::export_all(&config)?;
    FindingFilter::export_all(&config)?;
    FindingCounts::export_all(&config)?;
    FindingMoved::export_all(&config)?;
    ReportGiven::export_all(&config)?;
    DispositionView::export_all(&config)?;
    TallyView::export_all(&config)?;
    TallySum::export_all(&config)?;
    TallyBy::export_all(&config)?;
    TallyGiven::export_all(&config)?;
    DayView::export_all(&config)?;
    BulletinAsked::export_all(&config)?;
    BulletinPreview::export_all(&config)?;
    BulletinFormat::export_all(&config)?;
    BulletinLine::export_all(&config)?;
    SlipOptions::export_all(&config)?;
    SlipForm::export_all(&config)?;
    Language::export_all(&config)
}
