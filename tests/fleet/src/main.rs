//! `kakou-fleet`: plays a fleet under faults, and says whether every promise was kept.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command prints"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use kakou_fleet::{Plan, Programs, run};

/// Real tablets and a real server behind faults.
#[derive(Parser)]
struct Args {
    /// Spoil at least so many requests
    #[arg(long, default_value_t = 1_000, value_parser = 1..=1_000_000)]
    faults: i64,
    /// So many tablets
    #[arg(long, default_value_t = 8, value_parser = 1..=64)]
    tablets: i64,
    /// Where chance begins; another one at each run without it
    #[arg(long)]
    seed: Option<u64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Work in this folder and leave it there, to look into it
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

fn main() -> std::io::Result<ExitCode> {
    let args = Args::parse();
    let plan = Plan {
        faults: usize::try_from(args.faults).unwrap_or_default(),
        tablets: usize::try_from(args.tablets).unwrap_or_default(),
        seed: args.seed.unwrap_or_else(|| fastrand::u64(..1_000_000)),
    };
    let here = std::env::current_exe()?;
    let programs = Programs::beside(here.parent().unwrap_or(&here));
    let temporary = tempfile::tempdir()?;
    let folder = args.keep.as_deref().unwrap_or(temporary.path());
    std::fs::create_dir_all(folder)?;
    let outcome = run(plan, &programs, folder);
    if args.json {
        println!("{}", serde_json::to_string(&outcome)?);
    } else {
        println!("{outcome}");
    }
    if outcome.kept() {
        return Ok(ExitCode::SUCCESS);
    }
    for wrong in &outcome.wrong {
        eprintln!("{wrong}");
    }
    eprintln!("replay: {}", outcome.replay());
    Ok(ExitCode::FAILURE)
}
