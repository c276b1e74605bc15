//! The verbs of `kakou`. Each parses, calls one function of a crate below, and prints.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use kakou_domain::{Clock, SystemClock};
use kakou_store::{BundleFrom, Store};
use kakou_sync::Timing;
use serde::Serialize;

use crate::args::{Cli, Command, Verb};
use crate::error::CliError;
use crate::{amend, bundle, draft, evidence, list, load, paper, photo, print, proof, seal, sync};

/// What a tablet finds around it. The fleet's tablets have clocks that are hours wrong and little
/// patience.
pub struct Surroundings {
    /// Where «now» comes from.
    pub clock: Arc<dyn Clock>,
    /// How long to wait for the server.
    pub timing: Timing,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            timing: Timing::default(),
        }
    }
}

/// Does what was typed, and prints what went wrong.
pub fn run(around: Surroundings) -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("KAKOU_LOG"))
        .with_writer(std::io::stderr)
        .init();
    match done(Cli::parse(), around) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error} [{}]", error.code());
            ExitCode::FAILURE
        }
    }
}

fn done(cli: Cli, around: Surroundings) -> Result<ExitCode, CliError> {
    let verb = match cli.command {
        // A damaged database cannot be opened.
        Command::Repair => return repair(&cli, around.clock),
        // A third party has no folder.
        Command::VerifyProof { file } => return verify_proof(&file, cli.json),
        Command::Verb(verb) => verb,
    };
    let store = Arc::new(Store::open_or_create(&cli.data, around.clock)?);
    let timing = around.timing;
    list::catch_up(&store)?;
    let json = cli.json;
    match verb {
        Verb::Load { file } => load::load(&store, &file),
        Verb::Enrol(args) => sync::enrol(&store, timing, &args),
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
        Verb::Sync { wait_online } => sync::sync(&store, timing, wait_online, json),
        Verb::Bundle { out, whole } => {
            let from = if whole {
                BundleFrom::Beginning
            } else {
                BundleFrom::Unconfirmed
            };
            bundle::bundle(&store, &out, from, json)
        }
        Verb::Evidence { verb } => evidence::run(&store, timing, &verb, json),
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
        Verb::Proof(args) => {
            let written = proof::write(&store, &args)?;
            told(&written, &written.text(), json)
        }
        Verb::Sites(args) => list::sites(&store, &args, json),
        Verb::Rebuild => list::rebuild(&store),
        Verb::After(verb) => list::after(&store, &verb, json),
    }
}

fn verify_proof(file: &Path, json: bool) -> Result<ExitCode, CliError> {
    let proved = proof::check(file)?;
    told(&proved, &proof::text(&proved), json)
}

fn told(document: &impl Serialize, text: &str, json: bool) -> Result<ExitCode, CliError> {
    match json {
        true => print::json(document)?,
        false => print::line(text)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn repair(cli: &Cli, clock: Arc<dyn Clock>) -> Result<ExitCode, CliError> {
    let repaired = Store::repair(&cli.data, clock)?;
    if cli.json {
        print::json(&repaired)?;
    } else {
        let back = "those that the server has come back with the next sync";
        print::line(&crate::repair::told(repaired.as_ref(), &cli.data, back))?;
    }
    Ok(ExitCode::SUCCESS)
}
