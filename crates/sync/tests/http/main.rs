//! The protocol over real sockets, against whatever may stand at the other end; and the background
//! runner, which goes by it.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod answers;
mod fake;
mod runner;
