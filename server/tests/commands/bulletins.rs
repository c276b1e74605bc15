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

fn headed(desk: &Desk, heading: &Value) -> String {
    let file = desk.file("heading.json", heading.to_string());
    file.to_str().unwrap().to_owned()
}

/// Checks and issues the bulletin with this heading; gives its id and what was issued.
fn issued(desk: &Desk, heading: &str) -> (String, String) {
    let asked = ["bulletin", "--heading", heading];
    desk.run(&asked).with(&["--check", "督查员甲"]).good();
    let text = desk.run(&asked).with(&["--issue", "督查办主任"]).good();
    let listed = desk.run(&["bulletins"]).json();
    (listed[0]["fact"].as_str().unwrap().to_owned(), text)
}

fn reprimand(desk: &Desk, role: &str) {
    let visits = desk.run(&["visits"]).json();
    let visit = visits[0]["id"].as_str().unwrap();
    desk.run(&["disposition", "add", "--visit", visit, "--role", role])
        .with(&["--measure", "reminder_talk", "--date", "2020-02-18"])
        .good();
}

#[test]
fn what_is_issued_stays_and_what_comes_later_is_a_supplement() {
    let desk = visited();
    let heading = headed(&desk, &json!({"number": "汤疫防指〔2020〕3号"}));
    let (id, first) = issued(&desk, &heading);
    let kept = desk.run(&["bulletin", "--issued", &id]).json();
    let blocks = kept["document"]["body"].as_array().unwrap().iter();
    let of_both = |block: &Value| {
        block["sources"]
            .as_array()
            .is_some_and(|all| all.len() == 2)
    };
    assert!(blocks.clone().any(of_both), "{kept}");
    let again = desk.run(&["bulletin", "--issued", &id]).good();
    assert!(again.contains("发现2个点位存在问题2个。"), "{again}");
    assert_eq!(again, first);

    // Something comes in later: the issued one stays as it was, the supplement has that alone.
    reprimand(&desk, "值班干部");
    assert_eq!(desk.run(&["bulletin", "--issued", &id]).good(), again);
    let more = desk.run(&["bulletin", "--supplements", &id]).good();
    assert!(more.contains("情况的补充通报"), "{more}");
    assert!(more.contains("2月18日，对值班干部进行提醒谈话"), "{more}");
    assert!(!more.contains("白营村"), "{more}");
    // A number is issued once.
    let asked = ["bulletin", "--heading", &heading];
    let again = desk.run(&asked).with(&["--check", "督查员甲"]);
    again.fails("bulletin-issued-already");
    let again = desk.run(&asked).with(&["--issue", "督查员甲"]);
    again.fails("bulletin-issued-already");
    let said = desk.run(&asked).said().err;
    assert!(said.contains(&format!("draft: {id} was issued")), "{said}");
}

#[test]
fn only_what_somebody_has_checked_word_for_word_is_issued() {
    let desk = visited();
    let heading = headed(&desk, &json!({"number": "3"}));
    let run = |words: &[&str]| desk.run(&["bulletin", "--heading", &heading]).with(words);
    run(&["--issue", "督查办主任"]).fails("bulletin-not-checked");
    run(&["--check", " "]).fails("bulletin-without-person");
    assert!(run(&[]).said().err.contains("draft: nobody has checked it"));
    run(&["--check", "督查员甲"]).good();
    let said = run(&[]).said().err;
    assert!(said.contains("checked by 督查员甲"), "{said}");
    assert!(said.contains("as it reads now"), "{said}");

    // A record changes it: what is different is named, and it is checked again.
    reprimand(&desk, "值班干部");
    let said = run(&[]).said().err;
    assert!(
        said.contains("draft: it has changed since 督查员甲"),
        "{said}"
    );
    let refused = run(&["--issue", "督查办主任"]).fails("bulletin-changed");
    assert!(refused.contains("now: "), "{refused}");
    assert!(refused.contains("对值班干部进行提醒谈话"), "{refused}");
    assert!(!refused.contains("白营村卡点。2月14日"), "{refused}");
    run(&["--check", "督查员乙"]).good();

    // So does another form, another heading, another order.
    for words in [["--form", "简报"], ["--by", "kind"]] {
        run(&[words[0], words[1], "--issue", "督查办主任"]).fails("bulletin-changed");
    }
    let listed = desk.run(&["bulletins"]).json();
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    assert_eq!(
        (&listed[0]["state"], &listed[0]["checker"]),
        (&"checked".into(), &"督查员乙".into())
    );
    run(&["--issue", " "]).fails("bulletin-without-person");
    run(&["--issue", "督查员乙"]).good();
    let listed = desk.run(&["bulletins"]).json();
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    assert_eq!(
        (&listed[0]["state"], &listed[0]["same_person"]),
        (&"issued".into(), &true.into())
    );
    let text = desk.run(&["bulletins"]).good();
    assert!(text.contains("已签发"), "{text}");
    assert!(text.contains("核稿、签发为同一人"), "{text}");
    desk.run(&["verify"]).good();
}

#[test]
fn the_issued_fact_names_the_check_and_has_its_digest() {
    let desk = visited();
    let heading = headed(&desk, &json!({"number": "3"}));
    issued(&desk, &heading);
    let facts = facts(&desk);
    let kind = |kind: &str| facts.iter().find(|one| one["kind"] == kind).unwrap();
    let (checked, issued) = (kind("bulletin.checked"), kind("bulletin.issued"));
    assert_eq!(issued["body"]["check"], checked["id"]);
    assert_eq!(issued["body"]["signer"], "督查办主任");
    let body = serde_json::from_value(issued["body"].clone());
    let body: kakou_domain::reports::BulletinIssued = body.unwrap();
    assert_eq!(checked["body"]["digest"], body.digest().as_str());
}

/// What is in headquarters' journal.
fn facts(desk: &Desk) -> Vec<Value> {
    let file = desk.path("facts.jsonl");
    desk.run(&["export", "facts", "--out", file.to_str().unwrap()])
        .good();
    let lines = std::fs::read_to_string(file).unwrap();
    let payload = |line: &str| serde_json::from_str::<Value>(line).unwrap()["payload"].clone();
    lines.lines().map(payload).collect()
}

#[test]
fn blanks_are_filled_in_the_paper_alone() {
    let desk = visited();
    let heading = json!({"number": "3", "contact": "{{联系人}} 0372-5550000"});
    let heading = headed(&desk, &heading);
    let blanks = desk.file("blanks.json", json!({"联系人": "某某某"}).to_string());
    let blanks = ["--blanks", blanks.to_str().unwrap()];
    for (verb, who) in [("--check", "督查员甲"), ("--issue", "督查办主任")] {
        let text = desk
            .run(&["bulletin", "--heading", &heading, verb, who])
            .with(&blanks)
            .good();
        assert!(text.contains("联系方式：某某某 0372-5550000"), "{text}");
    }
    let kept = serde_json::to_string(&facts(&desk)).unwrap();
    assert!(kept.contains("{{联系人}}") && !kept.contains("某某某"));
}

#[test]
fn names_of_people_are_blanks_in_the_journal_and_listed_to_be_filled_in() {
    let desk = visited();
    reprimand(&desk, "村主任");
    let heading = headed(&desk, &json!({"number": "3"}));
    let run = |words: &[&str]| {
        desk.run(&["bulletin", "--names", "--heading", &heading])
            .with(words)
    };
    let said = run(&["--check", "督查员甲"]).said().err;
    let listed = said.lines().find_map(|line| line.strip_prefix("blanks: "));
    let name = listed
        .unwrap()
        .split(' ')
        .find(|name| name.ends_with("-村主任"));
    let name = name.unwrap().to_owned();
    let blanks = desk.file("blanks.json", json!({name.clone(): "某某某"}).to_string());
    let issue = [
        "--issue",
        "督查办主任",
        "--blanks",
        blanks.to_str().unwrap(),
    ];
    let text = run(&issue).good();
    assert!(text.contains("对村主任某某某进行提醒谈话"), "{text}");
    let kept = serde_json::to_string(&facts(&desk)).unwrap();
    assert!(kept.contains(&format!("村主任{{{{{name}}}}}")) && !kept.contains("某某某"));
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
