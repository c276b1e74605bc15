//! Photos: on drafts, in sealed visits, added later, and cleaned up.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod cleaned;
mod drafts;
mod files;
mod moves;
mod sending;
mod supplements;
mod support;
