//! After the visit: findings are handed over and followed, somebody is disposed, shifts are counted.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod dispositions;
mod exported;
mod findings;
mod support;
mod tallies;
