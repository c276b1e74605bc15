//! Bulletins: issued once, printed again as they were, supplemented by what came later.

use std::sync::Arc;

use kakou_domain::SystemClock;
use kakou_store::{SiteGiven, Store};
use kakou_test_support::visit;
use serde_json::{Value, json};

use crate::support::Desk;

/// A county with two visits that found somebody missing.
fn visited() -> Desk {
    let desk = Desk::tangyin();
    let store = Store::open(&desk.county(), Arc::new(SystemClock)).unwrap();
    for (name, division, on) in [
        ("白营村卡点", "410523105201", "2020-02-14T09:30:00+08:00"),
        ("程岗村卡点", "410523101232", "2020-02-15T09:30:00+08:00"),
    ] {
        let mut given = visit().on(on).present(1).of(2).by("督查员甲").given();
        given.site = SiteGiven::Named {
            division: division.parse().unwrap(),
            site_kind: "village_checkpoint".parse().unwrap(),
            name: name.to_owned(),
        };
        store.seal(given).unwrap();
    }
    desk
}

#[test]
fn what_is_issued_stays_and_what_comes_later_is_a_supplement() {
    let desk = visited();
    let heading = desk.file(
        "heading.json",
        json!({"number": "汤疫防指〔2020〕3号"}).to_string(),
    );
    let heading = heading.to_str().unwrap();
    desk.run(&["bulletin", "--issue", "--heading", heading])
        .good();
    let listed = desk.run(&["bulletins"]).json();
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(listed[0]["number"], "汤疫防指〔2020〕3号");
    let facts = listed[0]["passages"].as_array().unwrap().iter();
    assert!(
        facts
            .clone()
            .any(|one| one["facts"].as_array().is_some_and(|all| all.len() == 2))
    );
    let issued = desk.run(&["bulletin", "--issued", &id]).good();
    assert!(issued.contains("发现2个点位存在问题2个。"), "{issued}");

    // Something comes in later: the issued one stays as it was, the supplement has that alone.
    let visit = desk.run(&["visits"]).json()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.run(&[
        "disposition",
        "add",
        "--visit",
        &visit,
        "--role",
        "值班干部",
    ])
    .with(&["--measure", "reminder_talk", "--date", "2020-02-18"])
    .good();
    assert_eq!(desk.run(&["bulletin", "--issued", &id]).good(), issued);
    let more = desk.run(&["bulletin", "--supplements", &id]).good();
    assert!(more.contains("情况的补充通报"), "{more}");
    assert!(more.contains("2月18日，对值班干部进行提醒谈话"), "{more}");
    assert!(!more.contains("白营村"), "{more}");
}

#[test]
fn blanks_are_filled_in_the_paper_alone() {
    let desk = visited();
    let heading = desk.file(
        "heading.json",
        json!({"number": "3", "contact": "{{联系人}} 0372-5550000"}).to_string(),
    );
    let blanks = desk.file("blanks.json", json!({"联系人": "值班员"}).to_string());
    let text = desk
        .run(&[
            "bulletin",
            "--issue",
            "--heading",
            heading.to_str().unwrap(),
        ])
        .with(&["--blanks", blanks.to_str().unwrap()])
        .good();
    assert!(text.contains("联系方式：值班员 0372-5550000"), "{text}");
    let kept: Value = desk.run(&["bulletins"]).json();
    assert!(!kept.to_string().contains("值班员"), "{kept}");
}

#[test]
fn the_day_says_which_tablets_are_silent() {
    let desk = visited();
    let day = desk.run(&["daily", "--date", "2020-02-14"]).json();
    assert_eq!(day["tablets"]["admitted"], 0);
    let text = desk.run(&["daily", "--date", "2020-02-14"]).good();
    assert!(text.contains("平板0台"), "{text}");
    // So does the draft of a bulletin, beside it and not in it.
    let draft = desk.run(&["bulletin"]).said();
    assert!(draft.err.contains("平板0台，已联系0台。"), "{}", draft.err);
    assert!(!draft.out.contains("平板"), "{}", draft.out);
}
