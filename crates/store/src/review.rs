//! Review: what the rows answer to people's questions. Nothing here changes anything.

mod coverage;
mod findings;
mod sites;
mod status;
mod visit_list;
mod visits;
mod vocabulary;

pub(crate) use findings::{finding, line, open_findings};
