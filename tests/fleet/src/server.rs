//! The county's server: the real program, killed and started again.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use kakou_test_support::listening;
use serde_json::Value;

/// A server over a county's folder.
pub(crate) struct Server {
    program: PathBuf,
    pub(crate) folder: PathBuf,
    process: Mutex<Option<(Child, SocketAddr)>>,
    kills: AtomicU32,
}

impl Server {
    /// Sets up Tangyin County with a checkpoint in each of its villages, in `folder`.
    pub(crate) fn set_up(program: &Path, folder: &Path) -> Self {
        let server = Self {
            program: program.to_owned(),
            folder: folder.to_owned(),
            process: Mutex::default(),
            kills: AtomicU32::new(0),
        };
        let divisions = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../samples/tangyin-divisions.csv")
            .display()
            .to_string();
        let county = ["init", "--county", "410523", "--name", "汤阴县"];
        server.command(&[&county[..], &["--divisions", &divisions, "--with-sites"]].concat());
        server.start();
        server
    }

    /// Runs a command on the county's folder, and gives the JSON that it prints.
    pub(crate) fn command(&self, words: &[&str]) -> Value {
        let mut command = Command::new(&self.program);
        command.args(["--json", "--data"]).arg(&self.folder);
        let done = command.args(words).output().unwrap();
        let err = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{words:?}: {err}");
        serde_json::from_slice(&done.stdout).unwrap()
    }

    /// Whether every journal holds.
    pub(crate) fn verified(&self) -> bool {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(&self.folder).arg("verify");
        command.output().unwrap().status.success()
    }

    /// Where it listens now; another port after each start.
    pub(crate) fn address(&self) -> SocketAddr {
        match self.process.lock().unwrap().as_ref() {
            Some((_, address)) => *address,
            None => SocketAddr::from(([127, 0, 0, 1], 9)),
        }
    }

    pub(crate) fn kills(&self) -> u32 {
        self.kills.load(Ordering::SeqCst)
    }

    /// SIGKILL, and a new start. Who asks meanwhile waits or is refused.
    pub(crate) fn kill_and_start(&self) {
        let mut process = self.process.lock().unwrap();
        self.kill(&mut process);
        *process = Some(self.started());
    }

    /// The machine burns; the county goes on from a backup.
    pub(crate) fn restore(&self, backup: &Path, evidence: &Path) {
        let mut process = self.process.lock().unwrap();
        self.kill(&mut process);
        let (backup, evidence) = (backup.display().to_string(), evidence.display().to_string());
        self.command(&["restore", "--from", &backup, "--evidence", &evidence]);
        *process = Some(self.started());
    }

    /// Ends it as the service manager does.
    pub(crate) fn stop(&self) {
        if let Some((mut child, _)) = self.process.lock().unwrap().take() {
            let id = child.id().to_string();
            let told = Command::new("kill").args(["-TERM", &id]).status();
            assert!(told.unwrap().success());
            child.wait().unwrap();
        }
    }

    fn start(&self) {
        *self.process.lock().unwrap() = Some(self.started());
    }

    fn kill(&self, process: &mut Option<(Child, SocketAddr)>) {
        if let Some((mut child, _)) = process.take() {
            child.kill().unwrap();
            child.wait().unwrap();
            self.kills.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn started(&self) -> (Child, SocketAddr) {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(&self.folder);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.folder.with_extension("log"));
        command.stderr(log.unwrap());
        let mut child = command.spawn().unwrap();
        let url = listening(&mut child);
        let address = url.strip_prefix("http://").unwrap();
        (child, address.parse().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut process = self.process.lock().unwrap();
        self.kill(&mut process);
    }
}
