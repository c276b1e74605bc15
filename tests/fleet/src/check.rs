//! What must hold when all is said and done.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use data_encoding::HEXLOWER;
use kakou_journal::{PayloadHash, check_code};
use kakou_store::hash_of;
use serde_json::Value;

use crate::Plan;
use crate::insider::{Insider, MARK};
use crate::ledger::{Copies, Hash, Id, database};
use crate::outcome::Outcome;
use crate::server::Server;
use crate::tablet::Tablet;

/// Compares what everybody has with what was promised. The server no longer runs.
pub(crate) fn outcome(
    plan: Plan,
    server: &Server,
    tablets: &mut [Tablet],
    insider: &Insider,
) -> Outcome {
    let mut outcome = counted(plan, server, tablets);
    outcome.tried = insider.tried();
    let county = &*server.folder;
    let held = held(county, &insider.author());
    let shown = shown(server);
    for tablet in &*tablets {
        promised(tablet, &held, &mut outcome);
        untouched(tablet, &shown, &mut outcome);
    }
    let copies = Copies::read(county);
    for tablet in &mut *tablets {
        seen(tablet, &copies, &mut outcome);
        settled(tablet, &mut outcome);
    }
    of_server(server, insider, &mut outcome);
    outcome
}

fn counted(plan: Plan, server: &Server, tablets: &[Tablet]) -> Outcome {
    let mut by_kind = BTreeMap::new();
    for kind in tablets.iter().flat_map(|tablet| tablet.way.faults()) {
        *by_kind.entry(kind).or_default() += 1;
    }
    let sum = |of: fn(&Tablet) -> usize| tablets.iter().map(of).sum();
    let tablet_kills: u32 = tablets.iter().map(|tablet| tablet.kills).sum();
    Outcome {
        seed: plan.seed,
        asked: plan.faults,
        tablets: tablets.len(),
        requests: sum(|tablet| tablet.way.requests()),
        faults: by_kind.values().sum(),
        faults_by_kind: by_kind,
        kills: tablet_kills + server.kills(),
        server_kills: server.kills(),
        restores: 1,
        visits: sum(|tablet| tablet.ledger.sealed.len()),
        facts: sum(|tablet| tablet.ledger.written.len()),
        photos: 0,
        lost: 0,
        doubled: 0,
        altered: 0,
        unseen: 0,
        overseen: 0,
        unproved: 0,
        stuck: 0,
        tried: 0,
        wrong: Vec::new(),
        seconds: 0,
    }
}

/// Every payload on the server, by its fact, but for what the insider sent.
fn held(county: &Path, insider: &str) -> BTreeMap<Id, Vec<Hash>> {
    let db = database(county);
    let text = "SELECT lower(hex(fact)), payload FROM entry
                WHERE fact IS NOT NULL AND payload IS NOT NULL AND lower(hex(author)) <> ?1";
    let mut select = db.prepare(text).unwrap();
    let mut rows = select.query([insider]).unwrap();
    let mut held: BTreeMap<Id, Vec<Hash>> = BTreeMap::new();
    while let Some(row) = rows.next().unwrap() {
        let payload: Vec<u8> = row.get(1).unwrap();
        held.entry(row.get(0).unwrap())
            .or_default()
            .push(hash_of(&payload));
    }
    held
}

/// What this tablet was promised is on the server, once, as it was written.
fn promised(tablet: &Tablet, held: &BTreeMap<Id, Vec<Hash>>, outcome: &mut Outcome) {
    let written = &tablet.ledger.written;
    for visit in &tablet.ledger.sealed {
        if !written.contains_key(visit) {
            outcome.lost += 1;
            outcome.say(
                tablet,
                &format!("{visit} was acknowledged and never written"),
            );
        }
    }
    for (fact, hash) in written {
        match held.get(fact).map_or(&[][..], Vec::as_slice) {
            [] => {
                outcome.lost += 1;
                outcome.say(tablet, &format!("{fact} is not on the server"));
            }
            [one] if one == hash => {}
            [_] => {
                outcome.altered += 1;
                outcome.say(tablet, &format!("{fact} is another on the server"));
            }
            many => {
                outcome.doubled += 1;
                let times = many.len();
                outcome.say(tablet, &format!("{fact} is on the server {times} times"));
            }
        }
    }
}

/// The visits as headquarters is shown them, by their ids.
fn shown(server: &Server) -> BTreeMap<Id, Value> {
    let listed = server.command(&["visits"]);
    let listed = listed.as_array().unwrap().iter();
    let id = |visit: &Value| visit["id"].as_str().unwrap().replace('-', "");
    listed.map(|visit| (id(visit), visit.clone())).collect()
}

/// Whatever the insider tried, this tablet's visits are shown as it sealed them, and say nothing that the
/// insider says.
fn untouched(tablet: &Tablet, shown: &BTreeMap<Id, Value>, outcome: &mut Outcome) {
    for visit in &tablet.ledger.sealed {
        let (Some(hash), Some(record)) = (tablet.ledger.written.get(visit), shown.get(visit))
        else {
            continue;
        };
        let bytes: [u8; 32] = HEXLOWER
            .decode(hash.as_bytes())
            .unwrap()
            .try_into()
            .unwrap();
        let code = check_code(&PayloadHash(bytes));
        let own = record["author"] == tablet.author.as_str();
        if record["check_code"] != code.as_str() || !own || record["notes"] == MARK {
            outcome.altered += 1;
            outcome.say(tablet, &format!("{visit} is shown as {record}"));
        }
    }
}

/// The tablet sees what lies in its divisions and what is its own, as the server has it, and nothing
/// else.
fn seen(tablet: &Tablet, server: &Copies, outcome: &mut Outcome) {
    let copies = Copies::read(&tablet.folder);
    let own = &tablet.ledger.written;
    let may: BTreeSet<&Id> = server
        .visits
        .iter()
        .filter(|(id, division)| division.starts_with(&tablet.division) || own.contains_key(*id))
        .map(|(id, _)| id)
        .collect();
    let does: BTreeSet<&Id> = copies.visits.keys().collect();
    for visit in may.difference(&does) {
        outcome.unseen += 1;
        outcome.say(tablet, &format!("does not see {visit}"));
    }
    for visit in does.difference(&may) {
        outcome.overseen += 1;
        outcome.say(tablet, &format!("sees {visit}"));
    }
    if copies.of(&may) != server.of(&may) {
        outcome.unseen += 1;
        outcome.say(tablet, "has other facts of its visits than the server");
    }
    let beyond = copies.facts.iter();
    let beyond = beyond.filter(|(_, visit, _)| !may.contains(visit));
    outcome.overseen += beyond.count();
}

/// Nothing waits, and no fault explains what it said.
fn settled(tablet: &mut Tablet, outcome: &mut Outcome) {
    let status = tablet.asked(&["status"]);
    for of in ["/pending", "/files/files", "/drafts", "/projection_lag"] {
        if status.pointer(of) != Some(&Value::from(0)) {
            outcome.stuck += 1;
            outcome.say(tablet, &format!("is not settled: {status}"));
        }
    }
    if status["set_aside"]
        .as_array()
        .is_none_or(|all| !all.is_empty())
    {
        outcome.stuck += 1;
        outcome.say(tablet, &format!("has something set aside: {status}"));
    }
    if !tablet.verified() {
        outcome.unproved += 1;
        outcome.say(tablet, "does not verify");
    }
    for surprise in std::mem::take(&mut tablet.surprises) {
        outcome.stuck += 1;
        outcome.say(tablet, &format!("said: {surprise}"));
    }
}

fn of_server(server: &Server, insider: &Insider, outcome: &mut Outcome) {
    let status = server.command(&["status"]);
    if status["set_aside"] != insider.set_aside() {
        outcome.stuck += 1;
        let what = "something of the honest is set aside";
        outcome.wrong.push(format!("{what}: {status}"));
    }
    for of in ["/files/missing", "/files/incomplete_visits"] {
        if status.pointer(of) != Some(&Value::from(0)) {
            outcome.stuck += 1;
            outcome
                .wrong
                .push(format!("the server is not settled: {status}"));
        }
    }
    if !server.verified() {
        outcome.unproved += 1;
        outcome.wrong.push("the server does not verify".to_owned());
    }
    for file in std::fs::read_dir(server.folder.join("evidence")).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        if !(file.file_type().unwrap().is_file() && name.len() == 64) {
            continue;
        }
        outcome.photos += 1;
        let is = hash_of(&std::fs::read(file.path()).unwrap());
        if is != name {
            outcome.altered += 1;
            outcome.wrong.push(format!("photo {name} is {is}"));
        }
    }
}

impl Outcome {
    fn say(&mut self, tablet: &Tablet, what: &str) {
        self.wrong.push(format!("{}: {what}", tablet.name));
    }
}
