//! Papers as their readers get them, through the crate's public face.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod bulletin;
mod flash;
mod sample;
mod slip;
mod support;
