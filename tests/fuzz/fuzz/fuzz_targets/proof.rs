//! `proof` of the targets.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kakou_fuzz_targets::proof(bytes));
