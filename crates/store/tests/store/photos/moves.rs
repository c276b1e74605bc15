//! Photos that are taken when a finding is moved.

use kakou_domain::FindingId;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::visit::Evidence;
use kakou_store::{PhotoGiven, Store};
use kakou_test_support::visit;

use super::support::{aged, count, names, photo, showing, tablet};

fn unattended(tablet: &Store) -> FindingId {
    let sealed = tablet.seal(visit().present(0).of(2).given()).unwrap();
    tablet.visit(sealed.id).unwrap().findings[0].line.id
}

fn rectified(finding: FindingId, evidence: Vec<Evidence>) -> FindingMoved {
    FindingMoved {
        evidence,
        ..FindingMoved::new(finding, FindingState::Rectified)
    }
}

#[test]
fn the_move_names_its_photos_and_what_they_show() {
    let tablet = tablet();
    let finding = unattended(&tablet);
    let kept = tablet.photo_keep(&showing(1, "x")).unwrap();
    // What the file is, is not for the page to say.
    let told = Evidence {
        size: 1,
        media_type: "text/html".to_owned(),
        ..kept.clone()
    };
    let view = tablet.finding_move(rectified(finding, vec![told])).unwrap();
    let [photo] = &view.moves[0].evidence[..] else {
        panic!("{:?}", view.moves);
    };
    assert_eq!(photo.shows.as_deref(), Some("staffing.unattended"));
    let says = (&photo.sha256, photo.size, &*photo.media_type);
    assert_eq!(says, (&kept.sha256, kept.size, "image/jpeg"));
    assert!(tablet.evidence_file(&photo.sha256).unwrap().is_some());
    assert_eq!(count(&tablet, "SELECT count(*) FROM fact_file"), 1);
}

#[test]
fn what_was_moved_with_stays_and_what_was_cancelled_goes_after_a_day() {
    let tablet = tablet();
    let finding = unattended(&tablet);
    let moved = tablet.photo_keep(&photo(1)).unwrap();
    let cancelled = tablet.photo_keep(&photo(2)).unwrap();
    tablet
        .finding_move(rectified(finding, vec![moved.clone()]))
        .unwrap();
    assert_eq!(tablet.tidy().unwrap().files, 0, "a day has not gone by");
    aged(&tablet, 25);
    tablet.clock.advance(25 * 60 * 60 * 1000);
    assert_eq!(tablet.tidy().unwrap().files, 2, "the photo and its copy");
    let thumbnail = format!("{}.thumb", moved.sha256);
    assert_eq!(names(&tablet), [moved.sha256, thumbnail]);
    // Whoever comes back to it a day later is told, and the finding does not move.
    let late = rectified(finding, vec![cancelled]);
    assert_eq!(tablet.finding_move(late).unwrap_err().code(), "no-photo");
    assert_eq!(tablet.finding(finding).unwrap().moves.len(), 1);
}

#[test]
fn what_is_no_picture_and_what_is_too_much_is_refused() {
    let tablet = tablet();
    let finding = unattended(&tablet);
    let text = PhotoGiven {
        bytes: b"%PDF-1.7".to_vec(),
        ..photo(1)
    };
    let refused = tablet.photo_keep(&text).unwrap_err();
    assert_eq!(refused.code(), "photo-unknown-format");
    let one = tablet.photo_keep(&photo(1)).unwrap();
    let many = rectified(finding, vec![one; 61]);
    let refused = tablet.finding_move(many).unwrap_err();
    assert_eq!(refused.code(), "too-many-photos");
}
