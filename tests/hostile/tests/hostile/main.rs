//! What an insider tries, and what holds.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod bodies;
mod carrying;
mod erasure;
mod ids;
mod names;
mod order;
mod packs;
mod photos;
mod rights;
