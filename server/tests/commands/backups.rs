//! Backup, restore, and proof that nothing was altered.

use std::fs;

use crate::support::Desk;

#[test]
fn a_county_comes_back_from_its_backup_in_a_new_epoch() {
    let desk = Desk::tangyin();
    let made = desk.run(&["backup", "--to", "b"]).json();
    let size = fs::metadata(desk.path("b")).unwrap().len();
    assert_eq!(made["bytes"], size);
    desk.run(&["backup", "--to", "b"]).fails("file");
    fs::remove_dir_all(desk.county()).unwrap();
    let restored = desk.run(&["restore", "--from", "b"]).json();
    assert!(restored["set_aside"].is_null());
    let again = desk.run(&["restore", "--from", "b"]).json();
    assert_ne!(again["epoch"], restored["epoch"]);
    let aside = again["set_aside"].as_str().unwrap();
    assert!(fs::metadata(aside).unwrap().is_dir());
    let verified = desk.run(&["verify"]).json();
    assert_eq!(verified["ok"], true);
    assert_eq!(verified["journals"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_no_backup_leaves_the_county_as_it_is() {
    let desk = Desk::tangyin();
    desk.file("b", "not a backup");
    desk.run(&["restore", "--from", "b"]).fails("not-a-backup");
    desk.run(&["restore", "--from", "absent"]).fails("file");
    desk.run(&["verify"]).good();
}

#[test]
fn an_altered_payload_is_named_with_author_place_and_reason() {
    let desk = Desk::tangyin();
    let database = desk.county().join("kakou.db");
    // A checkpoint moves the log into the file, where the test alters it.
    desk.run(&["backup", "--to", "b"]).good();
    desk.run(&["restore", "--from", "b"]).good();
    let mut bytes = fs::read(&database).unwrap();
    let name = "程岗村卡点".as_bytes();
    let places: Vec<usize> = (0..bytes.len() - name.len())
        .filter(|place| bytes[*place..].starts_with(name))
        .collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + name.len()].copy_from_slice("程岗村卞点".as_bytes());
    }
    fs::write(&database, bytes).unwrap();
    let said = desk.run(&["verify"]).said();
    assert_eq!(said.code, 1);
    assert!(said.out.contains(": payload-altered"), "{}", said.out);
    assert!(said.err.ends_with("[journal-altered]\n"), "{}", said.err);
    let json = desk.run(&["verify", "--json"]).said();
    let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((json.code, &report["ok"]), (1, &false.into()));
    let bad = report["journals"].as_array().unwrap().iter();
    let bad: Vec<_> = bad.filter(|one| !one["bad"].is_null()).collect();
    assert_eq!(bad[0]["bad"]["code"], "payload-altered");
    assert!(bad[0]["bad"]["seq"].as_u64() > Some(1));
}
