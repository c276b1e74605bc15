//! Setting a county up.

use std::fs;

use crate::support::{Desk, sample, text};

#[test]
fn a_county_is_made_with_its_divisions_sites_and_checklists() {
    let desk = Desk::empty();
    let divisions = sample("tangyin-divisions.csv");
    let made = desk
        .run(&["init", "--county", "410523", "--name", "汤阴县"])
        .with(&["--divisions", text(&divisions), "--with-sites"])
        .json();
    assert_eq!(made["name"], "汤阴县");
    assert_eq!(
        (
            made["divisions"].as_u64(),
            made["sites"].as_u64(),
            made["checklists"].as_u64()
        ),
        (Some(314), Some(313), Some(11))
    );
    assert!(desk.run(&["verify"]).good().contains("ok"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(desk.county()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}

#[test]
fn a_second_set_up_is_refused_and_changes_nothing() {
    let desk = Desk::tangyin();
    let before = desk.run(&["verify"]).good();
    let divisions = sample("tangyin-divisions.csv");
    desk.run(&["init", "--county", "410523", "--divisions"])
        .with(&[text(&divisions)])
        .fails("already-set-up");
    assert_eq!(desk.run(&["verify"]).good(), before);
}

#[test]
fn a_set_up_that_fails_leaves_nothing_behind() {
    let desk = Desk::empty();
    let rows =
        "code,name,township_code,township\n410523100200,甲村,410523100,城关镇\n4105,乙村,,\n";
    let wrong = desk.file("wrong.csv", rows);
    let said = desk
        .run(&["init", "--county", "410523", "--divisions", text(&wrong)])
        .fails("bad-rows");
    assert!(said.contains("row 3"), "{said}");
    assert_eq!(fs::read_dir(desk.path("")).unwrap().count(), 1);

    let absent = desk.run(&["init", "--county", "410523", "--divisions", "absent.csv"]);
    absent.fails("file-unreadable");
    let divisions = sample("tangyin-divisions.csv");
    let township = desk.run(&["init", "--county", "410523100", "--divisions"]);
    township.with(&[text(&divisions)]).fails("not-a-county");
    assert_eq!(fs::read_dir(desk.path("")).unwrap().count(), 1);
}

#[test]
fn what_an_interrupted_set_up_left_is_in_nobodys_way() {
    let desk = Desk::empty();
    fs::create_dir_all(desk.path("county.making/keys")).unwrap();
    fs::write(desk.path("county.making/kakou.db"), "half").unwrap();
    let divisions = sample("tangyin-divisions.csv");
    desk.run(&["init", "--county", "410523", "--divisions"])
        .with(&[text(&divisions)])
        .good();
    assert!(!desk.path("county.making").exists());
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let desk = Desk::empty();
    fs::create_dir(desk.county()).unwrap();
    fs::write(desk.county().join("letter.txt"), "dear").unwrap();
    let divisions = sample("tangyin-divisions.csv");
    desk.run(&["init", "--county", "410523", "--divisions"])
        .with(&[text(&divisions)])
        .fails("folder-not-empty");
    assert_eq!(fs::read_dir(desk.county()).unwrap().count(), 1);
}

#[test]
fn wrong_usage_ends_with_two() {
    let desk = Desk::empty();
    for words in [
        &["init"][..],
        &["visits", "--limit", "0"],
        &["import", "people", "f.csv"],
        &["enrol-code", "--division", "4105x"],
        &["enrol-code", "--division", "410523", "--uses", "0"],
        &["serve", "--tls-cert", "a.pem"],
        &["dance"],
    ] {
        assert_eq!(desk.run(words).said().code, 2, "{words:?}");
    }
    let without = std::process::Command::new(env!("CARGO_BIN_EXE_kakou-server"))
        .arg("verify")
        .output()
        .unwrap();
    assert_eq!(without.status.code(), Some(2));
}

#[test]
fn a_folder_that_is_not_set_up_is_named() {
    let desk = Desk::empty();
    for words in [&["verify"][..], &["visits"], &["serve"], &["devices"]] {
        desk.run(words).fails("not-set-up");
    }
}
