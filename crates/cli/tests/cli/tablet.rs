//! A tablet's data folder, and the program run on it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) struct Tablet {
    dir: TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// It went well and said nothing on stderr.
    pub(crate) fn quietly(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self
    }

    /// It failed; stderr ends with this code.
    pub(crate) fn refused(self, code: &str) -> Self {
        assert_eq!(self.code, 1, "{self:?}");
        assert!(
            self.err.trim_end().ends_with(&format!("[{code}]")),
            "{self:?}"
        );
        assert!(!self.err.contains("panicked"), "{self:?}");
        self
    }

    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap()
    }

    pub(crate) fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }
}

impl Tablet {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A tablet that has loaded a county's pack.
    pub(crate) fn loaded() -> Self {
        let (tablet, county) = (Self::new(), kakou_test_support::county());
        let pack = county.pack(vec!["410523".parse().unwrap()]).unwrap();
        let trust = kakou_store::Pack::read(&pack).unwrap().fingerprint();
        let file = tablet.file("pack", pack);
        tablet
            .run(["load", file.to_str().unwrap(), "--trust", &trust])
            .quietly();
        tablet
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// Writes a file beside the data.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The program with `--data` before the verb.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = program();
        command.arg("--data").arg(self.data()).args(args);
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Ran {
        run(&mut self.command(args))
    }

    /// Begins a draft at a checkpoint of the pack; gives its id.
    pub(crate) fn draft(&self) -> String {
        let site = kakou_test_support::id("白营村").to_string();
        let new = self.run(["draft", "new", "--site", &site]).quietly();
        new.out.trim().to_owned()
    }

    /// The same with a number of people on duty.
    pub(crate) fn draft_with_present(&self, present: &str) -> String {
        let draft = self.draft();
        let answer = ["draft", "set", &draft, "staffing.present", present];
        self.run(answer).quietly();
        draft
    }

    pub(crate) fn seal(&self, visits: &Value) -> Ran {
        let file = self.file("visits.json", visits.to_string());
        self.run([Path::new("seal"), &file])
    }

    pub(crate) fn spawn<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Child {
        let mut command = self.command(args);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        command.spawn().unwrap()
    }

    pub(crate) fn visits(&self) -> Vec<Value> {
        let all = self.run(["visits", "--json"]).quietly().json();
        all.as_array().unwrap().clone()
    }
}

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kakou"));
    command.env_remove("KAKOU_DATA").env_remove("KAKOU_LOG");
    command
}

pub(crate) fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
