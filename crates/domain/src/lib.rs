//! The vocabulary of field supervision and its rules: facts, checklists, findings, their
//! sentences, and the fold that turns facts into what people look at.
//!
//! Pure: no I/O, no clock of its own, no SQL, no async. What a finding is, what is valid and what
//! is open is decided here and nowhere else.

mod answer;
pub mod checklist;
mod clock;
pub mod comparison;
pub mod coordinates;
mod digest;
pub mod disposition;
mod division;
pub mod doubt;
pub mod draft;
pub mod fact;
pub mod fold;
mod ids;
mod method;
pub mod moves;
pub mod name;
mod names;
pub mod origin;
pub mod places;
mod position;
pub mod reported;
pub mod reports;
pub mod rights;
pub mod seal;
pub mod supervision;
pub mod supplement;
pub mod tally;
pub mod trust;
pub mod versions;
pub mod visit;

pub use answer::{Answer, Answers};
pub use clock::{Clock, SystemClock};
pub use division::{DivisionCode, Level, everyday_name};
pub use ids::{
    AssignmentId, AuthorId, BulletinCheckId, BulletinId, CampaignId, DayId, DispositionId, FactId,
    FindingId, IdError, Seq, SiteId, SiteKind, SubjectId, TallyId, TeamId, UnitId, VisitId, ZoneId,
};
pub use method::{Method, Nature, Severity, Source};
pub use names::initials;
pub use position::{Fix, Position, PositionError};
