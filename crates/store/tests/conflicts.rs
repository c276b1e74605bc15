//! What people stated differently is listed until somebody settles it.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::{Answer, FindingId};
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
    let moved = |finding: FindingId, to| FindingMoved {
        finding,
        to,
        unit: None,
        deadline: None,
        note: String::new(),
        evidence: Vec::new(),
    };
    one.finding_move(moved(line.id, FindingState::Rectified))
        .unwrap();
    other
        .finding_move(moved(line.id, FindingState::Rectifying))
        .unwrap();
    exchange(&county, &[&one, &other]);
    let listed = other.conflicts().unwrap();
    assert!(
        matches!(&listed[..], [ConflictView::Finding { visit, text, .. }]
        if *visit == sealed.id && *text == line.text)
    );
}

#[test]
fn a_database_that_kept_no_list_lists_its_conflicts_after_the_update() {
    let (_county, one, _other, id) = corrected_apart();
    let before = "DROP TABLE conflict; PRAGMA user_version = 1;";
    let database = one.database();
    Connection::open(&database)
        .unwrap()
        .execute_batch(before)
        .unwrap();
    let one = one.reopened();
    while one.project_pending().unwrap() > 0 {}
    assert!(names_only_the_visit(&one, id));
}
