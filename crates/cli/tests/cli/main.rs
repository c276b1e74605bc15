//! The command line as scripts use it: the real program, its output and its exit codes.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod afterwards;
mod bad_files;
mod bad_visits;
mod damaged;
mod drafts;
mod exports;
mod full_disk;
mod killed;
#[cfg(unix)]
mod little_room;
mod photos;
mod report;
mod tablet;
mod usage;
