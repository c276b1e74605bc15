//! Photos: on drafts, in sealed visits, added later, and cleaned up.

mod cleaned;
mod drafts;
mod files;
mod moves;
mod sending;
mod supplements;
mod support;
