//! The tablet's database is damaged where it hurts, and repaired by the program.

use std::fs;
use std::path::PathBuf;

use kakou_test_support::damage_root;
use serde_json::{Value, json};

use crate::tablet::Tablet;

const PAGE: usize = 4_096;

/// A tablet with three sealed visits and a draft, all in one file.
fn worked() -> (Tablet, String) {
    let tablet = Tablet::loaded();
    for day in 12..15 {
        let visit = json!({
            "site": kakou_test_support::id("白营村").to_string(),
            "visited_at": format!("2020-02-{day}T10:00:00+08:00"), "method": "unannounced",
            "answers": {"staffing.rostered": 3, "staffing.present": 2},
        });
        tablet.seal(&visit).quietly();
    }
    let draft = tablet.draft_with_present("1");
    // The log goes into the file, where the test can damage it.
    let db = rusqlite::Connection::open(database(&tablet)).unwrap();
    db.pragma_update(None, "wal_checkpoint", "TRUNCATE")
        .unwrap();
    (tablet, draft)
}

fn database(tablet: &Tablet) -> PathBuf {
    tablet.data().join("kakou.db")
}

fn overwrite(tablet: &Tablet, page: usize, with: u8) {
    let mut bytes = fs::read(database(tablet)).unwrap();
    bytes[page * PAGE..(page + 1) * PAGE].fill(with);
    fs::write(database(tablet), bytes).unwrap();
}

/// Repairs it; the damaged file is as it was, and the draft and the visits are there.
fn repaired_with_all(tablet: &Tablet, draft: &str) -> Value {
    let damaged = fs::read(database(tablet)).unwrap();
    let said = tablet.run(["repair", "--json"]).json();
    let aside = said["set_aside"].as_str().unwrap();
    assert!(fs::read(aside).unwrap() == damaged, "it was altered");
    assert_eq!(tablet.visits().len(), 3, "{said}");
    let page = tablet.run(["draft", "show", draft, "--json"]).json();
    assert_eq!(page["draft"]["answers"]["staffing.present"], 1);
    tablet.run(["verify"]).quietly();
    tablet.run(["draft", "seal", draft]).quietly();
    assert_eq!(tablet.visits().len(), 4);
    said
}

#[test]
fn nothing_is_done_to_a_sound_database() {
    let (tablet, _) = worked();
    let before = fs::read(database(&tablet)).unwrap();
    let said = tablet.run(["repair"]).quietly().out;
    assert!(said.starts_with("nothing is wrong with"), "{said}");
    assert!(fs::read(database(&tablet)).unwrap() == before);
}

#[test]
fn without_its_first_page_a_database_is_refused_and_repaired_without_loss() {
    let (tablet, draft) = worked();
    overwrite(&tablet, 0, 0xa5);
    let refused = tablet.run(["status"]).refused("damaged");
    assert!(
        refused.err.contains("nothing of it was deleted: repair it"),
        "{refused:?}"
    );
    let said = repaired_with_all(&tablet, &draft);
    assert_eq!((&said["missing"], &said["drafts"]), (&json!(0), &json!(1)));
}

#[test]
fn an_index_and_a_projection_are_made_again_and_the_journal_goes_on() {
    for name in [
        "sqlite_autoindex_entry_1",
        "fold_row",
        "visit",
        "visit_search_data",
    ] {
        let (tablet, draft) = worked();
        let author = tablet.run(["status", "--json"]).json()["author"].clone();
        damage_root(&database(&tablet), name, 0x00);
        // Whether a verb stumbles over it or not: the daily look finds it.
        let verbs = [
            &["status"][..],
            &["visits", "--search", "白营"],
            &["rebuild"],
        ];
        verbs.iter().for_each(|verb| drop(tablet.run(verb.iter())));
        let said = tablet.run(["repair", "--json"]).json();
        assert_eq!(said["missing"], 0, "{name}: {said}");
        assert_eq!(said["successor"], false, "{name}: {said}");
        let status = tablet.run(["status", "--json"]).json();
        assert_eq!(
            (&status["author"], &status["seq"]),
            (&author, &json!(3)),
            "{name}"
        );
        assert_eq!(tablet.visits().len(), 3, "{name}");
        tablet.run(["draft", "seal", &draft]).quietly();
        tablet.run(["verify"]).quietly();
    }
}

#[test]
fn what_stands_behind_a_lost_entry_is_carried_on_by_a_successor() {
    let (tablet, draft) = worked();
    let author = tablet.run(["status", "--json"]).json()["author"].clone();
    let bytes = fs::read(database(&tablet)).unwrap();
    // The first of the three visits' pages; what was made of them does not say a fact's kind.
    let mark = b"\"kind\":\"visit.sealed\"";
    let mut places = (0..bytes.len() / PAGE).filter(|page| {
        let page = &bytes[page * PAGE..(page + 1) * PAGE];
        page[0] == 0x0d && page.windows(mark.len()).any(|part| part == mark)
    });
    overwrite(&tablet, places.next().unwrap(), 0x00);
    let said = tablet.run(["repair", "--json"]).json();
    assert_eq!(said["successor"], true, "{said}");
    let kept = tablet.visits().len() as u64;
    assert_eq!(kept + said["unsent_lost"].as_u64().unwrap(), 3, "{said}");
    assert!((1..3).contains(&kept), "{said}");
    let status = tablet.run(["status", "--json"]).json();
    assert_ne!(status["author"], author);
    assert_eq!(status["pending"], kept);
    tablet.run(["draft", "seal", &draft]).quietly();
}

#[test]
fn a_file_that_ends_in_the_middle_keeps_what_stands_before() {
    let (tablet, _) = worked();
    let bytes = fs::read(database(&tablet)).unwrap();
    fs::write(database(&tablet), &bytes[..bytes.len() * 2 / 3]).unwrap();
    tablet.run(["visits"]).refused("damaged");
    let said = tablet.run(["repair"]).quietly().out;
    assert!(said.contains("the damaged file is now"), "{said}");
    tablet.run(["status"]).quietly();
}

#[test]
fn of_a_file_of_zeroes_a_new_journal_begins_and_the_keys_stay() {
    let (tablet, _) = worked();
    let bytes = fs::read(database(&tablet)).unwrap();
    fs::write(database(&tablet), vec![0; bytes.len()]).unwrap();
    let said = tablet.run(["repair", "--json"]).json();
    assert_eq!(
        (&said["kept"], &said["complete"]),
        (&json!(0), &json!(false))
    );
    assert_eq!(said["enrol_again"], true);
    assert!(tablet.visits().is_empty());
    assert_eq!(fs::read_dir(tablet.data().join("keys")).unwrap().count(), 2);
}

#[test]
fn a_log_with_a_bad_frame_is_refused_before_sqlite_drops_what_stands_behind() {
    let (tablet, _) = worked();
    // A reader that stays keeps the log from going into the file.
    let db = rusqlite::Connection::open(database(&tablet)).unwrap();
    db.execute_batch("BEGIN; SELECT count(*) FROM meta")
        .unwrap();
    for day in 16..20 {
        let visit = json!({
            "site": kakou_test_support::id("白营村").to_string(),
            "visited_at": format!("2020-02-{day}T10:00:00+08:00"), "method": "unannounced",
            "answers": {"staffing.rostered": 3, "staffing.present": 2},
        });
        tablet.seal(&visit).quietly();
    }
    let log = tablet.data().join("kakou.db-wal");
    let mut bytes = fs::read(&log).unwrap();
    bytes[32 + 24 + 100] ^= 0xff;
    let file = fs::read(database(&tablet)).unwrap();
    drop(db);
    fs::write(database(&tablet), file).unwrap();
    fs::write(&log, &bytes).unwrap();
    let _ = fs::remove_file(tablet.data().join("kakou.db-shm"));
    tablet.run(["status"]).refused("damaged");
    assert!(fs::read(&log).unwrap() == bytes, "it was altered");
    tablet.run(["repair"]).quietly();
    assert_eq!(tablet.visits().len(), 7, "what stands behind it was read");
    tablet.run(["verify"]).quietly();
}

#[test]
fn nobody_repairs_what_is_open() {
    let (tablet, _) = worked();
    let clock = std::sync::Arc::new(kakou_domain::SystemClock);
    let open = kakou_store::Store::open(&tablet.data(), clock).unwrap();
    tablet.run(["repair"]).refused("in-use");
    drop(open);
    tablet.run(["repair"]).quietly();
}

#[test]
fn a_repair_that_was_cut_off_while_it_set_the_file_aside_is_brought_to_its_end() {
    let (tablet, draft) = worked();
    overwrite(&tablet, 0, 0xa5);
    tablet.run(["repair"]).quietly();
    // As it is when the power goes between the two names.
    let waiting = tablet.data().join("kakou.db.repaired-20200214-100000000");
    fs::rename(database(&tablet), &waiting).unwrap();
    assert_eq!(tablet.visits().len(), 3);
    tablet.run(["draft", "seal", &draft]).quietly();
    assert!(!waiting.exists());
}
