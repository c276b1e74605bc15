//! The rules of the domain, through the interface of the crate.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod checklist;
mod dispositions;
mod facts;
mod fold;
mod report_1;
mod sealing;
mod tallies;
