//! Exports of 1,000,000 visits: rows a second, and the most memory that one takes, each in a
//! process of its own. Each is written once, to the disk that is measured: they take minutes.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Instant;

use kakou_domain::SystemClock;
use kakou_report::Language;
use kakou_report::export::{Subject, to_file};
use kakou_store::Store;
use serde::{Deserialize, Serialize};

use crate::report::Report;
use crate::{Result, child, many, memory};

/// Other subjects have few rows in such a store.
const FILES: [&str; 6] = [
    "visits.csv",
    "visits.xlsx",
    "findings.csv",
    "findings.xlsx",
    "facts.jsonl",
    "all.xlsx",
];

/// What one export came to.
#[derive(Serialize, Deserialize)]
struct Done {
    rows: u64,
    bytes: u64,
    seconds: f64,
    /// The process's most memory.
    peak: u64,
}

pub(crate) fn measure(folder: &Path, stores: &Path, report: &mut Report) -> Result<()> {
    let tablet = many::tablet(stores, many::MANY, report)?;
    for name in FILES {
        let file = folder.join(name);
        let done = apart(&tablet, &file)?;
        std::fs::remove_file(&file)?;
        let megabytes = done.bytes as f64 / 1e6;
        let how = format!(
            "{} visits, {} rows, {megabytes:.0} MB in {:.1} s; once, in a process of its own, which reads one view of a WAL database",
            many::MANY,
            done.rows,
            done.seconds
        );
        let rate = done.rows as f64 / done.seconds;
        report.beside(format!("{name} written"), rate, "rows/s", &how);
        let peak = done.peak as f64 / f64::from(1 << 20);
        report.beside(format!("memory for {name}"), peak, "MiB at most", &how);
    }
    Ok(())
}

/// Exports in another process.
fn apart(store: &Path, file: &Path) -> Result<Done> {
    let (store, file) = (store.display().to_string(), file.display().to_string());
    let mut export = child::command(&["export", &store, &file])?;
    let said = export.stderr(Stdio::inherit()).output()?;
    if !said.status.success() {
        return Err(format!("{file} could not be exported").into());
    }
    Ok(serde_json::from_slice(&said.stdout)?)
}

/// Exports here, and says what came of it: the subject is the file's name, the format its ending.
pub(crate) fn only(store: &Path, file: &Path) -> Result<()> {
    let store = Store::open(store, Arc::new(SystemClock))?;
    let subject = file.file_stem().and_then(|stem| stem.to_str());
    let subject = subject.and_then(Subject::named).ok_or("no such subject")?;
    let begun = Instant::now();
    let done = to_file(&store, subject, file, Language::Chinese, &mut |_, _| ())?;
    let done = Done {
        rows: done.rows,
        bytes: done.bytes,
        seconds: begun.elapsed().as_secs_f64(),
        peak: memory::peak("self"),
    };
    println!("{}", serde_json::to_string(&done)?);
    Ok(())
}
