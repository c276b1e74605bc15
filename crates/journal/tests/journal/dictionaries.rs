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
const SHORT_VISIT: &str = r#"{"id":"01a209c6-08a5-755c-9dde-0c21b88118cb","kind":"visit.sealed","scope":["410523101232"],"at":"2026-11-23T18:58:23.042+00:00","clock":null,"follows":[],"by":"督查一组","body":{"answers":{"control.barrier":"not_checked","control.outsiders_checked":"not_checked","control.single_entry":"not_checked","disinfection.record_kept":"not_checked","disinfection.times_yesterday":"not_checked","gatherings.kind":"not_checked","isolation.observed":"not_checked","protection.public_masked":"not_checked","protection.staff_masked":"not_checked","publicity.forms":"not_checked","registration.crowding":"not_checked","registration.night":"not_checked","registration.register":"not_checked","registration.shared_pen":"not_checked","registration.temperature_measured":"not_checked","screening.returnees_registered":"not_checked","staffing.duty_phone_calls":"not_checked","staffing.leader_present":"not_checked","staffing.present":1,"staffing.rostered":2,"supplies.short":"not_checked"},"campaign":null,"checklist":{"hash":"7c995275b0c55d3867118ca0e285e793cd112e00b29333b1c20ba74d7eff3e03","id":"checkpoint","version":1},"ended_at":null,"findings":[{"category":"staffing.absent","group":"staffing","id":"e952da71-a112-54e2-b87e-2e18a02fa223","item":"staffing.present","nature":"fault","severity":"major","text":"卡点当日值班人员应为两人，实际只有一人在岗。"}],"inspectors":["督查一组"],"method":"unannounced","position":{"missing":{"reason":"unavailable"}},"signature":"undisclosed","site":{"division":"410523101232","id":"bb1549f5-e48e-591f-8676-30f906eb7491","kind":"village_checkpoint","name":"程岗村卡点"},"team":null,"visited_at":"2020-02-14T10:40:00+08:00"}}"#;

#[test]
fn a_visit_with_two_answers_sent_alone_takes_a_sixth_and_a_third_of_what_it_takes_without() {
    let visit = [SHORT_VISIT.as_bytes().to_vec()];
    let cost = |dictionary| cost(&visit, dictionary);
    let (with, without) = (cost(Dictionary::newest()), cost(Dictionary::NONE));
    println!("{} bytes: {with} with, {without} without", visit[0].len());
    assert!(with * 6 < visit[0].len(), "{with}");
    assert!(without > 3 * with, "{without}");
}

#[test]
fn whole_visits_sent_one_by_one_take_an_eighth() {
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
    assert!(with * 8 < bytes, "{with} of {bytes}");
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
fn a_thousand_visits_together_take_an_eleventh() {
    let visits: Vec<_> = visits().take(1_000).collect();
    let bytes: usize = visits.iter().map(Vec::len).sum();
    let with = cost(&visits, Dictionary::newest());
    println!("{bytes} bytes: {with}");
    assert!(with * 11 < bytes, "{with} of {bytes}");
}
