//! `proof` and `verify-proof`: a visit proved alone, for whoever has no data folder.

use std::path::{Path, PathBuf};

use clap::Args;
use kakou_domain::VisitId;
use kakou_domain::name::look_alike;
use kakou_domain::supervision::Role;
use kakou_report::ReportError;
use kakou_store::{Proved, ProvedFact, Store, StoreError, check_proof};
use serde::Serialize;

use crate::file::{FileError, read};

/// The longest proof that is read, in bytes.
const MOST: u64 = 64 << 20;

/// Of which visit, and whereto.
#[derive(Debug, Args)]
pub struct ProofArgs {
    /// The visit
    visit: VisitId,
    /// The file
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// A proof that was written.
#[derive(Debug, Serialize)]
pub struct ProofWritten {
    /// The file.
    file: String,
    /// What it proves, checked as a third party does.
    proved: Proved,
}

/// Why a proof was not written or does not hold.
#[derive(Debug, thiserror::Error)]
pub enum ProofFailed {
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file was not read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file was not written.
    #[error(transparent)]
    Report(#[from] ReportError),
}

/// Writes a visit's proof whole or not at all, and checks it as a third party does.
///
/// # Errors
/// No such visit, one that cannot be proved from here, or a full disk.
pub fn write(store: &Store, args: &ProofArgs) -> Result<ProofWritten, ProofFailed> {
    let proof = store.proof(args.visit)?;
    let bytes = serde_json::to_vec_pretty(&proof).map_err(StoreError::Row)?;
    let proved = check_proof(&bytes).map_err(StoreError::Proof)?;
    kakou_report::save(&args.out, &bytes)?;
    Ok(ProofWritten {
        file: args.out.display().to_string(),
        proved,
    })
}

/// Checks a proof's file, with nothing else.
///
/// # Errors
/// A file that cannot be read, or the first thing in it that does not hold.
pub fn check(path: &Path) -> Result<Proved, ProofFailed> {
    let bytes = read(path, MOST)?;
    Ok(check_proof(&bytes).map_err(StoreError::Proof)?)
}

impl ProofWritten {
    /// For people.
    pub fn text(&self) -> String {
        format!("{}\n{}", self.file, text(&self.proved))
    }
}

/// What was proved, for people.
pub fn text(proved: &Proved) -> String {
    let mut lines = vec![
        format!("visit {} at {}", proved.visit, proved.site.name),
        format!("visited at {}, as its author says", proved.visited_at),
        format!(
            "by the server {} of county {}: compare this fingerprint with the one that headquarters \
             makes known",
            proved.server, proved.county
        ),
    ];
    lines.extend(proved.facts.iter().map(fact_line));
    lines.join("\n")
}

fn fact_line(fact: &ProvedFact) -> String {
    let who = match (&fact.name, fact.role) {
        // It was stated before the device had a name.
        (Some(name), _) if fact.by.trim().is_empty() => format!("admitted as {name}"),
        (Some(name), _) if !look_alike(name, &fact.by) => {
            format!("{} (admitted as {name})", fact.by)
        }
        (None, Role::Headquarters) => format!("{} (headquarters)", fact.by),
        _ => fact.by.clone(),
    };
    let received = match (&fact.received_at, fact.role) {
        (Some(at), _) => format!("received by {at}"),
        (None, Role::Headquarters) => "stated by headquarters".to_owned(),
        (None, _) => "without a receipt: when the server had it is not proved".to_owned(),
    };
    let aside = fact.set_aside.as_ref();
    let aside = aside.map_or_else(String::new, |code| format!(", set aside: {code}"));
    format!(
        "{}  {}  {}  {who}, key {}, entry {}  {received}{aside}",
        fact.check_code, fact.kind, fact.at, fact.fingerprint, fact.seq
    )
}
