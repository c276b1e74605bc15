//! `kakou-peers`: measures Kakou beside PouchDB and beside what the disk can do, in one run.
//! `tests/peers/run` builds all that it needs and starts it.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command prints"
)]

mod county;
mod ingest;
mod pouch;
mod push;
mod report;
mod seal;
mod wire;

use std::path::PathBuf;

use clap::Parser;

use report::Report;

/// What any step can fail with: a benchmark stops where it fails.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Runs of each measurement; the middle one is told.
pub(crate) const RUNS: usize = 5;

#[derive(Parser)]
struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Where to write; the disk of this folder is what is measured
    #[arg(long, value_name = "DIR", default_value = "target/peers")]
    folder: PathBuf,
    /// Where PouchDB is installed
    #[arg(long, value_name = "DIR", default_value = "tests/peers")]
    pouch: PathBuf,
    /// Only these: seal, push, ingest
    only: Vec<String>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    std::fs::create_dir_all(&args.folder)?;
    let folder = tempfile::tempdir_in(&args.folder)?;
    let mut report = Report::of_this_machine(folder.path())?;
    let wanted = |name: &str| args.only.is_empty() || args.only.iter().any(|one| one == name);
    let runtime = tokio::runtime::Runtime::new()?;
    if wanted("seal") {
        seal::measure(folder.path(), &args.pouch, &mut report)?;
    }
    if wanted("push") {
        runtime.block_on(push::measure(folder.path(), &args.pouch, &mut report))?;
    }
    if wanted("ingest") {
        runtime.block_on(ingest::measure(folder.path(), &mut report))?;
    }
    if args.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print!("{report}");
    }
    Ok(())
}
