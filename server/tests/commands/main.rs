//! The commands, through the real binary.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod at_work;
mod backups;
mod bulletins;
mod checklists;
mod damaged;
mod doubts;
mod full_disk;
mod imports;
mod init;
#[cfg(unix)]
mod little_room;
mod photos;
mod revoked;
mod rounds;
mod serve;
mod support;
mod tablets;
mod visits;
