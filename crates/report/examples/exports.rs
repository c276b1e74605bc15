//! Writes every subject of a store in every format that it has, and says how fast that was and how
//! much memory it took at most:
//!
//! ```text
//! cargo run --release -p kakou-store --example many_visits -- FOLDER 1000000
//! cargo run --release -p kakou-report --example exports -- FOLDER/tablet OUT [SUBJECT.ENDING …]
//! ```
//!
//! The first fills a folder with a year of invented visits; any other data folder will do.
#![allow(
    clippy::print_stdout,
    reason = "a tool for developers, which stops where it fails"
)]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use kakou_domain::SystemClock;
use kakou_report::Language;
use kakou_report::export::{Subject, to_file};
use kakou_store::Store;

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args().skip(1);
    let usage = "exports FOLDER OUT [SUBJECT.ENDING …]";
    let store = PathBuf::from(given.next().ok_or(usage)?);
    let out = PathBuf::from(given.next().ok_or(usage)?);
    let wanted: Vec<String> = given.collect();
    fs::create_dir_all(&out)?;
    let store = Store::open(&store, Arc::new(SystemClock))?;
    told("opened");
    for subject in Subject::ALL {
        for format in subject.formats() {
            let name = format!("{subject}{format}");
            if wanted.is_empty() || wanted.contains(&name) {
                measure(&store, subject, &out.join(&name))?;
            }
        }
    }
    Ok(())
}

fn measure(store: &Store, subject: Subject, path: &Path) -> Result<(), Box<dyn Error>> {
    let began = Instant::now();
    let done = to_file(store, subject, path, Language::Chinese, &mut |_, _| ())?;
    let took = began.elapsed();
    let each_second = done.rows as f64 / took.as_secs_f64();
    let (rows, megabytes) = (done.rows, done.bytes as f64 / 1e6);
    told(&format!(
        "{}: {rows} rows, {megabytes:.1} MB in {took:.1?}, {each_second:.0} rows/s",
        path.file_name().unwrap_or_default().display()
    ));
    Ok(())
}

/// With the most memory that the process has had so far, where the system tells it.
fn told(what: &str) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{what}; peak memory {}", peak.unwrap_or("unknown").trim());
}
