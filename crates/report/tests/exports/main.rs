//! Exports as their readers open them, through the crate's public face.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod afterwards;
mod csv_files;
mod doubted;
mod facts;
mod maps;
mod refused;
mod support;
mod workbooks;
