//! What people stated differently is listed until somebody settles it.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use kakou_domain::Answer;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_store::Store;
use kakou_store::views::ConflictView;
use kakou_test_support::{Folder, admit, county, exchange, tablet_of, visit};
use rusqlite::Connection;

/// Two tablets of a county with one visit, whose correction they tell differently.
fn corrected_apart() -> (Folder, Folder, Folder, kakou_domain::VisitId) {
    let county = county();
    let (one, other) = (tablet_of(&county), tablet_of(&county));
    other.set_name("督查二组").unwrap();
    admit(&county, &one, "410523");
    admit(&county, &other, "410523");
    let sealed = one.seal(visit().present(3).of(3).given()).unwrap();
    exchange(&county, &[&one, &other]);
    for (tablet, count) in [(&one, 4), (&other, 5)] {
        tablet
            .amend(sealed.id, "点错人数", |draft| {
                draft.answer("staffing.present", Some(Answer::Count(count)));
            })
            .unwrap();
    }
    exchange(&county, &[&one, &other]);
    (county, one, other, sealed.id)
}

fn names_only_the_visit(store: &Store, id: kakou_domain::VisitId) -> bool {
    let listed = store.conflicts().unwrap();
    matches!(&listed[..], [ConflictView::Visit { visit, site, .. }]
        if *visit == id && site.name == "白营村卡点")
}

#[test]
fn a_visit_that_was_corrected_differently_is_listed_until_it_is_settled() {
    let (county, one, other, id) = corrected_apart();
    for store in [&county, &one, &other] {
        assert!(names_only_the_visit(store, id));
    }
    other
        .amend(id, "双方核对", |draft| {
            draft.answer("staffing.present", Some(Answer::Count(4)));
        })
        .unwrap();
    exchange(&county, &[&one, &other]);
    for store in [&county, &one, &other] {
        assert_eq!(store.conflicts().unwrap(), []);
    }
}

#[test]
fn a_finding_that_was_moved_differently_is_listed_with_its_sentence() {
    let county = county();
    let (one, other) = (tablet_of(&county), tablet_of(&county));
    admit(&county, &one, "410523");
    admit(&county, &other, "410523");
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap();
    exchange(&county, &[&one, &other]);
    let line = one.visit(sealed.id).unwrap().findings[0].line.clone();
    one.finding_move(FindingMoved::new(line.id, FindingState::Rectified))
        .unwrap();
    other
        .finding_move(FindingMoved::new(line.id, FindingState::Rectifying))
        .unwrap();
    exchange(&county, &[&one, &other]);
    let listed = other.conflicts().unwrap();
    assert!(
        matches!(&listed[..], [ConflictView::Finding { finding, text, .. }]
        if *finding == line.id && *text == line.text)
    );
}

/// A database of the first version with the same journals, and rows that it takes for made.
fn as_the_first_version(one: &Store) {
    let first = one.folder().join("first.db");
    let db = Connection::open(&first).unwrap();
    db.execute_batch(include_str!("../src/migrations/0001.sql"))
        .unwrap();
    db.execute("ATTACH ?1 AS now", [one.database().to_str().unwrap()])
        .unwrap();
    db.execute_batch(
        "INSERT INTO meta SELECT * FROM now.meta;
         INSERT INTO journal SELECT * FROM now.journal;
         INSERT INTO entry SELECT * FROM now.entry;
         DETACH now;
         PRAGMA user_version = 1;",
    )
    .unwrap();
    let id: i64 = Connection::open(one.database())
        .unwrap()
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .unwrap();
    db.pragma_update(None, "application_id", id).unwrap();
}

#[test]
fn a_database_that_kept_no_list_lists_its_conflicts_after_the_update() {
    let (_county, one, _other, id) = corrected_apart();
    as_the_first_version(&one);
    let (folder, database) = (one.folder().to_owned(), one.database());
    // With its log, which holds what the file does not say yet.
    for part in ["", "-wal", "-shm"] {
        let mut old = database.clone().into_os_string();
        old.push(part);
        let _ = std::fs::remove_file(old);
    }
    std::fs::rename(folder.join("first.db"), &database).unwrap();
    let one = one.reopened();
    while one.project_pending().unwrap() > 0 {}
    assert!(names_only_the_visit(&one, id));
}
