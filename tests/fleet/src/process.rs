//! Processes that are killed from elsewhere while somebody waits for their end.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The one process of a tablet, when there is one.
#[derive(Clone, Default)]
pub(crate) struct Running(Arc<Mutex<Option<Child>>>);

/// When a process is killed: after so many lines of output, and then a moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kill {
    pub(crate) lines: usize,
    pub(crate) then: Duration,
}

/// How a process ended.
pub(crate) struct Ended {
    /// Nothing when it was killed.
    pub(crate) code: Option<i32>,
    /// Whole lines only: the last one may have been cut off.
    pub(crate) out: Vec<String>,
    pub(crate) err: String,
}

impl Running {
    /// Ends the process that runs now, if any, as a power key does: SIGKILL.
    pub(crate) fn kill(&self) {
        if let Some(child) = self.0.lock().unwrap().as_mut() {
            // It may just have ended by itself.
            let _ = child.kill();
        }
    }

    /// Runs a command to its end, or kills it on the way.
    pub(crate) fn run(&self, command: &mut Command, kill: Option<Kill>) -> Ended {
        command.stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        *self.0.lock().unwrap() = Some(child);
        let err = thread::spawn(move || std::io::read_to_string(err).unwrap_or_default());
        if let Some(kill) = kill.filter(|kill| kill.lines == 0) {
            self.kill_after(kill.then);
        }
        let mut lines = Vec::new();
        let mut out = BufReader::new(out);
        let mut line = String::new();
        while matches!(out.read_line(&mut line), Ok(1..)) && line.ends_with('\n') {
            lines.push(line.trim_end().to_owned());
            line.clear();
            if let Some(kill) = kill.filter(|kill| kill.lines == lines.len()) {
                self.kill_after(kill.then);
            }
        }
        // Its output has ended, so it has, or is about to.
        let child = self.0.lock().unwrap().take();
        let status = child.unwrap().wait().unwrap();
        Ended {
            code: status.code(),
            out: lines,
            err: err.join().unwrap(),
        }
    }

    /// Whichever process runs then is the one: verbs of a tablet do not overlap, and the next one
    /// begins only after this one has ended.
    fn kill_after(&self, time: Duration) {
        let (running, begun) = (self.clone(), self.id());
        thread::spawn(move || {
            thread::sleep(time);
            if running.id() == begun {
                running.kill();
            }
        });
    }

    fn id(&self) -> Option<u32> {
        self.0.lock().unwrap().as_ref().map(Child::id)
    }
}
