//! Tallies: corrected, summed, told apart.

use kakou_store::views::TallyBy;
use kakou_store::{Store, TallyGiven};
use kakou_test_support::{Folder, admit, county, pull, push, tablet_of};

use super::support::{day, tally};
#[test]
fn tallies_are_corrected_with_a_reason_and_summed() {
    let tablet = tablet_of(&county());
    tablet.tally_record(tally("白营村", 14, 100)).unwrap();
    tablet.tally_record(tally("白营村", 15, 50)).unwrap();
    tablet.tally_record(tally("程岗村", 14, 7)).unwrap();
    let seq = |store: &Folder| store.status().unwrap().seq;
    let before = seq(&tablet);
    tablet.tally_record(tally("白营村", 14, 100)).unwrap();
    assert_eq!(seq(&tablet), before, "the same again states nothing");
    let other = tally("白营村", 14, 120);
    assert_eq!(
        tablet.tally_record(other.clone()).unwrap_err().code(),
        "tally-without-reason"
    );
    let explained = TallyGiven {
        reason: "漏记夜间车辆".to_owned(),
        ..other
    };
    let corrected = tablet.tally_record(explained).unwrap();
    assert_eq!((corrected.corrections, corrected.conflict), (1, false));

    let sums = |by| -> Vec<(String, u32, Option<u32>)> {
        let sums = tablet.tally_sums(day(14), day(15), by).unwrap();
        sums.into_iter()
            .map(|sum| (sum.of, sum.sites, sum.counts.vehicles_checked))
            .collect()
    };
    let of = |name: &str, sites, vehicles| (name.to_owned(), sites, Some(vehicles));
    assert_eq!(
        sums(TallyBy::Day),
        [of("2020-02-14", 2, 127), of("2020-02-15", 1, 50)]
    );
    let mut towns = sums(TallyBy::Township);
    towns.sort();
    assert_eq!(towns, [of("白营镇", 1, 170), of("菜园镇", 1, 7)]);
    assert_eq!(sums(TallyBy::Site).len(), 2);
}

#[test]
fn two_tablets_that_tally_one_shift_apart_make_a_conflict_that_is_settled() {
    let county = county();
    let (one, other) = (tablet_of(&county), tablet_of(&county));
    for tablet in [&one, &other] {
        admit(&county, tablet, "410523");
    }
    one.tally_record(tally("白营村", 14, 100)).unwrap();
    other.tally_record(tally("白营村", 14, 101)).unwrap();
    for tablet in [&one, &other] {
        push(tablet, &county);
    }
    pull(&one, &county);
    let seen = |store: &Store| store.tallies(day(14), day(14)).unwrap();
    assert!(seen(&one)[0].conflict);
    let settled = TallyGiven {
        reason: "两人各数一遍，以一组为准".to_owned(),
        ..tally("白营村", 14, 100)
    };
    one.tally_record(settled).unwrap();
    push(&one, &county);
    assert!(!seen(&county)[0].conflict);
}
