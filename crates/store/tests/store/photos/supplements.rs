//! Photos that are added to a sealed visit.

use kakou_store::views::VisitFilter;
use kakou_test_support::visit;

use super::support::{added, begun, count, photo, tablet};

#[test]
fn a_supplement_stands_beside_the_visit_with_who_added_it_and_why() {
    let tablet = tablet();
    let draft = begun(&tablet);
    let first = added(&tablet, draft, &photo(1));
    let sealed = tablet.draft_seal(draft, None).unwrap();

    let page = tablet
        .supplement(sealed.id, &[photo(2), photo(3)], " 登记表 ")
        .unwrap();
    assert_eq!(page.original, page.current, "it corrects nothing");
    assert_eq!(page.record.check_code, sealed.check_code);
    assert!(page.record.amendments.is_empty());
    let later: Vec<_> = page.record.evidence[1..]
        .iter()
        .map(|one| one.supplement.as_ref().unwrap())
        .collect();
    assert_eq!(
        (
            page.record.evidence[0].evidence.sha256.as_str(),
            later.len()
        ),
        (first.as_str(), 2)
    );
    assert!(
        later
            .iter()
            .all(|one| one.notes == "登记表" && !one.by.is_empty())
    );
    assert!(page.record.evidence.iter().all(|one| one.here));
    assert!(!page.record.synced);
    assert_eq!(count(&tablet, "SELECT count(*) FROM fact_file"), 3);
    assert!(tablet.verify().unwrap().ok);
}

#[test]
fn what_the_visit_has_already_is_not_stated_again() {
    let tablet = tablet();
    let draft = begun(&tablet);
    added(&tablet, draft, &photo(1));
    let visit = tablet.draft_seal(draft, None).unwrap().id;
    let seq = |tablet: &kakou_test_support::Folder| tablet.status().unwrap().seq;

    tablet.supplement(visit, &[photo(2)], "").unwrap();
    let once = seq(&tablet);
    let page = tablet.supplement(visit, &[photo(1), photo(2)], "").unwrap();
    assert_eq!((page.record.evidence.len(), seq(&tablet)), (2, once));
}

#[test]
fn one_bad_photo_keeps_all_of_a_supplement_out() {
    let tablet = tablet();
    let visit = tablet.seal(visit().given()).unwrap().id;
    let bad = kakou_store::PhotoGiven {
        bytes: Vec::new(),
        ..photo(1)
    };
    let refused = tablet.supplement(visit, &[photo(1), bad], "").unwrap_err();
    assert_eq!(refused.code(), "photo-unknown-format");
    let many: Vec<_> = (0..61).map(photo).collect();
    assert_eq!(
        tablet.supplement(visit, &many, "").unwrap_err().code(),
        "too-many-photos"
    );
    assert!(tablet.visit(visit).unwrap().record.evidence.is_empty());
}

#[test]
fn a_visit_of_a_file_brings_its_photos_which_were_taken_then() {
    let tablet = tablet();
    let given = kakou_store::VisitGiven {
        photos: vec![photo(1), photo(2)],
        ..visit().given()
    };
    let at = given.visited_at;
    tablet.seal(given).unwrap();
    let records = tablet
        .visit_records(&VisitFilter::default(), None, 9)
        .unwrap();
    let evidence = &records.rows[0].evidence;
    assert!(evidence.len() == 2 && evidence.iter().all(|one| one.evidence.taken_at == at));
}
