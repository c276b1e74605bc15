//! One device among the tablets means harm: it has a valid enrolment, speaks the protocol by hand, and
//! tries to make of what the others sent something else.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use fastrand::Rng;
use kakou_domain::Seq;
use kakou_hostile::{Client, FactBuilder, fact};
use kakou_journal::{Dictionary, Receipt, batch};
use kakou_store::{Parcel, hash_of};
use kakou_sync::protocol::BATCH_TYPE;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::process::Running;
use crate::server::Server;
use crate::way::Way;

/// In everything that it says.
pub(crate) const MARK: &str = "冒名";
/// So many things it tries in a run.
const MOST: usize = 300;
/// It looks for something new after so long.
const PAUSE: Duration = Duration::from_millis(20);

/// The insider, what it saw, and which of its entries must be set aside.
pub(crate) struct Insider {
    client: Client,
    runtime: Runtime,
    rng: Rng,
    cursor: (String, u64),
    aside: BTreeSet<Seq>,
    written: u64,
    _way: Way,
}

impl Insider {
    /// Enrols for the whole county.
    pub(crate) fn enrol(server: &Arc<Server>, mut rng: Rng) -> Self {
        let runtime = Runtime::new().unwrap();
        let way = Way::open(server.clone(), Running::default(), rng.fork());
        let given = server.command(&["enrol-code", "--division", "410523"]);
        let code = given["code"].as_str().unwrap();
        let url = way.url.trim_end_matches('/');
        let client = runtime.block_on(Client::enrolled(url, code, "督查九组"));
        Self {
            client,
            runtime,
            rng,
            cursor: (String::new(), 0),
            aside: BTreeSet::new(),
            written: 0,
            _way: way,
        }
    }

    /// Whose journal it is, in hexadecimal digits.
    pub(crate) fn author(&self) -> String {
        self.client.author().to_string()
    }

    /// How many of its entries the server must set aside.
    pub(crate) fn set_aside(&self) -> usize {
        self.aside.len()
    }

    /// How many things it tried.
    pub(crate) fn tried(&self) -> u64 {
        self.written
    }

    /// Tries something with each visit that it sees, until the others are done.
    pub(crate) fn work(&mut self, done: &AtomicBool) {
        while !done.load(Ordering::SeqCst) {
            for visit in self.visits() {
                if self.written < MOST as u64 {
                    self.tries(&visit);
                }
            }
            // What does not arrive, or was lost with a restore, comes with the next.
            self.push();
            thread::sleep(PAUSE);
        }
    }

    /// Sends all of its journal on a quiet way; whether the server sets aside what it must, and nothing
    /// else.
    pub(crate) fn settles(&mut self) -> bool {
        let receipt = self.push();
        receipt.is_some_and(|receipt| {
            let aside = receipt.set_aside.iter().map(|one| one.seq);
            aside.collect::<BTreeSet<_>>() == self.aside
        })
    }

    fn tries(&mut self, sealed: &Value) {
        let payload = serde_json::to_vec(sealed).unwrap();
        let (id, hash) = (sealed["id"].clone(), hash_of(&payload));
        let county = |kind: &str| fact(kind).scope(&["410523"]);
        let own = || {
            let made = FactBuilder::of(sealed).by("督查九组");
            made.says("/notes", MARK).says("/evidence", json!([]))
        };
        let (fact, counts) = match self.rng.u32(..6) {
            0 => (own().own_id(), true),
            1 => (own(), false),
            2 => {
                // Word for word.
                self.client.write_payload(payload);
                return self.wrote(false);
            }
            3 => {
                let body = json!({"visit": id, "reason": MARK, "content": own().said()});
                let follows = [serde_json::from_value(id).unwrap()];
                let scope = sealed["body"]["site"]["division"].as_str().unwrap();
                let amended = fact("visit.amended").scope(&[scope]).follows(&follows);
                (amended.body(body), true)
            }
            4 => {
                let body = json!({"payloads": [{"hash": hash, "fact": id}], "reason": MARK});
                (county("payload.erased").body(body), false)
            }
            _ => {
                let body = json!({"id": id, "stands": "0".repeat(64), "aside": hash});
                (county("id.contested").body(body), false)
            }
        };
        self.client.write(&[fact]);
        self.wrote(counts);
    }

    fn wrote(&mut self, counts: bool) {
        self.written += 1;
        if !counts {
            self.aside.insert(Seq(self.written));
        }
    }

    /// The visits that came since the last time.
    fn visits(&mut self) -> Vec<Value> {
        let (client, runtime) = (&self.client, &self.runtime);
        let mut all = Vec::new();
        loop {
            let (epoch, after) = &self.cursor;
            let path = format!("/v1/feed?epoch={epoch}&after={after}");
            let asked = async {
                let answer = client.ask(Method::GET, &path).send().await.ok()?;
                Parcel::decode(&answer.bytes().await.ok()?).ok()
            };
            let Some(parcel) = runtime.block_on(asked) else {
                return all;
            };
            let items = parcel.parts.iter().flat_map(|part| &part.batch.items);
            let facts = items.filter_map(|item| match item {
                kakou_journal::Item::Payload(payload) => serde_json::from_slice(payload).ok(),
                kakou_journal::Item::Withheld(_) => None,
            });
            all.extend(facts.filter(|fact: &Value| fact["kind"] == "visit.sealed"));
            self.cursor = (parcel.heading.epoch, parcel.heading.next);
            if !parcel.heading.more {
                return all;
            }
        }
    }

    fn push(&self) -> Option<Receipt> {
        let body = batch::encode(&self.client.journal(), Dictionary::newest()).unwrap();
        let path = format!("/v1/journals/{}/entries", self.author());
        let request = self.client.ask(Method::POST, &path);
        let request = request.header("content-type", BATCH_TYPE).body(body);
        self.runtime.block_on(async {
            let answer = request.send().await.ok()?;
            match answer.status().is_success() {
                true => answer.json().await.ok(),
                false => None,
            }
        })
    }
}
