//! PouchDB, as a process beside ours.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::Result;

/// A verb of `pouch.js` at work.
pub(crate) struct Pouch {
    child: Child,
    out: Lines<BufReader<ChildStdout>>,
}

impl Pouch {
    pub(crate) fn start(installed: &Path, words: &[&str]) -> Result<Self> {
        let mut child = command(installed, words).stdout(Stdio::piped()).spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let out = BufReader::new(out).lines();
        Ok(Self { child, out })
    }

    /// The next thing that it says.
    pub(crate) fn said(&mut self) -> Result<Value> {
        let line = self.out.next().ok_or("PouchDB stopped")??;
        Ok(serde_json::from_str(&line)?)
    }
}

/// A verb of `pouch.js` and what it is given.
pub(crate) fn command(installed: &Path, words: &[&str]) -> Command {
    let mut command = Command::new("node");
    command.arg(installed.join("pouch.js")).args(words);
    command
}

impl Drop for Pouch {
    fn drop(&mut self) {
        // Whatever it still has is measured already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Seconds of what it says of documents that it put or replicated.
pub(crate) fn seconds(said: &Value, docs: usize) -> Result<f64> {
    if said["docs"].as_u64() != Some(docs as u64) {
        return Err(format!("PouchDB did not take all documents: {said}").into());
    }
    Ok(said["seconds"].as_f64().ok_or("no time")?)
}

/// The same facts as PouchDB's documents, one a line.
pub(crate) fn documents(payloads: &[Vec<u8>], file: &Path) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    for payload in payloads {
        let mut doc: Value = serde_json::from_slice(payload)?;
        let fact = doc.as_object_mut().ok_or("no fact")?;
        if let Some(id) = fact.remove("id") {
            fact.insert("_id".to_owned(), id);
        }
        serde_json::to_writer(&mut out, &doc)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
