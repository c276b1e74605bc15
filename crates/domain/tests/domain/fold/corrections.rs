//! A sealed visit is corrected: by one, by two apart, by one who settles it.

use kakou_domain::fold::VisitFoldRow;
use kakou_domain::moves::FindingState;

use super::builders::{
    VISIT, amended, finding, finding_of, id, moved, sealed, supplemented, visit_of, withdrawn,
};

const ABSENT: &str = "staffing.absent";
const NO_REGISTER: &str = "registration.none";

fn shown(row: &VisitFoldRow) -> &str {
    &row.current().unwrap().notes
}

#[test]
fn a_correction_is_shown_and_the_original_stays_readable() {
    let row = visit_of(&[sealed(&[]), amended(2, &[VISIT], "更正", &[])]);
    assert_eq!((shown(&row), row.conflict()), ("更正", false));
    assert_eq!(row.original().unwrap().notes, "");
    assert_eq!(row.follow_next(), [id(2)]);
}

#[test]
fn a_correction_that_comes_before_its_visit_waits_for_it() {
    let early = amended(2, &[VISIT], "更正", &[]);
    let row = visit_of(std::slice::from_ref(&early));
    assert_eq!((row.original(), row.current()), (None, None));
    assert_eq!(shown(&visit_of(&[early, sealed(&[])])), "更正");
}

#[test]
fn two_corrections_made_apart_are_a_conflict_and_the_original_is_shown() {
    let row = visit_of(&[
        sealed(&[]),
        amended(2, &[VISIT], "甲的更正", &[]),
        amended(3, &[VISIT], "乙的更正", &[]),
    ]);
    assert!(row.conflict());
    assert_eq!(shown(&row), "");
    let kept: Vec<_> = row
        .amended
        .iter()
        .map(|(_, v)| v.content.content.notes.as_str())
        .collect();
    assert_eq!(kept, ["甲的更正", "乙的更正"]);
    assert_eq!(row.follow_next(), [id(2), id(3)]);
}

#[test]
fn a_correction_that_follows_both_settles_it() {
    let row = visit_of(&[
        amended(4, &[2, 3], "两人核对后", &[]),
        amended(3, &[VISIT], "乙的更正", &[]),
        sealed(&[]),
        amended(2, &[VISIT], "甲的更正", &[]),
    ]);
    assert_eq!((shown(&row), row.conflict()), ("两人核对后", false));
    assert_eq!(row.amended.iter().count(), 3, "all are kept");
}

#[test]
fn a_correction_that_follows_only_one_of_them_settles_nothing() {
    let row = visit_of(&[
        sealed(&[]),
        amended(2, &[VISIT], "甲的更正", &[]),
        amended(3, &[VISIT], "乙的更正", &[]),
        amended(4, &[2], "甲再更正", &[]),
    ]);
    assert!(row.conflict());
    assert_eq!(row.follow_next(), [id(3), id(4)]);
}

#[test]
fn two_corrections_that_say_the_same_do_not_contradict_each_other() {
    let row = visit_of(&[
        sealed(&[]),
        amended(2, &[VISIT], "更正", &[]),
        amended(3, &[VISIT], "更正", &[]),
    ]);
    assert_eq!((shown(&row), row.conflict()), ("更正", false));
}

#[test]
fn more_evidence_neither_corrects_nor_contradicts() {
    let row = visit_of(&[
        sealed(&[]),
        supplemented(2, "门口照片"),
        supplemented(3, "登记表"),
    ]);
    assert_eq!((shown(&row), row.conflict()), ("", false));
    assert_eq!(row.supplemented.iter().count(), 2);
    assert_eq!(row.follow_next(), [id(VISIT)]);
}

#[test]
fn a_correction_withdraws_a_finding_and_never_deletes_it() {
    let facts = [
        sealed(&[finding(ABSENT)]),
        amended(2, &[VISIT], "", &[withdrawn(ABSENT)]),
    ];
    let row = finding_of(&facts, ABSENT);
    assert_eq!(
        (row.state(), row.conflict()),
        (FindingState::Withdrawn, false)
    );
    assert_eq!(row.mentions.iter().count(), 2);
    assert_eq!(
        row.shown().unwrap().finding.withdrawn.as_deref(),
        Some("看错了")
    );
}

#[test]
fn a_finding_that_a_correction_does_not_mention_stays_as_it_was() {
    let facts = [sealed(&[finding(ABSENT)]), amended(2, &[VISIT], "", &[])];
    let row = finding_of(&facts, ABSENT);
    assert_eq!((row.state(), row.conflict()), (FindingState::Raised, false));
}

#[test]
fn a_withdrawn_finding_that_is_raised_again_stands() {
    let facts = [
        sealed(&[finding(ABSENT)]),
        amended(2, &[VISIT], "", &[withdrawn(ABSENT)]),
        amended(3, &[2], "", &[finding(ABSENT)]),
    ];
    let row = finding_of(&facts, ABSENT);
    assert_eq!((row.state(), row.conflict()), (FindingState::Raised, false));
}

#[test]
fn where_only_one_of_two_corrections_withdraws_it_a_finding_stands_in_conflict() {
    for (first, second) in [
        (withdrawn(ABSENT), finding(ABSENT)),
        (finding(ABSENT), withdrawn(ABSENT)),
    ] {
        let apart = [
            sealed(&[finding(ABSENT)]),
            amended(2, &[VISIT], "甲", &[first]),
            amended(3, &[VISIT], "乙", &[second]),
        ];
        let row = finding_of(&apart, ABSENT);
        assert_eq!((row.state(), row.conflict()), (FindingState::Raised, true));
        let settled = [&apart[..], &[amended(4, &[2, 3], "", &[withdrawn(ABSENT)])]].concat();
        let row = finding_of(&settled, ABSENT);
        assert_eq!(
            (row.state(), row.conflict()),
            (FindingState::Withdrawn, false)
        );
    }
}

#[test]
fn a_finding_that_a_correction_adds_waits_like_any_other() {
    let facts = [
        sealed(&[finding(ABSENT)]),
        amended(2, &[VISIT], "", &[finding(ABSENT), finding(NO_REGISTER)]),
        moved(3, &[2], NO_REGISTER, FindingState::Assigned),
    ];
    assert_eq!(
        finding_of(&facts, NO_REGISTER).state(),
        FindingState::Assigned
    );
    assert_eq!(finding_of(&facts, ABSENT).state(), FindingState::Raised);
}

#[test]
fn a_finding_that_a_correction_withdraws_is_withdrawn_wherever_it_was_moved_to() {
    let facts = [
        sealed(&[finding(ABSENT)]),
        moved(2, &[VISIT], ABSENT, FindingState::Assigned),
        amended(3, &[VISIT], "", &[withdrawn(ABSENT)]),
    ];
    let row = finding_of(&facts, ABSENT);
    assert_eq!(row.state(), FindingState::Withdrawn);
    assert!(!row.may_become(FindingState::Rectified));
}
