//! The real app in a real window, before a real server.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod apart;
mod back;
mod confined;
mod damaged;
mod findings;
mod jobs;
mod keyboard;
mod killed;
mod looks;
mod practice;
mod records;
mod reports;
mod screens;
mod shifts;
mod taps;
mod whole_path;
