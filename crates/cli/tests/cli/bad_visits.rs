//! Bad visits are named with their place and left out; the good ones among them are sealed.

use serde_json::{Value, json};

use crate::tablet::Tablet;

fn good() -> Value {
    json!({ "site": "白营村卡点", "division": "410523105201", "site_kind": "village_checkpoint",
            "visited_at": "2020-02-14T09:30:00+08:00", "method": "unannounced",
            "answers": { "staffing.rostered": 2, "staffing.present": 2 } })
}

/// A good visit with one thing changed.
fn with(key: &str, value: Value) -> Value {
    let mut visit = good();
    visit[key] = value;
    visit
}

fn answering(item: &str, value: Value) -> Value {
    with("answers", json!({ item: value }))
}

fn ahead(hours: i64) -> String {
    (chrono::Local::now() + chrono::Duration::hours(hours)).to_rfc3339()
}

/// Seals one bad visit between two good ones; gives the line that names it.
fn named(bad: &Value, code: &str) -> String {
    let tablet = Tablet::loaded();
    let ran = tablet.seal(&json!([good(), bad, good()]));
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(ran.lines().len(), 2, "the good ones are sealed: {ran:?}");
    let lines: Vec<_> = ran.err.lines().collect();
    assert_eq!(lines.len(), 1, "{ran:?}");
    assert!(lines[0].contains(": [1]: "), "its place: {}", lines[0]);
    assert!(lines[0].ends_with(&format!("[{code}]")), "{}", lines[0]);
    assert_eq!(tablet.visits().len(), 2);
    tablet.run(["verify"]).quietly();
    lines[0].to_owned()
}

#[test]
fn counts_that_cannot_be() {
    for (count, says) in [
        (json!(-1), "-1 is not within"),
        (json!(i64::MAX), "9223372036854775807 is not within"),
        (json!("two"), "count is expected"),
    ] {
        let line = named(&answering("staffing.present", count), "invalid-answers");
        assert!(
            line.contains("staffing.present") && line.contains(says),
            "{line}"
        );
    }
    for count in [json!(u64::MAX), json!(1.5), json!(1e30)] {
        let line = named(&answering("staffing.present", count), "bad-input");
        assert!(line.contains("not a whole number"), "{line}");
    }
}

#[test]
fn a_roster_of_nobody() {
    let line = named(&answering("staffing.rostered", json!(0)), "invalid-answers");
    assert!(line.contains("staffing.rostered"), "{line}");
}

#[test]
fn items_and_choices_that_the_checklist_does_not_have() {
    for (item, value) in [
        ("staffing.robots", json!(1)),
        ("control.barrier", json!("moat")),
        ("control.barrier", json!({ "not_applicable": "" })),
        ("gatherings.kind", json!(["cards", "cards"])),
    ] {
        let line = named(&answering(item, value), "invalid-answers");
        assert!(line.contains(item), "{line}");
    }
}

#[test]
fn a_day_that_has_not_come() {
    let line = named(&with("visited_at", json!(ahead(26))), "in-the-future");
    assert!(line.contains("a day ahead"), "{line}");
    let tablet = Tablet::loaded();
    tablet.seal(&with("visited_at", json!(ahead(22)))).quietly();
}

#[test]
fn kinds_and_sites_that_nobody_knows() {
    let mut visit = with("site_kind", json!("space_port"));
    visit["site"] = json!("发射场");
    let line = named(&visit, "no-checklist");
    assert!(line.contains("space_port"), "{line}");
    named(&with("site_kind", json!("Not a kind!")), "bad-input");
    named(&with("division", json!("41052310520")), "bad-input");

    let mut by_id = good();
    for key in ["division", "site_kind"] {
        by_id.as_object_mut().unwrap().remove(key);
    }
    let line = named(&by_id, "bad-input");
    assert!(line.contains("白营村卡点"), "{line}");
    by_id["site"] = json!("00000000-0000-5000-8000-000000000000");
    named(&by_id, "no-site");
}

#[test]
fn what_is_no_visit_at_all() {
    named(&json!(17), "bad-input");
    named(&json!([]), "bad-input");
    named(&json!({}), "bad-input");
    named(&with("visited_at", json!("yesterday")), "bad-input");
    named(
        &with("visited_at", json!("2020-02-14T09:30:00")),
        "bad-input",
    );
    named(&with("method", json!("by guessing")), "bad-input");
    named(&with("answers", json!([1, 2])), "bad-input");
}

#[test]
fn edits_of_findings_that_were_not_raised_or_without_a_reason() {
    let edits = json!([{ "category": "control.no_barrier", "text": "没有。" }]);
    named(&with("finding_edits", edits), "no-such-finding");
    let mut visit = answering("control.barrier", json!("none"));
    visit["finding_edits"] = json!([{ "category": "control.no_barrier", "severity": "minor" }]);
    named(&visit, "severity-without-reason");
}

#[test]
fn all_bad_ones_are_named_and_unknown_keys_only_once() {
    let tablet = Tablet::loaded();
    let mut odd = good();
    odd["weather"] = json!("晴");
    odd["mood"] = json!(3);
    let visits = json!({ "weather": "晴", "visits": [odd, 1, odd, 2, good()] });
    let ran = tablet.seal(&visits);
    assert_eq!((ran.code, ran.lines().len()), (1, 3));
    let lines: Vec<_> = ran.err.lines().collect();
    assert_eq!(lines.len(), 3, "{ran:?}");
    assert!(lines[0].contains("visits[1]") && lines[1].contains("visits[3]"));
    assert!(lines[2].starts_with("warning: ") && lines[2].ends_with("mood, weather"));
}

#[test]
fn a_name_that_is_new_makes_one_site_and_a_bad_visit_there_none() {
    let tablet = Tablet::loaded();
    let mut visit = with("site", json!("新设卡点"));
    visit["answers"] = json!({ "staffing.present": -1 });
    tablet.seal(&visit).refused("invalid-answers");
    let sites = || {
        let found = tablet.run(["sites", "--json", "--search", "新设"]).json();
        found.as_array().unwrap().len()
    };
    assert_eq!(sites(), 0);
    tablet.seal(&with("site", json!("新设卡点"))).quietly();
    tablet.seal(&with("site", json!("新设卡点"))).quietly();
    assert_eq!((sites(), tablet.visits().len()), (1, 2));
}
