//! The sync as a state machine beside a model of it: thousands of schedules, each of which the
//! shortest one that still fails is found for.
//!
//! `KAKOU_SIMULATION=SCHEDULES[:SEED]` runs more of them, or others. A schedule is always the same for a seed.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod check;
mod found;
mod insider;
mod model;
mod photos;
mod run;
mod schedules;
mod world;
