//! The tablet's command line, and what it shares with the county's `kakou-server`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line prints"
)]

pub mod after;
pub mod export;
pub mod file;
pub mod proof;
pub mod repair;
pub mod visits;

mod amend;
mod args;
mod bundle;
mod case_file;
mod draft;
mod error;
mod evidence;
mod list;
mod load;
mod paper;
mod photo;
mod print;
mod seal;
mod sync;
mod tablet;
mod visit_file;

pub use tablet::{Surroundings, run};
