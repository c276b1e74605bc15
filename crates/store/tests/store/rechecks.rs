//! Re-inspection: what is said of open findings waits in the draft until the visit is sealed.

use kakou_domain::moves::{FindingMoved, FindingState, Recheck};
use kakou_domain::{FindingId, Method, VisitId};
use kakou_store::Store;
use kakou_test_support::{Folder, county, id, tablet_of, visit};

/// A tablet with one open finding at 白营村, and a new visit begun there.
fn begun() -> (Folder, FindingId, VisitId) {
    let county = county();
    let tablet = tablet_of(&county);
    let sealed = tablet.seal(visit().present(1).of(3).given()).unwrap();
    let finding = tablet.visit(sealed.id).unwrap().findings[0].line.id;
    let page = tablet.draft_new(id("白营村"), Method::Unannounced).unwrap();
    assert_eq!(page.open.len(), 1);
    (tablet, finding, page.draft.id)
}

fn state(store: &Store, finding: FindingId) -> FindingState {
    store.finding(finding).unwrap().line.state
}

fn moved(finding: FindingId, to: FindingState) -> FindingMoved {
    FindingMoved {
        unit: Some("白营镇".to_owned()),
        ..FindingMoved::new(finding, to)
    }
}

#[test]
fn a_finding_moves_when_the_visit_is_sealed_and_not_before() {
    let (tablet, finding, draft) = begun();
    let page = tablet
        .draft_recheck(draft, finding, Some(Recheck::Rectified))
        .unwrap();
    assert_eq!(page.open.len(), 1, "the list keeps its order meanwhile");
    assert_eq!(state(&tablet, finding), FindingState::Raised);

    tablet.draft_seal(draft, None).unwrap();
    assert_eq!(state(&tablet, finding), FindingState::Rectified);
    assert!(tablet.site(id("白营村")).unwrap().open.is_empty());
}

#[test]
fn what_was_said_by_mistake_is_taken_back_without_a_trace() {
    let (tablet, finding, draft) = begun();
    tablet
        .draft_recheck(draft, finding, Some(Recheck::Rectified))
        .unwrap();
    tablet.draft_recheck(draft, finding, None).unwrap();
    tablet.draft_seal(draft, None).unwrap();
    let view = tablet.finding(finding).unwrap();
    assert_eq!(view.line.state, FindingState::Raised);
    assert!(view.moves.is_empty());
}

#[test]
fn what_is_still_wrong_stays_with_its_unit_and_the_look_is_noted() {
    let (tablet, finding, draft) = begun();
    tablet
        .finding_move(moved(finding, FindingState::Assigned))
        .unwrap();
    tablet
        .draft_recheck(draft, finding, Some(Recheck::Still))
        .unwrap();
    tablet.draft_seal(draft, None).unwrap();
    let view = tablet.finding(finding).unwrap();
    assert_eq!(view.line.state, FindingState::Assigned);
    assert_eq!(view.moves.len(), 2);
    assert_eq!(view.unit.as_deref(), Some("白营镇"));
}

#[test]
fn what_is_said_to_be_rectified_is_looked_at_again_and_verified_or_sent_back() {
    for (seen, state_then) in [
        (Recheck::Rectified, FindingState::Verified),
        (Recheck::Still, FindingState::Rectifying),
    ] {
        let (tablet, finding, _) = begun();
        let done = moved(finding, FindingState::Rectified);
        tablet.finding_move(done).unwrap();
        let page = tablet.draft_new(id("白营村"), Method::Unannounced).unwrap();
        assert_eq!(page.open[0].line.state, FindingState::Rectified);
        let draft = page.draft.id;
        tablet.draft_recheck(draft, finding, Some(seen)).unwrap();
        tablet.draft_seal(draft, None).unwrap();
        assert_eq!(state(&tablet, finding), state_then);
    }
}

#[test]
fn a_finding_that_others_closed_meanwhile_does_not_keep_a_visit_from_being_sealed() {
    let (tablet, finding, draft) = begun();
    tablet
        .draft_recheck(draft, finding, Some(Recheck::Rectified))
        .unwrap();
    for to in [FindingState::Rectified, FindingState::Verified] {
        tablet.finding_move(moved(finding, to)).unwrap();
    }
    tablet.draft_seal(draft, None).unwrap();
    assert_eq!(state(&tablet, finding), FindingState::Verified);
}
