//! One tablet: its processes, its chance, and what it was promised.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use fastrand::Rng;
use serde_json::{Value, json};

use crate::ledger::Ledger;
use crate::process::{Ended, Kill, Running};
use crate::way::Way;
use crate::{CLOCK, STALL};

/// How patient a tablet is while there are faults, and how patient when there are none.
const IMPATIENT: Duration = Duration::from_millis(1_500);
const PATIENT: Duration = Duration::from_secs(60);
/// A kill comes within so long: about as long as a verb takes.
const MOMENT: Duration = Duration::from_millis(150);

/// What a sync that fails on a broken way may say. Anything else is a mistake.
const PASSES: [&str; 11] = [
    "unreachable",
    "stalled",
    "captive-portal",
    "bad-answer",
    "refused",
    "sync-busy",
    "body-broken-off",
    "upload-offset",
    "upload-superseded",
    "upload-unknown",
    "busy",
];

/// A tablet of the fleet.
pub(crate) struct Tablet {
    pub(crate) name: String,
    pub(crate) division: String,
    pub(crate) folder: PathBuf,
    pub(crate) author: String,
    pub(crate) way: Way,
    pub(crate) ledger: Ledger,
    /// What it said that no fault explains.
    pub(crate) surprises: Vec<String>,
    pub(crate) kills: u32,
    pub(crate) photos: u32,
    running: Running,
    rng: Rng,
    program: PathBuf,
    sites: Vec<String>,
    patience: Duration,
    wrong: i64,
    count: u32,
}

impl Tablet {
    /// One that has not begun yet, in a folder that is not there.
    pub(crate) fn new(
        program: &Path,
        folder: PathBuf,
        name: String,
        division: &str,
        way: Way,
        running: Running,
        rng: Rng,
    ) -> Self {
        Self {
            name,
            division: division.to_owned(),
            folder,
            author: String::new(),
            way,
            ledger: Ledger::default(),
            surprises: Vec::new(),
            kills: 0,
            photos: 0,
            running,
            rng,
            program: program.to_owned(),
            sites: Vec::new(),
            patience: PATIENT,
            wrong: 0,
            count: 0,
        }
    }

    /// Enrols on a quiet way.
    pub(crate) fn enrol(&mut self, code: &str) {
        let (url, name) = (self.way.url.clone(), self.name.clone());
        self.quietly(&["enrol", "--server", &url, "--code", code, "--name", &name]);
        self.author = text(&self.asked(&["status"])["author"]);
        let sites = self.asked(&["sites"]);
        let sites = sites.as_array().unwrap().iter();
        let checkpoints = sites.filter(|site| site["kind"] == "village_checkpoint");
        self.sites = checkpoints.map(|site| text(&site["id"])).collect();
    }

    /// Seals, corrects, adds photos and syncs on a spoilt way until `enough` faults came up.
    pub(crate) fn work(&mut self, enough: usize) {
        self.patience = IMPATIENT;
        self.way.spoil(true);
        // A way on which so little goes wrong does not exist; without faults it would never end.
        for _ in 0..enough * 20 {
            if self.way.faults().len() >= enough {
                break;
            }
            match self.rng.u32(..10) {
                0..3 => self.seal(),
                3 => self.amend(),
                4 => self.supplement(),
                _ => self.sync(),
            }
        }
        self.way.spoil(false);
        self.patience = PATIENT;
    }

    /// A sync on a quiet way; whether it came to its end.
    pub(crate) fn quiet_sync(&mut self) -> bool {
        let ended = self.run(&["sync"], None);
        if ended.code != Some(0) {
            self.surprises.push(ended.err);
        }
        ended.code == Some(0)
    }

    pub(crate) fn asked(&mut self, words: &[&str]) -> Value {
        let ended = self.quietly(&[words, &["--json"]].concat());
        serde_json::from_str(&ended.out.join("\n")).unwrap()
    }

    pub(crate) fn verified(&mut self) -> bool {
        self.run(&["verify"], None).code == Some(0)
    }

    fn quietly(&mut self, words: &[&str]) -> Ended {
        let ended = self.run(words, None);
        assert_eq!(
            ended.code,
            Some(0),
            "{}: {words:?}: {}",
            self.name,
            ended.err
        );
        ended
    }

    fn run(&mut self, words: &[&str], kill: Option<Kill>) -> Ended {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(&self.folder).args(words);
        command.env(STALL, self.patience.as_millis().to_string());
        command.env(CLOCK, self.clock().to_string());
        let ended = self.running.run(&mut command, kill);
        if ended.code.is_none() {
            self.kills += 1;
        }
        ended
    }

    /// Seconds by which the clock is wrong: up to nine hours, and sometimes others than before.
    fn clock(&mut self) -> i64 {
        if self.rng.u32(..10) == 0 {
            self.wrong = self.rng.i64(-9..=9) * 3_600;
        }
        self.wrong
    }

    /// In one of three, somewhere on the way.
    fn kill(&mut self, lines: usize) -> Option<Kill> {
        (self.rng.u32(..3) == 0).then(|| Kill {
            lines: self.rng.usize(..=lines),
            then: MOMENT.mul_f64(self.rng.f64()),
        })
    }

    fn seal(&mut self) {
        let visits: Vec<Value> = (0..self.rng.u32(1..=4)).map(|_| self.visit()).collect();
        let lines = visits.len();
        let file = self.file("visits.json", &json!(visits));
        let kill = self.kill(lines);
        let ended = self.run(&["seal", &file], kill);
        // The line of a visit: its id, its site, its check code.
        let ids = ended.out.iter().map(|line| line[..36].replace('-', ""));
        self.ledger.sealed.extend(ids);
        self.noted(&ended);
    }

    fn amend(&mut self) {
        let Some(visit) = self.own_visit() else {
            return self.seal();
        };
        let note = self.note();
        let file = self.file("correction.json", &json!({"notes": note}));
        let kill = self.kill(1);
        let ended = self.run(&["amend", &visit, &file, "--reason", "填写有误"], kill);
        self.noted(&ended);
    }

    fn supplement(&mut self) {
        let Some(visit) = self.own_visit() else {
            return self.seal();
        };
        let photo = self.photo();
        let kill = self.kill(1);
        let ended = self.run(&["supplement", &visit, &photo], kill);
        self.noted(&ended);
    }

    fn sync(&mut self) {
        let kill = (self.rng.u32(..8) == 0).then(|| Kill {
            lines: 0,
            then: MOMENT.mul_f64(2.0 * self.rng.f64()),
        });
        let ended = self.run(&["sync"], kill);
        let code = ended.err.trim_end().rsplit('[').next().unwrap_or_default();
        let passes = PASSES.contains(&code.trim_end_matches(']'));
        if !(matches!(ended.code, None | Some(0)) || ended.code == Some(1) && passes) {
            self.surprises.push(ended.err);
        }
    }

    /// After a process that writes.
    fn noted(&mut self, ended: &Ended) {
        self.ledger.read(&self.folder, &self.author);
        if !matches!(ended.code, None | Some(0)) {
            self.surprises.push(ended.err.clone());
        }
    }

    fn own_visit(&mut self) -> Option<String> {
        let known = &self.ledger.sealed;
        let at = (!known.is_empty()).then(|| self.rng.usize(..known.len()))?;
        Some(known[at].clone())
    }

    /// About 700 bytes once it is sealed.
    fn visit(&mut self) -> Value {
        self.count += 1;
        let site = self.rng.usize(..self.sites.len());
        let minute = self.count % 600;
        let photos = if self.rng.u32(..3) == 0 {
            vec![json!({"file": self.photo()})]
        } else {
            Vec::new()
        };
        json!({
            "site": self.sites[site],
            "visited_at": format!("2020-02-{:02}T{:02}:{:02}:00+08:00",
                1 + self.count / 600, 8 + minute / 60, minute % 60),
            "method": "unannounced",
            "inspectors": [self.name],
            "answers": {
                "staffing.rostered": 3,
                "staffing.present": self.rng.u32(0..4),
            },
            "notes": self.note(),
            "photos": photos,
        })
    }

    fn note(&mut self) -> String {
        const WORDS: [&str; 8] = [
            "卡点设在村口东侧",
            "值守人员已到岗",
            "登记簿已核对",
            "体温计电量不足",
            "消毒液余量约两桶",
            "夜班交接有记录",
            "宣传标语已更新",
            "帐篷固定牢靠",
        ];
        let words = (0..self.rng.usize(1..6)).map(|_| WORDS[self.rng.usize(..WORDS.len())]);
        words.collect::<Vec<_>>().join("，")
    }

    /// A noisy picture of a few kilobytes.
    fn photo(&mut self) -> String {
        self.photos += 1;
        let rng = &mut self.rng;
        let picture = image::RgbImage::from_fn(40, 30, |_, _| {
            image::Rgb([rng.u8(..), rng.u8(..), rng.u8(..)])
        });
        let file = self.folder.with_extension(format!("{}.jpg", self.photos));
        picture.save(&file).unwrap();
        file.display().to_string()
    }

    fn file(&self, name: &str, content: &Value) -> String {
        let file = self.folder.with_extension(name);
        std::fs::write(&file, content.to_string()).unwrap();
        file.display().to_string()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
