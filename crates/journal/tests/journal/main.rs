//! The journal through its public face: travelling, stored, compressed.

#![allow(clippy::unwrap_used, reason = "what a test builds on must be there")]

mod batches;
mod dictionaries;
mod hostile_batches;
mod stored;
mod support;

#[path = "../../examples/train_dictionary/facts.rs"]
mod facts;
#[path = "../../examples/train_dictionary/random.rs"]
mod random;
