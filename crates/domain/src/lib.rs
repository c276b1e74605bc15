//! The vocabulary of field supervision and its rules: facts, checklists, findings, their
//! sentences, and the fold that turns facts into what people look at.
//!
//! Pure: no I/O, no clock of its own, no SQL, no async. What a finding is, what is valid and what
//! is open is decided here and nowhere else.

mod answer;
pub mod checklist;
mod clock;
mod division;
mod ids;
mod method;

pub use answer::{Answer, Answers};
pub use clock::{Clock, SystemClock};
pub use division::{DivisionCode, Level, everyday_name};
pub use ids::{
    AssignmentId, AuthorId, CampaignId, FactId, FindingId, IdError, Seq, SiteId, SiteKind, TeamId,
    UnitId, VisitId, ZoneId,
};
pub use method::{Method, Nature, Severity, Source};
