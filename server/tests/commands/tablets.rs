//! Codes and packs for tablets, and the list of them.

use std::sync::Arc;

use chrono::Duration;
use kakou_domain::SystemClock;
use kakou_journal::{Signer, SoftwareKey};
use kakou_store::{BundleFrom, SiteGiven, Store, VisitGiven, read_code};
use serde_json::Value;

use crate::support::{Desk, sample, text};

#[test]
fn a_code_stands_alone_on_the_first_line() {
    let desk = Desk::tangyin();
    let said = desk.run(&["enrol-code", "--division", "410523105"]).good();
    let code = said.lines().next().unwrap();
    assert!(read_code(code).is_ok(), "{said}");
    assert!(!said.contains('█'), "no picture without a terminal");
    let json = desk
        .run(&["enrol-code", "--division", "410523", "--uses", "30"])
        .with(&["--valid-hours", "12", "--url", "https://kakou.example:8710"])
        .json();
    let code = json["code"].as_str().unwrap();
    assert!(read_code(code).is_ok());
    assert_eq!(
        (&json["uses"], &json["division"]),
        (&30.into(), &"410523".into())
    );
    let scanned = format!("kakou:enrol?url=https%3A%2F%2Fkakou.example%3A8710&code={code}");
    assert_eq!(json["qr"], scanned);
}

#[test]
fn a_code_is_written_on_a_card_to_print() {
    let desk = Desk::tangyin();
    let said = desk
        .run(&["enrol-code", "--division", "410523105", "--svg", "card.svg"])
        .with(&["--url", "https://kakou.example"])
        .good();
    let code = said.lines().next().unwrap();
    let card = std::fs::read_to_string(desk.path("card.svg")).unwrap();
    for line in [code, "https://kakou.example", "白营镇"] {
        assert!(card.contains(line), "{line}");
    }
}

#[test]
fn a_division_that_nobody_knows_gets_no_code_and_no_pack() {
    let desk = Desk::tangyin();
    for words in [
        &["enrol-code", "--division", "410524"][..],
        &["pack", "--division", "410523999", "--out", "p.kkp"],
    ] {
        desk.run(words).fails("unknown-division");
    }
    assert!(!desk.path("p.kkp").exists());
}

#[test]
fn a_pack_is_what_a_tablet_without_a_network_needs() {
    let desk = Desk::tangyin();
    let rosters = sample("sample-rosters.csv");
    let sites = sample("sample-sites.csv");
    desk.run(&["import", "sites", text(&sites)]).good();
    desk.run(&["import", "rosters", text(&rosters)]).good();
    let out = desk.path("p.kkp");
    desk.run(&["pack", "--division", "410523105", "--out", "p.kkp"])
        .good();
    let tablet = kakou_test_support::tablet();
    kakou_test_support::load_pack(&tablet, &std::fs::read(out).unwrap());
    let site = tablet.site(kakou_test_support::id("白营村")).unwrap();
    assert_eq!(site.shifts[0].required, 3);
    assert!(tablet.site(kakou_test_support::id("程岗村")).is_err());
    assert!(tablet.verify().unwrap().ok);
}

#[test]
fn nobody_is_retired_who_was_never_admitted() {
    let desk = Desk::tangyin();
    assert_eq!(desk.run(&["devices"]).json(), serde_json::json!([]));
    let author = "0".repeat(32);
    desk.run(&["retire", &author, "--reason", "丢失"])
        .fails("unknown-author");
}

#[test]
fn a_second_device_under_a_name_is_marked_until_it_is_renamed() {
    let desk = Desk::tangyin();
    let store = Store::open(&desk.county(), Arc::new(SystemClock)).unwrap();
    let mut authors = Vec::new();
    for _ in 0..2 {
        let key = SoftwareKey::generate().unwrap().public_key();
        let code = store.give_code(&"410523".parse().unwrap(), 1, Duration::hours(1));
        let (secret, _) = read_code(&code.unwrap()).unwrap();
        let (_, device) = store.enrol(&secret, &key, "王某", None).unwrap();
        authors.push(device.author.to_string());
    }
    drop(store);
    let marked = || {
        let devices = desk.run(&["devices"]).json();
        let told = |author: &String| {
            let all = devices.as_array().unwrap();
            let its = all.iter().find(|one| one["author"] == **author).unwrap();
            (its["name"].clone(), its["told_apart_from"].clone())
        };
        authors.iter().map(told).collect::<Vec<_>>()
    };
    let first = ("王某".into(), Value::Null);
    assert_eq!(
        marked(),
        [first.clone(), ("王某（2）".into(), "王某".into())]
    );
    let listed = desk.run(&["devices"]).good();
    let mark = "王某（2）  410523  0 entries";
    let line = listed.lines().find(|line| line.contains(mark)).unwrap();
    assert!(
        line.contains("second under 王某, in no team by that name"),
        "{line}"
    );
    desk.run(&["rename", &authors[1], "李某"]).good();
    assert_eq!(marked(), [first, ("李某".into(), Value::Null)]);
}

#[test]
fn what_a_tablet_could_not_send_is_taken_in_from_its_bundle() {
    let desk = Desk::tangyin();
    let tablet = kakou_test_support::tablet();
    let site = kakou_test_support::village("白营村");
    let visit = kakou_test_support::visit().present(1).of(3).given();
    let site = SiteGiven::Named {
        division: site.division.clone(),
        site_kind: site.kind.clone(),
        name: site.name,
    };
    tablet.seal(VisitGiven { site, ..visit }).unwrap();
    let mut file = std::fs::File::create(desk.path("b.kkbundle")).unwrap();
    let bundled = tablet
        .write_bundle(&mut file, BundleFrom::Unconfirmed)
        .unwrap();
    let import = ["import", "bundle", "b.kkbundle"];
    let refused = desk.run(&import).fails("bundle-not-admitted");
    assert!(refused.contains(&bundled.fingerprint), "{refused}");
    let admit = |division| ["--admit", "督查九组", "--division", division];
    let seen = ["--fingerprint", &bundled.fingerprint];
    desk.run(&import)
        .with(&admit("410524"))
        .with(&seen)
        .fails("unknown-division");
    let unseen = desk.run(&import).with(&admit("410523")).said();
    assert_eq!(unseen.code, 2, "nobody compared it: {}", unseen.err);
    let other = ["--fingerprint", "0000-0000-0000"];
    desk.run(&import)
        .with(&admit("410523"))
        .with(&other)
        .fails("bundle-other-fingerprint");
    assert!(desk.run(&["devices"]).json().as_array().unwrap().is_empty());
    let taken = desk.run(&import).with(&admit("410523")).with(&seen).json();
    assert_eq!(
        (&taken["new"], &taken["name"]),
        (&2.into(), &"督查九组".into()),
        "a site and a visit"
    );
    let again = desk.run(&import).good();
    assert!(again.contains("0 new entries, 2 known already"), "{again}");
    let visits = desk.run(&["visits"]).json();
    assert_eq!(visits.as_array().map(Vec::len), Some(1), "{visits}");
}
