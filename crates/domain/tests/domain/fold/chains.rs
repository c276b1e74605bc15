//! Very many moves of one finding: neither the stack nor the time grows out of bounds.

use std::time::{Duration, Instant};

use kakou_domain::fact::Fact;
use kakou_domain::fold::FindingRow;
use kakou_domain::moves::FindingState::{self, Assigned, Rectifying};

use super::builders::{VISIT, finding, finding_of, moved, sealed};

const ABSENT: &str = "staffing.absent";
const MANY: u128 = 100_000;
const SOME: u128 = 20_000;
/// Seconds are a hundred times what it takes; by the square of the length it would be hours.
const BOUND: Duration = Duration::from_secs(60);

/// A visit and moves up to fact `last`, each of which follows what `follows` says.
fn moves(last: u128, follows: impl Fn(u128) -> u128) -> Vec<Fact> {
    let to = |n: u128| {
        if n.is_multiple_of(2) {
            Assigned
        } else {
            Rectifying
        }
    };
    let moves = (VISIT + 1..=last).map(|n| moved(n, &[follows(n)], ABSENT, to(n)));
    std::iter::once(sealed(&[finding(ABSENT)]))
        .chain(moves)
        .collect()
}

/// State and conflict, found with little stack.
fn read(facts: Vec<Fact>) -> (FindingState, bool) {
    let begun = Instant::now();
    let work = move || {
        let row = finding_of(&facts, ABSENT);
        let json = serde_json::to_string(&row).unwrap();
        let row: FindingRow = serde_json::from_str(&json).unwrap();
        (row.state(), row.conflict())
    };
    let thread = std::thread::Builder::new()
        .stack_size(256 * 1024)
        .spawn(work)
        .unwrap();
    let read = thread.join().unwrap();
    assert!(begun.elapsed() < BOUND, "took {:?}", begun.elapsed());
    read
}

#[test]
fn a_chain_of_a_hundred_thousand_moves_is_read() {
    assert_eq!(read(moves(MANY, |n| n - 1)), (Assigned, false));
}

#[test]
fn a_chain_that_arrives_backwards_is_read() {
    let mut facts = moves(SOME, |n| n - 1);
    facts.reverse();
    assert_eq!(read(facts), (Assigned, false));
}

#[test]
fn twenty_thousand_moves_apart_are_one_conflict() {
    assert_eq!(read(moves(SOME, |_| VISIT)), (Assigned, true));
}

#[test]
fn a_circle_of_twenty_thousand_moves_is_read() {
    let circle = moves(SOME, |n| if n == VISIT + 1 { SOME } else { n - 1 });
    assert_eq!(read(circle), (Assigned, true));
}
