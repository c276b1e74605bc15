//! Review: what the rows answer to people's questions. Nothing here changes anything.

mod checklists;
mod compare;
mod conflicts;
mod coverage;
mod diagnostics;
mod export;
mod findings;
pub(crate) mod round;
mod site_page;
mod sites;
mod status;
mod visit_list;
mod visits;
mod vocabulary;

pub use export::Snapshot;

pub(crate) use findings::{finding, line, open_findings};
