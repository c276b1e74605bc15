//! `kakou-peers`: measures Kakou beside PouchDB and beside what the disk can do, in one run.
//! `tests/peers/run` builds all that it needs and starts it.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command prints"
)]

mod child;
mod county;
mod exports;
mod ingest;
mod many;
mod memory;
mod pouch;
mod projection;
mod push;
mod report;
mod review;
mod rows;
mod seal;
mod sqlite;
mod start;
mod syncs;
mod wire;

use std::path::{Path, PathBuf};

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
    /// Where stores of 100,000 and 1,000,000 visits are kept for the next run, instead of being
    /// made anew: review, exports and start read them
    #[arg(long, value_name = "DIR")]
    stores: Option<PathBuf>,
    /// One thing, as a process of its own
    #[arg(long, hide = true, value_name = "WORD")]
    child: Vec<String>,
    /// Only these
    #[arg(value_parser = ["seal", "push", "ingest", "projection", "review", "exports", "start"])]
    only: Vec<String>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    if !args.child.is_empty() {
        return child::run(&args.child);
    }
    std::fs::create_dir_all(&args.folder)?;
    let folder = tempfile::tempdir_in(&args.folder)?;
    let mut report = Report::of_this_machine(folder.path())?;
    measure(&args, folder.path(), &mut report)?;
    if args.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print!("{report}");
    }
    Ok(())
}

fn measure(args: &Args, folder: &Path, report: &mut Report) -> Result<()> {
    let wanted = |name: &str| args.only.is_empty() || args.only.iter().any(|one| one == name);
    let stores = args.stores.as_deref().unwrap_or(folder);
    let runtime = tokio::runtime::Runtime::new()?;
    if wanted("seal") {
        seal::measure(folder, &args.pouch, report)?;
    }
    if wanted("push") {
        runtime.block_on(push::measure(folder, &args.pouch, report))?;
    }
    if wanted("ingest") {
        runtime.block_on(ingest::measure(folder, report))?;
    }
    if wanted("projection") {
        runtime.block_on(projection::measure(folder, report))?;
    }
    if wanted("review") {
        review::measure(stores, report)?;
    }
    if wanted("exports") {
        exports::measure(folder, stores, report)?;
    }
    if wanted("start") {
        runtime.block_on(start::measure(folder, stores, report))?;
    }
    Ok(())
}
