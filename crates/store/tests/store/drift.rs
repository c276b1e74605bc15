//! How far tablets' clocks are off.

use chrono::Duration;
use kakou_domain::Clock;
use kakou_test_support::{push, two_tablets, visit};

#[test]
fn the_drift_is_measured_once_a_minute_in_the_sense_in_which_facts_state_it() {
    let (county, one, other) = two_tablets();
    let author = one.author().unwrap();
    let measured = |ahead: Duration| {
        let told = county.clock.now() + ahead;
        county.note_drift(author, told).unwrap();
        county.drift(author).unwrap().unwrap()
    };
    let first = measured(Duration::minutes(20));
    // A clock that is ahead is corrected by less than nothing.
    assert!((-1_200_000..-1_199_900).contains(&first.ms), "{first:?}");
    assert!(first.is_wrong());
    assert_eq!(measured(Duration::zero()), first, "within the minute");
    county.clock.advance(61_000);
    let second = measured(Duration::minutes(-4));
    assert!((240_000..240_100).contains(&second.ms), "{second:?}");
    assert!(!second.is_wrong());
    county.clock.advance(61_000);
    assert!(measured(Duration::minutes(-6)).is_wrong());
    assert!(county.drift(other.author().unwrap()).unwrap().is_none());
}

#[test]
fn what_a_tablet_states_of_its_clock_is_that_of_its_newest_fact() {
    let (county, one, _) = two_tablets();
    let author = one.author().unwrap();
    assert!(county.stated_clock(author).unwrap().is_none());
    for minutes in [20, 2] {
        let server = one.clock.now() + Duration::minutes(minutes);
        one.note_contact(server, 0).unwrap();
        one.seal(visit().given()).unwrap();
    }
    push(&one, &county);
    let stated = county.stated_clock(author).unwrap().unwrap();
    assert!((119_000..121_000).contains(&stated.drift_ms), "{stated:?}");
}
