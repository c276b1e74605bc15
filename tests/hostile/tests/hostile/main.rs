//! What an insider tries, and what holds.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod ids;
