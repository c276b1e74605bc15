//! A county's folder, its tablets, a pack and bundles that the program before made: today's opens them
//! and says the same of them.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod left;
mod opened;
mod synced;
