//! Tallies: what may be recorded, and sums of them.

use chrono::NaiveDate;
use kakou_domain::tally::{PeopleFrom, TallyCounts, TallyError, TallyRecorded};
use kakou_domain::visit::SiteRef;
use kakou_domain::{DivisionCode, SiteId, SiteKind};

fn tally(counts: TallyCounts) -> TallyRecorded {
    let division = DivisionCode::new("410523105201").unwrap();
    let kind = SiteKind::new("transport_checkpoint").unwrap();
    let name = "京港澳高速汤阴站".to_owned();
    TallyRecorded {
        site: SiteRef {
            id: SiteId::of(&division, &kind, &name),
            name,
            kind,
            division,
        },
        day: NaiveDate::from_ymd_opt(2020, 2, 14).unwrap(),
        shift: "白班".to_owned(),
        counts,
        reason: String::new(),
    }
}

fn vehicles(checked: u32, back: u32) -> TallyCounts {
    TallyCounts {
        vehicles_checked: Some(checked),
        vehicles_turned_back: Some(back),
        ..TallyCounts::default()
    }
}

#[test]
fn a_tally_that_cannot_be_is_refused() {
    assert_eq!(tally(vehicles(12, 1)).check(None), Ok(()));
    assert_eq!(
        tally(TallyCounts::default()).check(None),
        Err(TallyError::Empty)
    );
    assert_eq!(
        tally(vehicles(1, 12)).check(None).unwrap_err().code(),
        "tally-more-than-checked"
    );
    assert_eq!(
        tally(vehicles(2_000_000, 0)).check(None),
        Err(TallyError::TooMany(2_000_000))
    );
}

#[test]
fn a_correction_says_why_and_saying_the_same_again_needs_no_reason() {
    let before = vehicles(12, 1);
    assert_eq!(tally(before.clone()).check(Some(&before)), Ok(()));
    let other = tally(vehicles(21, 1));
    assert_eq!(other.check(Some(&before)), Err(TallyError::NoReason));
    let explained = TallyRecorded {
        reason: "两数写反".to_owned(),
        ..other
    };
    assert_eq!(explained.check(Some(&before)), Ok(()));
}

#[test]
fn a_shift_has_one_tally_wherever_it_is_recorded() {
    let one = tally(vehicles(1, 0));
    let night = TallyRecorded {
        shift: "夜班".to_owned(),
        ..one.clone()
    };
    assert_eq!(one.id(), tally(vehicles(9, 0)).id());
    assert_ne!(one.id(), night.id());
}

#[test]
fn sums_keep_what_nobody_counted_apart_from_none() {
    let from = |region: &str, people| PeopleFrom {
        region: region.to_owned(),
        people,
    };
    let mut sum = vehicles(10, 2);
    sum.add(&TallyCounts {
        vehicles_checked: Some(5),
        people_from: vec![from("湖北", 3)],
        ..TallyCounts::default()
    });
    sum.add(&TallyCounts {
        people_from: vec![from("湖北", 1), from("浙江", 2)],
        ..TallyCounts::default()
    });
    assert_eq!(sum.vehicles_checked, Some(15));
    assert_eq!(sum.vehicles_turned_back, Some(2));
    assert_eq!(sum.temperatures_taken, None);
    assert_eq!(sum.people_from, [from("湖北", 4), from("浙江", 2)]);
}
