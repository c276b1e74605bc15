//! The county's server as its people run it: the real program on a real county.

use std::path::PathBuf;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::program::{first_line, ours};
use crate::qr;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples");

const TEAM: &str = "第3组";

/// A county in a folder that goes away with it.
pub struct County {
    folder: TempDir,
}

/// A server that runs until it is dropped.
pub struct Server {
    /// Where it listens.
    pub url: String,
    process: Child,
}

impl Server {
    /// Ends it; another one may listen there afterwards.
    pub async fn stop(mut self) -> String {
        self.process.kill().await.unwrap();
        self.url
    }
}

impl County {
    /// Tangyin with all its sites, and who must be on duty at some of them.
    pub async fn found() -> Self {
        let county = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let name = ["--county", "410523", "--name", "汤阴县"];
        let divisions = format!("{SAMPLES}/tangyin-divisions.csv");
        let sites = ["--divisions", &divisions, "--with-sites"];
        county
            .run("init", &[name.as_slice(), &sites].concat())
            .await;
        for kind in ["sites", "rosters"] {
            let file = format!("{SAMPLES}/sample-{kind}.csv");
            county.run("import", &[kind, &file]).await;
        }
        county
    }

    /// Opens a round in which one inspector has to see these villages.
    pub async fn assign(&self, inspector: &str, villages: &[&str]) {
        let round = ["new", "--title", "村卡口督查第2轮", "--from", "2020-02-14"];
        let of = ["--organiser", "县纪委监委", "--kind", "village_checkpoint"];
        let opened = self
            .run("campaign", &[round.as_slice(), &of].concat())
            .await;
        let team = ["set", "--name", TEAM, "--member", inspector];
        self.run("team", &team).await;
        let campaign = opened.lines().next().unwrap();
        let mut share = vec!["assign", "--campaign", campaign, "--team", TEAM];
        for village in villages {
            share.extend(["--division", *village]);
        }
        self.run("campaign", &share).await;
    }

    /// Writes the pack for a tablet that has no network yet.
    pub async fn pack(&self) -> PathBuf {
        let file = self.folder.path().join("tangyin.kkp");
        let out = file.to_str().unwrap();
        self.run("pack", &["--division", "410523", "--out", out])
            .await;
        file
    }

    /// A picture of the QR code by which one tablet enrols at a server.
    pub async fn code(&self, server: &Server) -> PathBuf {
        let code = ["--division", "410523", "--url", &server.url, "--json"];
        let given: Value = serde_json::from_str(&self.run("enrol-code", &code).await).unwrap();
        let file = self.folder.path().join("code.png");
        qr::picture(given["qr"].as_str().unwrap(), &file);
        file
    }

    /// Starts the server on a port that is free.
    pub async fn serve(&self) -> Server {
        self.serve_at("127.0.0.1:0").await
    }

    /// Starts the server where another one was.
    pub async fn serve_again(&self, before: &str) -> Server {
        let address = before.trim_start_matches("http://");
        self.serve_at(address.trim_end_matches('/')).await
    }

    async fn serve_at(&self, address: &str) -> Server {
        let mut process = self
            .command("serve", &["--listen", address])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let line = first_line(&mut process).await;
        let url = line.strip_prefix("listening on ");
        Server {
            url: url
                .unwrap_or_else(|| panic!("not listening: {line}"))
                .to_owned(),
            process,
        }
    }

    /// What the server has of the visits.
    pub async fn visits(&self) -> Vec<Value> {
        serde_json::from_str(&self.run("visits", &["--json"]).await).unwrap()
    }

    /// Whether every journal holds on the server's side.
    pub async fn verifies(&self) -> bool {
        let report: Value = serde_json::from_str(&self.run("verify", &["--json"]).await).unwrap();
        report["ok"] == true
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("county")
    }

    fn command(&self, verb: &str, args: &[&str]) -> Command {
        let mut command = Command::new(ours("kakou-server"));
        command.arg(verb).arg("--data").arg(self.data()).args(args);
        command.stdin(Stdio::null());
        command
    }

    /// What headquarters' command line answers.
    ///
    /// # Panics
    /// When it says no.
    pub async fn run(&self, verb: &str, args: &[&str]) -> String {
        let output = self.command(verb, args).output().await.unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "kakou-server {verb}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }
}
