//! The store as its callers use it: real databases in real files.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod afterwards;
mod any_push;
mod apart;
mod author;
mod backup;
mod bundles;
mod compare;
mod conflicts;
mod coverage;
mod diagnostics;
mod doubt;
mod draws;
mod drift;
mod erasing;
mod export;
mod insider;
mod logging;
mod names;
mod office;
mod packs;
mod photos;
mod places;
mod practice;
mod projecting;
mod proof;
mod receipts;
mod rechecks;
mod round;
mod tampering;
