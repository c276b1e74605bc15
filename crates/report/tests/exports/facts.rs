//! Facts as JSON Lines.

use std::collections::BTreeMap;

use kakou_domain::fact::Fact;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{Item, PayloadHash};
use kakou_report::export::Subject;
use kakou_store::Store;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::support::World;

#[derive(Deserialize)]
struct Line<'a> {
    author: AuthorId,
    seq: Seq,
    sha256: PayloadHash,
    #[serde(borrow)]
    payload: &'a RawValue,
}

/// The payloads of the journals here, by author and seq.
fn journals(store: &Store) -> BTreeMap<(AuthorId, Seq), Vec<u8>> {
    let mut all = BTreeMap::new();
    for journal in store.verify().unwrap().journals {
        let part = store.journal_entries(journal.author, Seq(1), None).unwrap();
        let Some(part) = part else { continue };
        for (seq, item) in (1..).zip(part.batch.items) {
            if let Item::Payload(payload) = item {
                all.insert((journal.author, Seq(seq)), payload);
            }
        }
    }
    all
}

#[test]
fn each_fact_is_a_line_with_the_bytes_that_were_signed() {
    let world = World::filled();
    let (path, done) = world.export(Subject::Facts, "facts.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .map(|line| serde_json::from_str::<Line<'_>>(line).unwrap());
    let mut exported = BTreeMap::new();
    for line in lines {
        let payload = line.payload.get().as_bytes();
        assert_eq!(PayloadHash::of(payload), line.sha256);
        assert!(Fact::from_payload(payload).is_ok());
        exported.insert((line.author, line.seq), payload.to_vec());
    }
    assert_eq!(exported.len() as u64, done.rows);
    assert_eq!(exported, journals(&world.tablet));
    let own = world.tablet.author().unwrap();
    let own = exported.keys().filter(|(author, _)| *author == own).count();
    let expected = 5 + 3 + 2;
    let what = "seals, a correction, a move; dispositions; a tally, corrected";
    assert_eq!(own, expected, "{what}");
}
