//! Drafts, and what they become.

use kakou_domain::checklist::{Evaluation, Template};
use kakou_domain::draft::Draft;
use kakou_domain::visit::SiteRef;
use kakou_domain::{Answers, VisitId};
use serde::Serialize;

use super::FindingView;

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
    /// How many faults it states.
    pub faults: u32,
    /// How many needs: they are never counted with the faults.
    pub needs: u32,
    /// Items that were not checked.
    pub not_checked: u32,
}
