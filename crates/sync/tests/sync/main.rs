//! Tablets and their county's server in one process, with faults on the way.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod batches;
mod damaged;
mod enrolment;
mod faults;
mod forks;
mod photos;
mod restored;
mod scope;
mod small;
mod world;
