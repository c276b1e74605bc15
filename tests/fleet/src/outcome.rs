//! What came of a run.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::fault::Kind;

/// What came of a run. The figures from `lost` to `stuck` must be 0.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// What all chance came from.
    pub seed: u64,
    /// How many requests were to be spoilt at least.
    pub asked: usize,
    /// How many tablets there were.
    pub tablets: usize,
    /// Requests that came on the ways, also those that nothing happened to.
    pub requests: usize,
    /// Requests that were spoilt.
    pub faults: usize,
    /// The same by kind.
    pub faults_by_kind: BTreeMap<Kind, usize>,
    /// Processes that were ended by SIGKILL.
    pub kills: u32,
    /// Those of the server among them.
    pub server_kills: u32,
    /// How often the server went on from an older backup.
    pub restores: u32,
    /// Visits whose seal was acknowledged.
    pub visits: usize,
    /// Facts in the tablets' journals: visits, corrections, supplements.
    pub facts: usize,
    /// Photos on the server, each with the bytes that its name says.
    pub photos: usize,
    /// What a device tried that means harm; the figures below are of the honest ones.
    pub tried: u64,
    /// Facts that were acknowledged or durable on a tablet and are not on the server.
    pub lost: usize,
    /// Facts that the server has more than once.
    pub doubled: usize,
    /// Facts whose bytes are others than when they were written, photos whose bytes are not what
    /// their name says.
    pub altered: usize,
    /// Visits that a tablet may see and does not, or sees in other words than the server.
    pub unseen: usize,
    /// Visits that a tablet sees and may not.
    pub overseen: usize,
    /// Journals that do not hold.
    pub unproved: usize,
    /// What did not settle, and whatever was said that no fault explains.
    pub stuck: usize,
    /// In words, what is wrong.
    pub wrong: Vec<String>,
    /// How long it took.
    pub seconds: u64,
}

impl Outcome {
    /// What must not be, and how often it was.
    fn broken(&self) -> [(&'static str, usize); 7] {
        [
            ("lost", self.lost),
            ("doubled", self.doubled),
            ("altered", self.altered),
            ("unseen", self.unseen),
            ("overseen", self.overseen),
            ("unproved", self.unproved),
            ("stuck", self.stuck),
        ]
    }

    /// Whether every promise was kept.
    pub fn kept(&self) -> bool {
        self.broken().iter().all(|(_, count)| *count == 0)
    }

    /// The command that plays it again.
    pub fn replay(&self) -> String {
        format!(
            "tests/fleet/run --seed {} --faults {} --tablets {}",
            self.seed, self.asked, self.tablets
        )
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "seed {}: {} tablets, {} of {} requests spoilt, {} processes killed ({} times the \
             server), {} restored",
            self.seed,
            self.tablets,
            self.faults,
            self.requests,
            self.kills,
            self.server_kills,
            self.restores
        )?;
        writeln!(
            f,
            "{} visits acknowledged, {} facts, {} photos; an insider tried {} things",
            self.visits, self.facts, self.photos, self.tried
        )?;
        for (what, count) in self.broken() {
            write!(f, "{count} {what}, ")?;
        }
        write!(f, "in {} s", self.seconds)
    }
}
