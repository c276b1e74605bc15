//! What the shipped dictionary saves on facts that it was not trained on.

use kakou_journal::batch::encode;
use kakou_journal::{Dictionary, Item};

use crate::facts::facts;
use crate::support::batch;

/// Not the seed of the training.
const SEED: u64 = 20_200_214;
const FACTS: usize = 2_000;

/// How many bytes these payloads add to a batch.
fn cost(payloads: &[Vec<u8>], dictionary: Dictionary) -> usize {
    let items = payloads.iter().cloned().map(Item::Payload).collect();
    let size = |items| encode(&batch(0, items).0, dictionary).unwrap().len();
    size(items) - size(vec![])
}

fn visits() -> impl Iterator<Item = Vec<u8>> {
    facts(SEED)
        .take(FACTS)
        .filter(|fact| String::from_utf8_lossy(fact).contains("\"visit.sealed\""))
}

/// Sealed on a tablet that has not met a server yet, so it knows nothing of its clock.
const SHORT_VISIT: &str = r#"{"id":"01704166-5b5a-7cc1-9d0e-3f2a7714c86b","kind":"visit.sealed","scope":["410523105201"],"at":"2020-02-14T09:35:10.000+08:00","clock":null,"follows":[],"by":"督查一组","body":{"site":{"id":"3d1f6f0a-52c7-5b8e-9a41-7c0de8825b13","name":"白营村卡点","kind":"village_checkpoint","division":"410523105201"},"campaign":null,"team":null,"inspectors":["督查一组"],"method":"unannounced","started_at":"2020-02-14T09:30:00.000+08:00","visited_at":"2020-02-14T09:30:00.000+08:00","position":null,"checklist":{"id":"checkpoint","version":1,"hash":"47320987f9a49d5b00119b960f247a956773f57543982b8bfcb6da5bb3afd9ef"},"answers":{"staffing.present":3,"staffing.rostered":3},"filled":[],"findings":[],"evidence":[],"good_practice":[],"notes":""}}"#;

#[test]
fn a_visit_of_seven_hundred_bytes_takes_less_than_220_with_it_and_more_without() {
    let visit = [SHORT_VISIT.as_bytes().to_vec()];
    assert!((690..=750).contains(&visit[0].len()), "{}", visit[0].len());
    let (with, without) = (
        cost(&visit, Dictionary::newest()),
        cost(&visit, Dictionary::NONE),
    );
    println!("{} bytes: {with} with, {without} without", visit[0].len());
    assert!(with < 220, "{with}");
    assert!(without > 2 * with, "{without}");
}

#[test]
fn whole_visits_sent_one_by_one_take_a_fifth() {
    let visits: Vec<_> = visits().take(200).collect();
    let bytes: usize = visits.iter().map(Vec::len).sum();
    let alone = |dictionary| -> usize {
        visits
            .iter()
            .map(|visit| cost(std::slice::from_ref(visit), dictionary))
            .sum()
    };
    let (with, without) = (alone(Dictionary::newest()), alone(Dictionary::NONE));
    println!("{bytes} bytes: {with} with, {without} without");
    assert!(with * 5 < bytes, "{with} of {bytes}");
    assert!(with * 3 < without, "{with}, without {without}");
}

#[test]
fn each_kind_of_fact_gains_by_it() {
    for kind in [
        "visit.sealed",
        "visit.amended",
        "site.defined",
        "roster.set",
        "finding.moved",
    ] {
        let named = format!("\"kind\":\"{kind}\"");
        let of_kind = |fact: &Vec<u8>| String::from_utf8_lossy(fact).contains(&named);
        let fact = [facts(SEED).take(FACTS).find(of_kind).unwrap()];
        let (with, without) = (
            cost(&fact, Dictionary::newest()),
            cost(&fact, Dictionary::NONE),
        );
        println!(
            "{kind}: {} bytes, {with} with, {without} without",
            fact[0].len()
        );
        assert!(
            with * 3 < without * 2,
            "{kind}: {with} with, {without} without"
        );
    }
}

#[test]
fn a_thousand_visits_together_take_an_eighth() {
    let visits: Vec<_> = visits().take(1_000).collect();
    let bytes: usize = visits.iter().map(Vec::len).sum();
    let with = cost(&visits, Dictionary::newest());
    println!("{bytes} bytes: {with}");
    assert!(with * 8 < bytes, "{with} of {bytes}");
}
