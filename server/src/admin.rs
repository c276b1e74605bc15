//! The commands of `kakou-server`. Each reads its arguments, calls one function, and prints.

mod after;
mod backup;
mod campaign;
mod checklist;
mod contest;
mod desk;
mod devices;
mod doubt;
mod enrol_card;
mod enrol_code;
mod erase;
mod export;
mod import;
mod init;
mod log;
mod pack;
mod progress;
mod proof;
mod rename;
mod repair;
mod restore;
mod retire;
mod serve;
mod status;
mod team;
mod verify;
mod visits;

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind as UsageError;
use clap::{CommandFactory, Parser, Subcommand};

use crate::error::ServerError;
use desk::{Desk, Form};

/// The county's server and its commands.
#[derive(Debug, Parser)]
#[command(name = "kakou-server", version)]
struct Cli {
    /// The county's data folder
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long, global = true)]
    json: bool,
    /// What is logged to standard error, for example `info` or `kakou_server=debug`
    #[arg(long, global = true, value_name = "FILTER", env = "RUST_LOG")]
    log: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set a county up: headquarters' journal and keys, divisions, the shipped checklists
    Init(init::Args),
    /// Take in sites, units or rosters from a table, or what a tablet could not send
    #[command(subcommand)]
    Import(import::Args),
    /// Publish checklists, and list them
    Checklist(checklist::Args),
    /// Give out an enrolment code for a division
    EnrolCode(enrol_code::Args),
    /// Open and close rounds of supervision, and share them among the teams
    Campaign(campaign::Args),
    /// Say who belongs to a team
    Team(team::Args),
    /// Run the server
    Serve(serve::Args),
    /// Say how much is here, and which photos are still to come
    Status,
    /// List the visits, newest first
    Visits(kakou_cli::visits::VisitArgs),
    /// Write a subject into a file: a table, a workbook, a map layer, or lines
    Export(kakou_cli::export::ExportArgs),
    /// Prove that no journal was altered
    Verify,
    /// Write what proves a visit to whoever has no data folder
    Proof(kakou_cli::proof::ProofArgs),
    /// Check a visit's proof, with nothing but the file
    VerifyProof {
        /// What `proof` wrote
        file: PathBuf,
    },
    /// Back the county up into one file, while the server goes on
    Backup(backup::Args),
    /// Make the data folder from a backup; the folder that is there is set aside
    Restore(restore::Args),
    /// Save what can be read of a damaged database; the damaged file is kept beside
    Repair,
    /// Write what a tablet without a network needs into a file
    Pack(pack::Args),
    /// List the tablets
    Devices,
    /// Take no more entries of a tablet
    Retire(retire::Args),
    /// Call a tablet's person otherwise
    Rename(rename::Args),
    /// List visits that are dated after their receipt, and decide whether they count
    Doubt(doubt::Args),
    /// List ids that two payloads claim, and decide which of them stands
    Contest(contest::Args),
    /// Take what was stated back for good, in all journals: by law, and with a reason
    Erase(erase::Args),
    #[command(flatten)]
    After(kakou_cli::after::AfterVerb),
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let form = if cli.json { Form::Json } else { Form::Text };
    log::start(cli.log.as_deref(), matches!(cli.command, Command::Serve(_)));
    if let Command::VerifyProof { file } = &cli.command {
        return ended(proof::check(file, form));
    }
    let Some(folder) = cli.data else {
        let text = "the following required argument was not provided:\n  --data <DIR>";
        let missing = UsageError::MissingRequiredArgument;
        Cli::command().error(missing, text).exit()
    };
    let done = Desk::new(&folder, form).and_then(|desk| match cli.command {
        Command::Init(args) => init::run(&desk, &args),
        Command::Import(args) => import::run(&desk, &args),
        Command::Checklist(args) => checklist::run(&desk, &args),
        Command::EnrolCode(args) => enrol_code::run(&desk, &args),
        Command::Campaign(args) => campaign::run(&desk, args),
        Command::Team(args) => team::run(&desk, args),
        Command::Serve(args) => serve::run(&desk, args),
        Command::Status => status::run(&desk),
        Command::Visits(args) => visits::run(&desk, &args),
        Command::Export(args) => export::run(&desk, &args),
        Command::Verify => verify::run(&desk),
        Command::Proof(args) => proof::run(&desk, &args),
        Command::VerifyProof { file } => proof::check(&file, form),
        Command::Backup(args) => backup::run(&desk, &args),
        Command::Restore(args) => restore::run(&desk, &args),
        Command::Repair => repair::run(&desk),
        Command::Pack(args) => pack::run(&desk, &args),
        Command::Devices => devices::run(&desk),
        Command::Retire(args) => retire::run(&desk, &args),
        Command::Rename(args) => rename::run(&desk, &args),
        Command::Doubt(args) => doubt::run(&desk, &args),
        Command::Contest(args) => contest::run(&desk, &args),
        Command::Erase(args) => erase::run(&desk, &args),
        Command::After(verb) => after::run(&desk, &verb),
    });
    ended(done)
}

fn ended(done: Result<(), ServerError>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the output has read enough.
        Err(ServerError::Output(error)) if error.kind() == ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

fn report(error: &ServerError) {
    let mut out = io::stderr().lock();
    // There is nowhere to say that standard error is closed.
    let _ = writeln!(out, "error: {error} [{}]", error.code());
    for line in error.details() {
        let _ = writeln!(out, "  {line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_data_folder_stands_before_or_after_the_verb() {
        for words in [
            ["kakou-server", "--data", "d", "verify", "--json"],
            ["kakou-server", "verify", "--json", "--data", "d"],
        ] {
            let cli = Cli::try_parse_from(words).unwrap();
            assert_eq!(cli.data, Some(PathBuf::from("d")));
            assert!(cli.json);
        }
    }
}
