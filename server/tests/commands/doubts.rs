//! Visits that are dated after their receipt, before a person at headquarters.

use std::sync::Arc;

use chrono::Duration;
use kakou_domain::Clock;
use kakou_journal::Signer;
use kakou_store::{Store, read_code};
use kakou_test_support::{Folder, TestClock, load_pack, push, tablet, visit};
use serde_json::Value;

use crate::support::Desk;

/// A tablet whose clock was wrong for a day's visit, and right when it sent that.
fn pushed(desk: &Desk, clock: &Arc<TestClock>) -> Folder {
    let county = Store::open(&desk.county(), clock.clone()).unwrap();
    let tablet = tablet();
    let division = "410523".parse().unwrap();
    load_pack(&tablet, &county.pack(vec![division]).unwrap());
    tablet.seal(visit().given()).unwrap();
    let days = Duration::days(6).num_milliseconds();
    tablet.clock.advance(days);
    let ahead = visit().on("2020-02-20T09:30:00+08:00").given();
    tablet.seal(ahead).unwrap();
    tablet.clock.advance(-days);
    let code = county.give_code(&"410523".parse().unwrap(), 1, Duration::hours(1));
    let (secret, _) = read_code(&code.unwrap()).unwrap();
    let key = tablet.own_key().unwrap().public_key();
    county.enrol(&secret, &key, "督查一组", None).unwrap();
    push(&tablet, &county);
    tablet
}

#[test]
fn a_doubted_visit_is_listed_and_decided_on_and_the_decision_may_be_reversed() {
    let desk = Desk::tangyin();
    pushed(&desk, &TestClock::new());
    let listed = || desk.run(&["doubt"]).json()["doubted"].clone();
    let all = listed();
    assert_eq!(all.as_array().unwrap().len(), 1);
    assert_eq!(all[0]["date"], "doubted");
    assert_eq!(all[0]["visited_at"], "2020-02-20T09:30:00+08:00");
    assert!(
        all[0]["received_at"]
            .as_str()
            .unwrap()
            .starts_with("2020-02-16T08:")
    );
    let id = all[0]["id"].as_str().unwrap();
    let text = desk.run(&["doubt"]).good();
    assert!(
        text.starts_with(id) && text.contains("白营村卡点"),
        "{text}"
    );
    let visits = desk.run(&["visits"]).good();
    assert!(visits.contains("日期存疑"), "{visits}");

    let rejected = desk.run(&["doubt", id, "--rejected", "--reason", "时钟不对"]);
    let rejected = rejected.good();
    assert!(rejected.contains("rejected: 时钟不对"), "{rejected}");
    assert_eq!(listed()[0]["date"], "rejected");
    desk.run(&["doubt", id, "--counts", "--reason", "已核实"])
        .good();
    assert_eq!(listed(), Value::Array(Vec::new()));
    desk.run(&["doubt", id, "--rejected", "--reason", "又核实"])
        .good();
    assert_eq!(listed()[0]["decisions"].as_array().unwrap().len(), 3);

    for words in [
        &["doubt", id][..],
        &["doubt", id, "--rejected"],
        &["doubt", "--rejected", "--reason", "x"],
        &["doubt", id, "--counts", "--rejected", "--reason", "x"],
    ] {
        assert_eq!(desk.run(words).said().code, 2, "{words:?}");
    }
    desk.run(&["doubt", id, "--counts", "--reason", " "])
        .fails("date-reason");
    let visits = desk.run(&["visits"]).json();
    let honest = visits.as_array().unwrap().last().unwrap();
    let honest = honest["id"].as_str().unwrap();
    desk.run(&["doubt", honest, "--rejected", "--reason", "x"])
        .fails("date-not-doubted");
}

#[test]
fn a_devices_measured_clock_stands_beside_the_one_that_it_states() {
    let desk = Desk::tangyin();
    let clock = TestClock::new();
    let tablet = pushed(&desk, &clock);
    let author = tablet.author().unwrap();
    let clock_of = || {
        let devices = desk.run(&["devices"]).json();
        let of = |key: &str| devices[0][key].clone();
        (of("drift_ms"), of("clock_wrong"), of("stated_drift_ms"))
    };
    assert_eq!(clock_of(), (Value::Null, false.into(), Value::Null));

    let county = Store::open(&desk.county(), clock.clone()).unwrap();
    tablet.note_contact(tablet.clock.now(), 0).unwrap();
    tablet.seal(visit().at("程岗村").given()).unwrap();
    push(&tablet, &county);
    county
        .note_drift(author, clock.now() + Duration::minutes(20))
        .unwrap();
    let (measured, wrong, stated) = clock_of();
    assert!((-1_200_000..-1_199_000).contains(&measured.as_i64().unwrap()));
    assert_eq!(wrong, true);
    assert!(stated.as_i64().unwrap().abs() < 1_000);
    let text = desk.run(&["devices"]).good();
    assert!(
        text.contains("CLOCK WRONG: 1199 s ahead at 2020-02-16T08:"),
        "{text}"
    );
    assert!(text.contains(", it states 0 s "), "{text}");
}
