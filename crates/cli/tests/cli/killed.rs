//! The program is killed at any moment of logging. What it acknowledged is there, and nothing is
//! there by half.

use std::collections::BTreeSet;
use std::io::Read;
use std::process::Child;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kakou_domain::{SystemClock, VisitId};
use kakou_store::Store;
use serde_json::{Value, json};

use crate::tablet::Tablet;

/// How often it is killed.
const KILLS: u64 = 100;
/// Visits in the file that is being sealed.
const VISITS: usize = 20;

/// A number below `most` that follows from `seed` alone.
fn below(seed: u64, most: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) % most
}

/// Lets it run for so long, kills it, and gives what it had printed by then, to the last full line.
fn killed(mut child: Child, after: Duration) -> String {
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    let mut out = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut out)
        .unwrap();
    out.truncate(out.rfind('\n').map_or(0, |end| end + 1));
    out
}

/// A tablet with how long its verbs take here, so that the kills fall within them.
struct World {
    tablet: Tablet,
    whole_file: Duration,
    one_verb: Duration,
    seen: BTreeSet<VisitId>,
}

impl World {
    fn new() -> Self {
        let tablet = Tablet::loaded();
        let visits: Vec<Value> = (0..VISITS)
            .map(|n| {
                json!({ "site": "白营村卡点", "division": "410523105201",
                        "site_kind": "village_checkpoint", "method": "unannounced",
                        "visited_at": format!("2020-02-14T09:{n:02}:00+08:00"),
                        "answers": { "staffing.rostered": 3, "staffing.present": n % 4 },
                        "notes": "一份完整的记录" })
            })
            .collect();
        tablet.file("many.json", json!(visits).to_string());
        let begun = Instant::now();
        tablet.run(["status"]).quietly();
        let one_verb = begun.elapsed();
        let mut world = Self {
            tablet,
            whole_file: Duration::ZERO,
            one_verb,
            seen: BTreeSet::new(),
        };
        let begun = Instant::now();
        let file = world.tablet.path("many.json");
        world.tablet.run(["seal", file.to_str().unwrap()]).quietly();
        world.whole_file = begun.elapsed();
        world.check(&[]);
        world
    }

    /// Opens what the killed process left behind. Every acknowledged visit is there; each visit is
    /// whole in the journal, the lists and the search; and the journal holds. Gives the new ones.
    fn check(&mut self, acknowledged: &[VisitId]) -> Vec<VisitId> {
        let store = Store::open(&self.tablet.data(), Arc::new(SystemClock)).unwrap();
        assert!(store.verify().unwrap().ok);
        let status = store.status().unwrap();
        assert_eq!(status.projection_lag, 0);
        let all = self.listed();
        assert_eq!(all.len() as u64, status.seq.0, "an entry a visit");
        for visit in acknowledged {
            assert!(all.contains(visit), "{visit} was acknowledged and is gone");
        }
        let new: Vec<VisitId> = all.difference(&self.seen).copied().collect();
        for visit in &new {
            let page = store.visit(*visit).unwrap();
            assert!(page.record.answers.contains_key("staffing.present"));
            assert_eq!(page.record.notes, "一份完整的记录");
            assert_eq!(page.findings.len(), page.current.findings.len());
        }
        assert!(self.seen.is_subset(&all), "what was there is there");
        self.seen = all;
        new
    }

    /// The visits that the list and the search have, by a look into the tables: through the lists
    /// it would take longer with each kill.
    fn listed(&self) -> BTreeSet<VisitId> {
        let db = rusqlite::Connection::open(self.tablet.data().join("kakou.db")).unwrap();
        let text = "SELECT hex(id) FROM visit JOIN visit_search ON visit_search.rowid = visit.key
                    WHERE visit_search MATCH '\"白营 营村\"'";
        let mut select = db.prepare(text).unwrap();
        let read = |row: &rusqlite::Row<'_>| row.get(0);
        let ids = select.query_map([], read).unwrap();
        ids.map(|id: rusqlite::Result<String>| id.unwrap().parse().unwrap())
            .collect()
    }

    fn seal_a_file(&mut self, n: u64) {
        let file = self.tablet.path("many.json");
        let child = self.tablet.spawn(["seal", file.to_str().unwrap()]);
        let most = self.whole_file.as_micros() as u64;
        let out = killed(child, Duration::from_micros(below(n, most)));
        let ids = out.lines().map(|line| line[..36].parse().unwrap());
        let acknowledged: Vec<VisitId> = ids.collect();
        let new = self.check(&acknowledged);
        // It prints each visit before it begins with the next one.
        let unheard = new.iter().filter(|visit| !acknowledged.contains(visit));
        assert!(unheard.count() <= 1, "one at most was on its way");
    }

    fn answer(&mut self, n: u64) {
        let draft = self.draft();
        for (count, value) in ["1", "2", "3"].into_iter().enumerate() {
            let args = ["draft", "set", &draft, "staffing.present", value];
            let after = Duration::from_micros(self.in_a_verb(n * 7 + count as u64));
            let out = killed(self.tablet.spawn(args), after);
            let page = self.tablet.run(["draft", "show", &draft, "--json"]).json();
            let answers = &page["draft"]["answers"];
            assert_eq!(answers["staffing.rostered"], 3, "saved before");
            let present = &answers["staffing.present"];
            let saved = present.as_i64() == value.parse().ok();
            assert!(saved || !out.starts_with("saved"), "{value}: {present}");
        }
        self.check(&[]);
        self.tablet.run(["draft", "discard", &draft]).quietly();
    }

    fn seal_a_draft(&mut self, n: u64) {
        let draft = self.draft();
        self.tablet
            .run(["draft", "set", &draft, "staffing.present", "1"])
            .quietly();
        let child = self.tablet.spawn(["draft", "seal", &draft]);
        let out = killed(child, Duration::from_micros(self.in_a_verb(n)));
        let new = self.check(&[]);
        let sealed = new.iter().any(|visit| visit.to_string() == draft);
        assert!(sealed || out.is_empty(), "it was acknowledged");
        // Either the visit stands, or the draft with all its answers; never both, never neither.
        let shown = self.tablet.run(["draft", "show", &draft, "--json"]);
        if sealed {
            shown.refused("no-draft");
        } else {
            assert_eq!(shown.json()["draft"]["answers"]["staffing.present"], 1);
            self.tablet.run(["draft", "discard", &draft]).quietly();
        }
    }

    fn draft(&self) -> String {
        let draft = self.tablet.draft();
        let args = ["draft", "set", &draft, "staffing.rostered", "3"];
        self.tablet.run(args).quietly();
        self.tablet
            .run(["draft", "note", &draft, "一份完整的记录"])
            .quietly();
        draft
    }

    /// A moment of a verb that writes once: it takes a little longer than one that only reads.
    fn in_a_verb(&self, seed: u64) -> u64 {
        below(seed, 2 * self.one_verb.as_micros() as u64)
    }
}

#[test]
fn a_hundred_kills_lose_nothing_that_was_acknowledged() {
    let mut world = World::new();
    for n in 0..KILLS {
        match n % 4 {
            0 | 1 => world.seal_a_file(n),
            2 => world.answer(n),
            _ => world.seal_a_draft(n),
        }
    }
    assert!(
        world.seen.len() > VISITS,
        "some were sealed before the kill"
    );
    world.tablet.run(["verify"]).quietly();
}
