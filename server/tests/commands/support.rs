//! A county's folder and the binary that works on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder to work in, with the county's data folder `county` in it.
pub(crate) struct Desk {
    dir: TempDir,
}

/// What a command said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    /// Without a county yet.
    pub(crate) fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { dir }
    }

    /// With Tangyin County and its sites.
    pub(crate) fn tangyin() -> Self {
        let desk = Self::empty();
        let divisions = sample("tangyin-divisions.csv");
        desk.run(&["init", "--county", "410523", "--name", "汤阴县"])
            .with(&["--divisions", text(&divisions), "--with-sites"])
            .good();
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn county(&self) -> PathBuf {
        self.path("county")
    }

    /// A file with this content.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// A command on the county's folder.
    pub(crate) fn run(&self, words: &[&str]) -> Running {
        self.without_county(&["--data", "county"]).with(words)
    }

    /// A command that names no folder.
    pub(crate) fn without_county(&self, words: &[&str]) -> Running {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kakou-server"));
        command.current_dir(self.dir.path()).env_remove("RUST_LOG");
        command.args(words);
        Running(command)
    }
}

/// A command that is about to run.
pub(crate) struct Running(Command);

impl Running {
    pub(crate) fn with(mut self, words: &[&str]) -> Self {
        self.0.args(words);
        self
    }

    /// None of its files may grow beyond so many KiB.
    #[cfg(unix)]
    pub(crate) fn with_little_room(self, kib: u32) -> Self {
        Self(kakou_test_support::with_little_room(&self.0, kib))
    }

    pub(crate) fn said(mut self) -> Said {
        let Output {
            status,
            stdout,
            stderr,
        } = self.0.output().unwrap();
        Said {
            code: status.code().unwrap(),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }

    /// What it printed; it must succeed.
    pub(crate) fn good(self) -> String {
        let said = self.said();
        assert_eq!(said.code, 0, "{}", said.err);
        said.out
    }

    /// The one JSON document that it printed.
    pub(crate) fn json(self) -> Value {
        let text = self.with(&["--json"]).good();
        serde_json::from_str(&text).unwrap()
    }

    /// What it said on standard error; it must fail with this code.
    pub(crate) fn fails(self, code: &str) -> String {
        let said = self.said();
        assert_eq!(said.code, 1, "{}", said.err);
        let first = said.err.lines().next().unwrap();
        assert!(first.starts_with("error: "), "{first}");
        assert!(first.ends_with(&format!(" [{code}]")), "{first}");
        said.err
    }

    /// Starts a server, and waits until it listens.
    pub(crate) fn listening(mut self) -> Serving {
        self.0.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.0.spawn().unwrap();
        let url = kakou_test_support::listening(&mut child);
        Serving { child, url }
    }
}

/// A server in a process of its own.
pub(crate) struct Serving {
    child: Child,
    pub(crate) url: String,
}

impl Serving {
    /// Tells it to stop, as the service manager does; gives its status and its log.
    pub(crate) fn terminated(mut self) -> (ExitStatus, String) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.unwrap().success());
        let log = std::io::read_to_string(self.child.stderr.take().unwrap()).unwrap();
        (self.child.wait().unwrap(), log)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Where the sample files lie.
pub(crate) fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../samples")
        .join(name)
}
