//! Trains the newest zstd dictionary on invented facts and writes it with its checksum:
//!
//! ```text
//! cargo run --release -p kakou-journal --example train_dictionary
//! ```
//!
//! The facts come from a fixed seed, so the same zstd gives the same dictionary. Only an id that has
//! not been released may be written again; after a release, raise `ID` and list the new file in
//! `src/dictionary.rs`.
#![allow(clippy::print_stdout)]

mod facts;
mod normal;
mod random;

use std::error::Error;
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

const ID: u32 = 3;
const SEED: u64 = 410_523;
const FACTS: usize = 4_000;
const MAX_BYTES: usize = 32 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let facts = facts::facts(SEED).take(FACTS).collect::<Vec<_>>();
    // What stands at the end is named in the fewest bits, so there stands what most visits repeat.
    let normal = normal::normal_visit().ok_or("no normal visit")?;
    let mut dictionary = zstd::dict::from_samples(&facts, MAX_BYTES - normal.len())?;
    dictionary.extend(normal);
    let sum = HEXLOWER.encode(&Sha256::digest(&dictionary));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
    let file = format!("{ID}.zdict");
    std::fs::write(folder.join(&file), &dictionary)?;

    let sums_file = folder.join("SHA256SUMS");
    let old = std::fs::read_to_string(&sums_file).unwrap_or_default();
    let others = old
        .lines()
        .filter(|line| !line.ends_with(&format!("  {file}")));
    let mut sums: Vec<String> = others.map(str::to_owned).collect();
    sums.push(format!("{sum}  {file}"));
    std::fs::write(sums_file, sums.join("\n") + "\n")?;

    let bytes: usize = facts.iter().map(Vec::len).sum();
    println!(
        "{file}: {} bytes from {FACTS} facts of {bytes} bytes",
        dictionary.len()
    );
    Ok(())
}
