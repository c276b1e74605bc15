//! What somebody who practises finds, and that it is made quickly and completely.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]

use std::collections::BTreeMap;

use chrono::Days;
use kakou_domain::Clock;
use kakou_domain::moves::FindingState;
use kakou_practice::Practice;
use kakou_store::Store;
use kakou_store::views::{SiteFilter, SiteRow, VisitFilter, VisitRow};
use kakou_test_support::TestClock;
use tempfile::TempDir;

fn practice() -> (TempDir, Practice) {
    let base = tempfile::tempdir().unwrap();
    let practice = Practice::at(base.path().join("practice"), TestClock::new());
    (base, practice)
}

fn sites(store: &Store) -> Vec<SiteRow> {
    store.sites(&SiteFilter::default(), None, 100).unwrap().rows
}

fn visits(store: &Store) -> Vec<VisitRow> {
    store
        .visits(&VisitFilter::default(), None, 100)
        .unwrap()
        .rows
}

#[test]
fn the_county_has_three_townships_and_every_village_says_who_must_be_there() {
    let (_base, practice) = practice();
    let store = practice.resume().unwrap();
    let (sites, today) = (sites(&store), store.today().unwrap());
    assert_eq!((sites.len(), today.coverage.townships.len()), (24, 3));
    assert_eq!((today.campaigns.len(), today.coverage.due), (1, 24));
    // All visits but the first are of this round, two of them at one village.
    assert_eq!(today.coverage.done, 9);
    let mut without_position = 0;
    for row in sites {
        let page = store.site(row.id).unwrap();
        let shift = page.shift_now.unwrap();
        assert!((2..=4).contains(&shift.required) && shift.leader.is_some());
        assert!(page.site.phone.unwrap().starts_with("0000-"));
        without_position += u32::from(page.site.position.is_none());
    }
    assert_eq!(without_position, 3);
}

#[test]
fn findings_stand_in_every_state_and_one_is_overdue() {
    let (_base, practice) = practice();
    let store = practice.resume().unwrap();
    let mut states: BTreeMap<FindingState, usize> = BTreeMap::new();
    for row in visits(&store) {
        for finding in store.visit(row.id).unwrap().findings {
            *states.entry(finding.line.state).or_default() += 1;
        }
    }
    for state in [
        FindingState::Raised,
        FindingState::Assigned,
        FindingState::Rectifying,
        FindingState::Rectified,
        FindingState::Verified,
        FindingState::Withdrawn,
    ] {
        assert!(states.contains_key(&state), "{state:?} of {states:?}");
    }
    let today = store.clock().now().date_naive().to_string();
    let passed = |row: &VisitRow| {
        let findings = store.visit(row.id).unwrap().findings.into_iter();
        let mut open = findings.filter(|one| one.line.state.is_open());
        open.any(|one| {
            one.moves
                .iter()
                .any(|step| step.deadline.as_ref() < Some(&today) && step.deadline.is_some())
        })
    };
    assert!(visits(&store).iter().any(passed));
}

#[test]
fn a_colleague_was_somewhere_today_and_nothing_is_ones_own_yet() {
    let (_base, practice) = practice();
    let store = practice.resume().unwrap();
    let today = store.clock().now().date_naive().to_string();
    let visits = visits(&store);
    let newest = &visits[0];
    assert!(newest.visited_at.starts_with(&today));
    assert_eq!(newest.inspectors, ["督查员乙"]);
    assert!(visits.iter().any(|row| row.amended));
    assert_eq!(store.status().unwrap().seq.0, 0);
    assert!(store.verify().unwrap().ok);
}

#[test]
fn the_days_are_counted_back_from_the_day_on_which_it_is_begun_afresh() {
    let base = tempfile::tempdir().unwrap();
    let clock = TestClock::new();
    let practice = Practice::at(base.path().join("practice"), clock.clone());
    let first = visits(&practice.resume().unwrap())[0].visited_at.clone();
    clock.advance(3 * 86_400_000);
    let later = |store: Store| visits(&store)[0].visited_at.clone();
    assert_eq!(later(practice.resume().unwrap()), first);
    let afresh = later(practice.begin_afresh().unwrap());
    let today = clock.now().date_naive();
    assert!(afresh.starts_with(&today.to_string()));
    assert!(first.starts_with(&(today - Days::new(3)).to_string()));
}

#[test]
fn beginning_afresh_leaves_nothing_of_what_was_practised() {
    let (base, practice) = practice();
    drop(practice.resume().unwrap());
    drop(practice.begin_afresh().unwrap());
    let left = std::fs::read_dir(base.path().join("practice")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["2"]);
}

#[test]
fn practice_that_cannot_be_opened_any_more_is_begun_afresh() {
    let (base, practice) = practice();
    let database = practice.resume().unwrap().database();
    std::fs::write(&database, b"not a database at all, but long enough for one").unwrap();
    let again = practice.resume().unwrap();
    assert!(again.status().unwrap().practice);
    assert_ne!(again.database(), database);
    assert!(!base.path().join("practice/1").exists());
}
