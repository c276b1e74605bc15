//! `kakou`: the tablet without a screen. Each verb parses, calls one function of a crate below, and
//! prints.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line prints"
)]

mod amend;
mod args;
mod bundle;
mod case_file;
mod draft;
mod error;
mod evidence;
mod list;
mod load;
mod paper;
mod photo;
mod print;
mod seal;
mod sync;
mod visit_file;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use kakou_domain::SystemClock;
use kakou_store::{BundleFrom, Store};

use args::{Cli, Command, Verb};
use error::CliError;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("KAKOU_LOG"))
        .with_writer(std::io::stderr)
        .init();
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error} [{}]", error.code());
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, CliError> {
    let verb = match cli.command {
        // A damaged database cannot be opened.
        Command::Repair => return repair(&cli),
        Command::Verb(verb) => verb,
    };
    let store = Arc::new(Store::open_or_create(&cli.data, Arc::new(SystemClock))?);
    list::catch_up(&store)?;
    let json = cli.json;
    match verb {
        Verb::Load { file } => load::load(&store, &file),
        Verb::Enrol(args) => sync::enrol(&store, &args),
        Verb::Seal { file } => seal::seal(&store, &file, json),
        Verb::Draft { verb } => draft::run(&store, verb, json),
        Verb::Amend {
            visit,
            file,
            reason,
        } => amend::amend(&store, visit, &file, &reason, json),
        Verb::Supplement { visit, files, note } => {
            photo::supplement(&store, visit, &files, &note, json)
        }
        Verb::Sync { wait_online } => sync::sync(&store, wait_online, json),
        Verb::Bundle { out, whole } => {
            let from = if whole {
                BundleFrom::Beginning
            } else {
                BundleFrom::Unconfirmed
            };
            bundle::bundle(&store, &out, from, json)
        }
        Verb::Evidence { verb } => evidence::run(&store, &verb, json),
        Verb::Status => list::status(&store, json),
        Verb::Verify => list::verify(&store, json),
        Verb::Visits { args } => list::visits(&store, &args, json),
        Verb::Export { args } => list::export(&store, &args, json),
        Verb::Slip { visit, out, to } => paper::slip(&store, visit, &out, &to),
        Verb::Flash { visit, to } => paper::flash(&store, visit, &to),
        Verb::Record {
            visit,
            out,
            english,
        } => paper::record(&store, visit, &out, english),
        Verb::Sites(args) => list::sites(&store, &args, json),
        Verb::Rebuild => list::rebuild(&store),
        Verb::After(verb) => list::after(&store, &verb, json),
    }
}

fn repair(cli: &Cli) -> Result<ExitCode, CliError> {
    let repaired = Store::repair(&cli.data, Arc::new(SystemClock))?;
    if cli.json {
        print::json(&repaired)?;
    } else {
        let back = "those that the server has come back with the next sync";
        print::line(&kakou_cli::repair::told(repaired.as_ref(), &cli.data, back))?;
    }
    Ok(ExitCode::SUCCESS)
}
