//! How often a program makes something durable: its fsyncs and fdatasyncs, as strace sees them.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::Result;

/// Writes of the shorter of two runs: what opening and closing take is in both.
const FEW: usize = 10;
/// How many more the longer one makes.
const MORE: usize = 200;

/// Whether they can be counted here.
pub(crate) fn countable() -> bool {
    let mut asked = Command::new("strace");
    let asked = asked.arg("-V").stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok_and(|status| status.success())
}

/// Syncs of one write, in words: `writer` makes a program that does as many as it is told.
pub(crate) fn each(folder: &Path, writer: impl Fn(usize) -> Result<Command>) -> Result<String> {
    if !countable() {
        return Ok(not_counted());
    }
    let count = |writes| -> Result<usize> {
        let log = folder.join("syncs");
        let mut traced = traced(&writer(writes)?, &log, &[]);
        if !traced.stdout(Stdio::null()).status()?.success() {
            return Err("a program failed while its syncs were counted".into());
        }
        logged(&log)
    };
    let (few, many) = (count(FEW)?, count(FEW + MORE)?);
    let each = many.saturating_sub(few) as f64 / MORE as f64;
    Ok(format!(
        "{each:.2} syncs each, counted over {MORE} by strace"
    ))
}

/// What stands in the place of a number where there is no strace.
pub(crate) fn not_counted() -> String {
    "syncs not counted: strace is not installed".to_owned()
}

/// A program whose syncs go to a log. It keeps the process id that it would have had: strace runs
/// beside it, not above it.
pub(crate) fn traced_beside(command: &Command, log: &Path) -> Command {
    traced(command, log, &["-D"])
}

/// How many a log has so far.
pub(crate) fn logged(log: &Path) -> Result<usize> {
    let text = std::fs::read_to_string(log)?;
    // A call that another thread interrupts has a second line, without a parenthesis after its name.
    let syncs = |line: &&str| line.contains("fsync(") || line.contains("fdatasync(");
    Ok(text.lines().filter(syncs).count())
}

fn traced(command: &Command, log: &Path, how: &[&str]) -> Command {
    let mut traced = Command::new("strace");
    traced.args(how).args(["-f", "-qq"]);
    traced.args(["-e", "trace=fsync,fdatasync", "-o"]).arg(log);
    traced.arg(command.get_program()).args(command.get_args());
    traced
}
