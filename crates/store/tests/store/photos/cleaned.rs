//! What is cleaned up, and above all what is not.

use std::fs;

use kakou_store::Tidied;

use super::support::{added, aged, begun, count, folder, names, photo, tablet};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[test]
fn what_any_fact_or_draft_names_stays_for_ever() {
    let tablet = tablet();
    let (sealed, kept, discarded) = (begun(&tablet), begun(&tablet), begun(&tablet));
    for (number, draft) in [(1, sealed), (2, kept), (3, discarded)] {
        added(&tablet, draft, &photo(number));
    }
    let visit = tablet.draft_seal(sealed, None).unwrap().id;
    tablet.supplement(visit, &[photo(4)], "").unwrap();
    // A correction takes the photo off the visit; the original still names it.
    let correction = tablet.draft_amend(visit).unwrap().draft;
    tablet
        .draft_photo_remove(correction.id, &correction.evidence[0].sha256)
        .unwrap();
    tablet.draft_seal(correction.id, Some("不是这里")).unwrap();
    tablet.draft_discard(discarded).unwrap();

    let before = names(&tablet);
    aged(&tablet, 1000);
    tablet.clock.advance(20 * DAY_MS);
    assert_eq!(tablet.tidy().unwrap(), Tidied::default());
    assert_eq!((names(&tablet), before.len()), (before, 8));
    assert_eq!(
        tablet
            .draft_restore(discarded)
            .unwrap()
            .draft
            .evidence
            .len(),
        1
    );
}

#[test]
fn a_file_that_nothing_names_goes_a_day_after_it_was_taken_off() {
    let tablet = tablet();
    let draft = begun(&tablet);
    let sha256 = added(&tablet, draft, &photo(1));
    fs::write(folder(&tablet).join(".tmpAb12"), "cut off").unwrap();
    aged(&tablet, 1000);
    let taken = tablet.draft(draft).unwrap().draft.evidence.remove(0);
    tablet.draft_photo_remove(draft, &sha256).unwrap();

    // Its small copy can be made again, the photo cannot.
    assert_eq!(tablet.tidy().unwrap().files, 2);
    assert_eq!(names(&tablet), std::slice::from_ref(&sha256));
    tablet.draft_photo_restore(draft, taken).unwrap();
    tablet.draft_photo_remove(draft, &sha256).unwrap();

    aged(&tablet, 25);
    assert_eq!(tablet.tidy().unwrap(), Tidied::default(), "once a day");
    tablet.clock.advance(DAY_MS + 1000);
    assert_eq!(tablet.tidy().unwrap().files, 1);
    assert!(names(&tablet).is_empty());
}

#[test]
fn a_draft_that_was_put_away_a_month_ago_goes_with_its_photos() {
    let tablet = tablet();
    let draft = begun(&tablet);
    added(&tablet, draft, &photo(1));
    tablet.draft_discard(draft).unwrap();
    aged(&tablet, 1000);
    tablet.clock.advance(31 * DAY_MS);
    assert_eq!(
        tablet.tidy().unwrap(),
        Tidied {
            drafts: 1,
            files: 2
        }
    );
    assert_eq!(tablet.draft_restore(draft).unwrap_err().code(), "no-draft");
}

#[test]
fn nothing_is_cleaned_up_while_the_rows_are_not_complete() {
    let tablet = tablet();
    let draft = begun(&tablet);
    added(&tablet, draft, &photo(1));
    tablet.draft_seal(draft, None).unwrap();
    aged(&tablet, 1000);
    tablet.drop_projections().unwrap();
    assert_eq!(count(&tablet, "SELECT count(*) FROM fact_file"), 0);
    assert_eq!(tablet.tidy().unwrap(), Tidied::default());
    tablet.project_all().unwrap();
    assert_eq!(tablet.tidy().unwrap(), Tidied::default());
    assert_eq!(names(&tablet).len(), 2);
}

#[test]
fn what_stands_in_an_entry_that_was_set_aside_stays() {
    let tablet = tablet();
    let draft = begun(&tablet);
    added(&tablet, draft, &photo(1));
    tablet.draft_seal(draft, None).unwrap();
    aged(&tablet, 1000);
    let db = rusqlite::Connection::open(tablet.database()).unwrap();
    db.execute_batch(
        "UPDATE entry SET set_aside = 'body-malformed' WHERE n = (SELECT max(n) FROM entry);
         DELETE FROM fact_file;",
    )
    .unwrap();
    assert_eq!(tablet.tidy().unwrap(), Tidied::default());
    assert_eq!(names(&tablet).len(), 2);
}
