//! Receipts and signed heads are kept where they were given: one a push, not one an entry.

use kakou_domain::Seq;
use kakou_store::Store;
use kakou_test_support::{admit, county, push, tablet_of, visit};
use rusqlite::Connection;

/// The kept heads of a journal: each seq, and whether there is a receipt for it.
fn kept(store: &Store, of: &Store) -> Vec<(i64, bool)> {
    let db = Connection::open(store.database()).unwrap();
    let text = "SELECT seq, receipt IS NOT NULL FROM signed_head WHERE author = ?1 ORDER BY seq";
    let author = of.author().unwrap().0;
    db.prepare(text)
        .unwrap()
        .query_map([author], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn a_push_leaves_one_head_with_its_receipt_on_both_sides() {
    let county = county();
    let tablet = tablet_of(&county);
    admit(&county, &tablet, "410523");
    for present in 0..3 {
        tablet.seal(visit().present(present).of(3).given()).unwrap();
    }
    assert_eq!(kept(&tablet, &tablet), [], "nothing was pushed yet");
    push(&tablet, &county);
    tablet.seal(visit().present(3).of(3).given()).unwrap();
    push(&tablet, &county);
    for store in [&*tablet, &*county] {
        assert_eq!(kept(store, &tablet), [(3, true), (4, true)]);
    }
}

#[test]
fn a_push_without_anything_new_keeps_nothing_new() {
    let county = county();
    let tablet = tablet_of(&county);
    admit(&county, &tablet, "410523");
    tablet.seal(visit().present(1).of(3).given()).unwrap();
    let batch = tablet.next_push().unwrap();
    let first = county.take_push(&batch).unwrap();
    tablet.apply_receipt(&first).unwrap();
    let db = Connection::open(county.database()).unwrap();
    let text = "SELECT received_at FROM signed_head WHERE author = ?1";
    let author = tablet.author().unwrap();
    let of =
        |db: &Connection| -> String { db.query_row(text, [author.0], |row| row.get(0)).unwrap() };
    let before = of(&db);
    for again in [batch, tablet.next_push().unwrap()] {
        let receipt = county.take_push(&again).unwrap();
        assert_eq!(receipt.seq, Seq(1));
        tablet.apply_receipt(&receipt).unwrap();
    }
    assert_eq!(of(&db), before, "the first receipt stands");
    assert_eq!(kept(&tablet, &tablet), [(1, true)]);
}
