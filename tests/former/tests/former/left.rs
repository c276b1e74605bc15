//! What the program before left behind, and the questions that it was asked.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use kakou_test_support::listening;
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;
use zip::ZipArchive;

/// All of it, in a folder that goes away by itself.
pub(crate) struct Left {
    dir: TempDir,
    serving: Option<Child>,
    /// What the ids of its questions stand for.
    pub(crate) ids: Value,
}

/// What one of its programs answered.
pub(crate) struct Answer {
    /// Of which folder.
    pub(crate) of: String,
    pub(crate) question: String,
    pub(crate) answer: Value,
}

impl Left {
    pub(crate) fn behind() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("former.zip");
        let mut archive = ZipArchive::new(File::open(file).unwrap()).unwrap();
        archive.extract(dir.path()).unwrap();
        let ids = fs::read(dir.path().join("ids.json")).unwrap();
        Self {
            dir,
            serving: None,
            ids: serde_json::from_slice(&ids).unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// What the ids are called in questions.
    pub(crate) fn id(&self, name: &str) -> &str {
        self.ids[name].as_str().unwrap()
    }

    /// What the program before answered.
    pub(crate) fn answers(&self) -> Vec<Answer> {
        let lines = fs::read_to_string(self.path("answers.jsonl")).unwrap();
        let read = |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| line[key].as_str().unwrap().to_owned();
            Answer {
                of: text("of"),
                question: text("question"),
                answer: line["answer"].clone(),
            }
        };
        lines.lines().map(read).collect()
    }

    /// What it answered to one question.
    pub(crate) fn answered(&self, of: &str, question: &str) -> Value {
        let mut all = self.answers().into_iter();
        let found = all.find(|one| one.of == of && one.question == question);
        found.unwrap().answer
    }

    /// Asks today's program the same.
    pub(crate) fn ask(&self, of: &str, question: &str) -> Value {
        let words = question.split(' ').map(|word| match word {
            "ROUND" | "ISSUED" | "DRAFT" | "OF_BAIYING" | "OF_CHENGGANG" => {
                self.id(&word.to_lowercase())
            }
            word => word,
        });
        let words: Vec<&str> = words.chain(["--json"]).collect();
        serde_json::from_str(&self.good(of, &words)).unwrap()
    }

    /// Runs a command of today's program on one of the folders; gives what it printed.
    pub(crate) fn good(&self, of: &str, words: &[&str]) -> String {
        let output = self.said(of, words);
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{of}: {words:?}: {err}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn said(&self, of: &str, words: &[&str]) -> Output {
        self.command(of).args(words).output().unwrap()
    }

    fn command(&self, of: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kakou-former"));
        let program = match of {
            "county" => "kakou-server",
            _ => "kakou",
        };
        command.current_dir(self.dir.path()).env_remove("RUST_LOG");
        command.env("KAKOU_PROGRAM", program).args(["--data", of]);
        command
    }

    /// The county's server runs where the tablets know it, or so they believe.
    pub(crate) fn serve(&mut self) {
        let mut command = self.command("county");
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let url = format!("{}/", listening(&mut child));
        self.serving = Some(child);
        for tablet in ["tablet-1", "tablet-2"] {
            let db = Connection::open(self.path(tablet).join("kakou.db")).unwrap();
            let text = "UPDATE meta SET value = ?1 WHERE key = 'server_url'";
            assert_eq!(db.execute(text, [&url]).unwrap(), 1);
        }
    }

    /// Everybody syncs until everybody has everything.
    pub(crate) fn sync(&self) {
        for tablet in ["tablet-1", "tablet-2", "tablet-1", "tablet-2"] {
            self.good(tablet, &["sync"]);
        }
    }

    pub(crate) fn all_verify(&self) {
        for of in ["county", "tablet-1", "tablet-2", "stranger"] {
            self.good(of, &["verify"]);
        }
    }
}

impl Drop for Left {
    fn drop(&mut self) {
        if let Some(mut child) = self.serving.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Where an answer says something else than before; what it says more is fine.
pub(crate) fn differs(was: &Value, is: &Value, at: &str) -> Option<String> {
    match (was, is) {
        (Value::Object(was), Value::Object(is)) => was.iter().find_map(|(key, was)| {
            let is = is.get(key).unwrap_or(&Value::Null);
            differs(was, is, &format!("{at}/{key}"))
        }),
        (Value::Array(was), Value::Array(is)) if was.len() == is.len() => {
            let mut pairs = was.iter().zip(is).enumerate();
            pairs.find_map(|(n, (was, is))| differs(was, is, &format!("{at}/{n}")))
        }
        _ if was == is => None,
        // What is drawn up says as of when; what was issued stays as it was.
        _ if at.ends_with("/as_of") && !at.contains("--issued") => None,
        (Value::String(was), Value::String(is))
            if !at.contains("--issued") && timeless(was) == timeless(is) =>
        {
            None
        }
        _ => Some(format!("{at} was {was} and is {is}")),
    }
}

/// A bulletin's opening without the day on which a supplement is drawn up, and without 数据截至.
fn timeless(text: &str) -> String {
    let Some((before, after)) = text.split_once("数据截至") else {
        return text.to_owned();
    };
    let (day, what) = before.split_once('，').unwrap_or_default();
    let after = after.split_once('。').unwrap_or_default().1;
    match day.contains('至') {
        true => format!("{before}{after}"),
        false => format!("{what}{after}"),
    }
}
