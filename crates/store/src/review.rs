//! Review: what the rows answer to people's questions. Nothing here changes anything.

mod afterwards;
mod checklists;
mod compare;
mod conflicts;
mod coverage;
mod coverage_by;
mod day;
mod diagnostics;
mod doubted;
mod export;
mod files;
mod finding_list;
mod findings;
#[cfg(test)]
pub(crate) mod plan;
pub(crate) mod round;
mod site_page;
mod sites;
mod status;
mod visit_list;
mod visits;
mod vocabulary;

pub(crate) use afterwards::{disposition, dispositions_of, tally};
pub(crate) use coverage::due_sites;
pub use export::Snapshot;
pub(crate) use findings::{finding, line, open_findings, to_recheck};
