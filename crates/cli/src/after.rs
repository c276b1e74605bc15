//! What follows a visit, for both command lines: findings and their moves, dispositions, tallies,
//! coverage, the bulletin.

mod bulletin;
mod coverage;
mod daily;
mod disposition;
mod findings;
mod print;
mod tallies;

use std::io::{self, Write};

use kakou_report::ReportError;
use kakou_store::{Store, StoreError};

use crate::file::FileError;
use crate::visits::Form;

/// A verb about what follows a visit.
#[derive(Debug, clap::Subcommand)]
pub enum AfterVerb {
    /// List the faults: what is overdue first, then by deadline, then the newest
    Findings(findings::ListArgs),
    /// List what is needed of others
    Needs(findings::ListArgs),
    /// Follow one finding, or add one that came from no visit
    Finding {
        /// What is done.
        #[command(subcommand)]
        verb: findings::FindingVerb,
    },
    /// Record what followed for a person or a unit
    Disposition {
        /// What is done.
        #[command(subcommand)]
        verb: disposition::DispositionVerb,
    },
    /// Record what a checkpoint counted on a shift
    Tally {
        /// What is done.
        #[command(subcommand)]
        verb: tallies::TallyVerb,
    },
    /// List the tallies of some days, or sums of them
    Tallies(tallies::ListArgs),
    /// Say how much of a round is done
    Coverage(coverage::Args),
    /// Say what the records of a day are, by team and township, and who has not reported
    Daily(daily::Args),
    /// Write a bulletin; headquarters checks and issues it
    Bulletin(Box<bulletin::Args>),
    /// List the bulletins that were checked or issued, the newest first
    Bulletins,
}

/// Why a verb did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum AfterError {
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file was not read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The paper was not made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// What was typed makes no sense.
    #[error("{0}")]
    Value(String),
    /// Nobody reads any more.
    #[error("the output: {0}")]
    Output(#[from] io::Error),
}

impl AfterVerb {
    /// Does it, and prints what came of it.
    ///
    /// # Errors
    /// What was typed makes no sense, the store or the paper said no, or the output is closed.
    pub fn run(&self, store: &Store, form: Form, out: &mut impl Write) -> Result<(), AfterError> {
        use kakou_domain::Nature::{Fault, Need};
        match self {
            Self::Findings(args) => findings::list(store, args, Fault, form, out),
            Self::Needs(args) => findings::list(store, args, Need, form, out),
            Self::Finding { verb } => findings::run(store, verb, form, out),
            Self::Disposition { verb } => disposition::run(store, verb, form, out),
            Self::Tally { verb } => tallies::run(store, verb, form, out),
            Self::Tallies(args) => tallies::list(store, args, form, out),
            Self::Coverage(args) => coverage::run(store, args, form, out),
            Self::Daily(args) => daily::run(store, args, form, out),
            Self::Bulletin(args) => bulletin::run(store, args, form, out),
            Self::Bulletins => bulletin::list(store, form, out),
        }
    }
}
