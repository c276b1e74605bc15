//! A finding goes on: step by step, against its life, by two apart.

use chrono::NaiveDate;
use kakou_domain::fact::{Body, Fact};
use kakou_domain::fold::{self, FindingRow, Row, RowKey};
use kakou_domain::moves::FindingMoved;
use kakou_domain::moves::FindingState::{
    self, Assigned, Raised, Rectified, Rectifying, Verified, Withdrawn,
};
use kakou_domain::reported::FindingReported;
use kakou_domain::{FindingId, Nature, Severity, Source};

use super::builders::{
    VISIT, content, fact, finding, finding_id, finding_of, folded, id, moment, moved,
    rectified_on_spot, sealed,
};

const ABSENT: &str = "staffing.absent";

fn go(n: u128, follows: &[u128], to: FindingState) -> Fact {
    moved(n, follows, ABSENT, to)
}

/// State and conflict of the finding of a visit after these moves.
fn after(moves: &[Fact]) -> (FindingState, bool) {
    let row = finding_of(&[&[sealed(&[finding(ABSENT)])], moves].concat(), ABSENT);
    (row.state(), row.conflict())
}

#[test]
fn the_life_of_a_finding_is_this_table() {
    let table = [
        ("raised", "raised assigned rectifying rectified withdrawn"),
        ("assigned", "assigned rectifying rectified withdrawn"),
        ("rectifying", "assigned rectifying rectified withdrawn"),
        ("rectified", "rectifying rectified verified withdrawn"),
        ("verified", "rectifying verified"),
        ("withdrawn", "withdrawn"),
    ];
    let named = |name: &str| -> FindingState {
        serde_json::from_value(serde_json::Value::from(name)).unwrap()
    };
    for (from, allowed) in table {
        let reached: Vec<_> = table
            .iter()
            .map(|(to, _)| *to)
            .filter(|to| named(from).may_become(named(to)))
            .collect();
        assert_eq!(reached.join(" "), allowed, "from {from}");
    }
}

#[test]
fn states_stand_in_the_order_of_their_advance_and_three_of_them_are_open() {
    let all = [Raised, Assigned, Rectifying, Rectified, Verified, Withdrawn];
    assert!(all.is_sorted());
    let open: Vec<_> = all.into_iter().filter(|state| state.is_open()).collect();
    assert_eq!(open, [Raised, Assigned, Rectifying]);
}

#[test]
fn a_finding_goes_from_raised_to_verified_step_by_step() {
    let moves = [
        go(2, &[VISIT], Assigned),
        go(3, &[2], Rectifying),
        go(4, &[3], Rectified),
        go(5, &[4], Verified),
    ];
    for (count, state) in [
        (0, Raised),
        (1, Assigned),
        (2, Rectifying),
        (3, Rectified),
        (4, Verified),
    ] {
        assert_eq!(after(&moves[..count]), (state, false));
    }
}

#[test]
fn a_finding_that_fails_the_second_look_is_rectified_again() {
    let moves = [
        go(2, &[VISIT], Rectified),
        go(3, &[2], Rectifying),
        go(4, &[3], Rectified),
    ];
    assert_eq!(after(&moves[..2]), (Rectifying, false));
    assert_eq!(after(&moves), (Rectified, false));
}

#[test]
fn a_finding_that_was_put_right_on_the_spot_begins_as_rectified() {
    let visit = sealed(&[rectified_on_spot(ABSENT)]);
    let row = finding_of(std::slice::from_ref(&visit), ABSENT);
    assert_eq!((row.state(), row.conflict()), (Rectified, false));
    let row = finding_of(&[visit, go(2, &[VISIT], Verified)], ABSENT);
    assert_eq!((row.state(), row.conflict()), (Verified, false));
}

#[test]
fn a_move_against_the_life_of_a_finding_is_a_conflict_and_counts_as_less_advanced() {
    assert_eq!(after(&[go(2, &[VISIT], Verified)]), (Raised, true));
    assert_eq!(
        after(&[go(2, &[VISIT], Rectified), go(3, &[2], Assigned)]),
        (Assigned, true)
    );
    assert_eq!(
        after(&[go(2, &[VISIT], Withdrawn), go(3, &[2], Rectifying)]),
        (Rectifying, true)
    );
}

#[test]
fn a_move_that_follows_an_illegal_one_is_judged_by_what_that_one_counts_as() {
    let illegal = go(2, &[VISIT], Verified);
    assert_eq!(
        after(&[illegal.clone(), go(3, &[2], Verified)]),
        (Raised, true)
    );
    assert_eq!(after(&[illegal, go(3, &[2], Assigned)]), (Assigned, false));
}

#[test]
fn two_moves_apart_are_a_conflict_that_counts_as_the_least_advanced() {
    let apart = [go(2, &[VISIT], Rectified), go(3, &[VISIT], Assigned)];
    assert_eq!(after(&apart), (Assigned, true));
    let row = finding_of(
        &[&[sealed(&[finding(ABSENT)])], &apart[..]].concat(),
        ABSENT,
    );
    assert_eq!(row.follow_next(), [id(2), id(3)]);
    assert!(
        row.may_become(Verified),
        "one of the two has been rectified"
    );
}

#[test]
fn a_move_that_follows_both_settles_it() {
    let apart = [go(2, &[VISIT], Rectified), go(3, &[VISIT], Assigned)];
    for to in [Assigned, Rectifying, Rectified, Verified] {
        assert_eq!(
            after(&[&apart[..], &[go(4, &[2, 3], to)]].concat()),
            (to, false)
        );
    }
    assert_eq!(
        after(&[&apart[..], &[go(4, &[2], Verified)]].concat()),
        (Assigned, true)
    );
}

#[test]
fn two_moves_apart_that_say_the_same_do_not_contradict_each_other() {
    assert_eq!(
        after(&[go(2, &[VISIT], Rectified), go(3, &[VISIT], Rectified)]),
        (Rectified, false)
    );
}

#[test]
fn a_move_that_comes_before_its_visit_waits_for_it() {
    let early = go(2, &[VISIT], Assigned);
    let row = finding_of(std::slice::from_ref(&early), ABSENT);
    assert_eq!(
        (row.shown(), row.state(), row.conflict()),
        (None, Assigned, false)
    );
    let row = finding_of(&[early, sealed(&[finding(ABSENT)])], ABSENT);
    assert_eq!(
        (row.shown().is_some(), row.state(), row.conflict()),
        (true, Assigned, false)
    );
}

#[test]
fn an_illegal_move_is_seen_as_such_once_its_visit_arrives() {
    let early = go(2, &[VISIT], Verified);
    assert!(!finding_of(std::slice::from_ref(&early), ABSENT).conflict());
    assert!(finding_of(&[early, sealed(&[finding(ABSENT)])], ABSENT).conflict());
}

#[test]
fn a_move_that_follows_what_never_arrives_stands_as_it_is() {
    assert_eq!(after(&[go(3, &[2], Rectified)]), (Rectified, false));
}

#[test]
fn moves_that_follow_each_other_in_a_circle_are_shown_all_the_same() {
    assert_eq!(
        after(&[go(2, &[3], Assigned), go(3, &[2], Rectified)]),
        (Assigned, true)
    );
    assert_eq!(after(&[go(2, &[2], Assigned)]), (Assigned, false));
}

#[test]
fn without_moves_the_next_one_follows_the_visit() {
    let row = finding_of(&[sealed(&[finding(ABSENT)])], ABSENT);
    assert_eq!(row.follow_next(), [id(VISIT)]);
    assert!(row.may_become(Assigned) && !row.may_become(Verified));
}

/// The moves of a finding, with what is beside them.
fn handed(n: u128, follows: &[u128], to: FindingState, more: impl Fn(&mut FindingMoved)) -> Fact {
    let mut body = FindingMoved::new(finding_id(ABSENT), to);
    more(&mut body);
    fact(n, follows, Body::FindingMoved(body))
}

fn row(moves: &[Fact]) -> FindingRow {
    finding_of(&[&[sealed(&[finding(ABSENT)])], moves].concat(), ABSENT)
}

fn day(n: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2020, 2, n)
}

#[test]
fn unit_and_deadline_stand_until_a_later_move_says_otherwise() {
    let moves = [
        handed(2, &[VISIT], Assigned, |one| {
            one.unit = Some("白营村委会".to_owned());
            one.deadline = day(16);
        }),
        handed(3, &[2], Rectifying, |_| {}),
        handed(4, &[3], Rectifying, |one| one.asks_until = day(20)),
        handed(5, &[4], Rectifying, |one| one.deadline = day(18)),
    ];
    let after = |count| row(&moves[..count]).assigned();
    assert_eq!(after(0), fold::Assigned::default());
    assert_eq!(after(2).unit.as_deref(), Some("白营村委会"));
    assert_eq!((after(2).deadline, after(2).asks_until), (day(16), None));
    // 申请延期 changes nothing; the answer sets another day, and nothing is asked for any more.
    assert_eq!((after(3).deadline, after(3).asks_until), (day(16), day(20)));
    assert_eq!((after(4).deadline, after(4).asks_until), (day(18), None));
    assert_eq!(after(4).unit.as_deref(), Some("白营村委会"));
}

#[test]
fn what_is_open_after_its_last_day_is_overdue() {
    let overdue = |moves: &[Fact], n| row(moves).is_overdue(day(n).unwrap());
    assert!(!overdue(&[], 28), "nobody set a day");
    let mut moves = vec![handed(2, &[VISIT], Assigned, |one| one.deadline = day(17))];
    assert!(!overdue(&moves, 17));
    assert!(overdue(&moves, 18));
    moves.push(go(3, &[2], Rectified));
    assert!(!overdue(&moves, 18));
}

#[test]
fn a_move_that_lacks_what_it_needs_is_refused_with_its_reason() {
    let assigned = handed(2, &[VISIT], Assigned, |one| {
        one.unit = Some("白营村委会".to_owned());
        one.deadline = day(16);
    });
    let code = |moves: &[Fact], to, more: &dyn Fn(&mut FindingMoved)| {
        let mut one = FindingMoved::new(finding_id(ABSENT), to);
        more(&mut one);
        one.check(&row(moves)).map_err(|error| error.code())
    };
    let nothing: &dyn Fn(&mut FindingMoved) = &|_| {};
    assert_eq!(code(&[], Assigned, nothing), Err("move-without-unit"));
    assert_eq!(code(&[], Verified, nothing), Err("illegal-move"));
    assert_eq!(code(&[], Withdrawn, nothing), Err("move-without-reason"));
    let asks = |n| move |one: &mut FindingMoved| one.asks_until = day(n);
    assert_eq!(code(&[], Raised, &asks(20)), Err("move-no-extension"));
    let handed = [assigned];
    assert_eq!(code(&handed, Assigned, nothing), Ok(()));
    assert_eq!(code(&handed, Assigned, &asks(20)), Ok(()));
    assert_eq!(code(&handed, Assigned, &asks(16)), Err("move-no-extension"));
    assert_eq!(
        code(&handed, Rectified, &asks(20)),
        Err("move-no-extension")
    );
}

#[test]
fn what_others_reported_is_a_finding_without_a_visit() {
    let reported = FindingReported {
        site: content("", &[]).site,
        source: Source::PublicReport,
        campaign: None,
        received_at: moment(),
        category: ABSENT.to_owned(),
        nature: Nature::Fault,
        severity: Severity::Major,
        text: "群众反映夜间无人值守。".to_owned(),
        evidence: Vec::new(),
    };
    assert_eq!(reported.check(), Ok(()));
    let stated = fact(7, &[], Body::FindingReported(Box::new(reported.clone())));
    let key = FindingId(id(7).0);
    let mut moved = FindingMoved::new(key, Rectified);
    moved.note = "已到岗".to_owned();
    let moved = fact(8, &[7], Body::FindingMoved(moved));
    let rows = folded(&[moved, stated]);
    let Some(Row::Finding(row)) = rows.get(&RowKey::Finding(key)) else {
        panic!("no finding: {rows:?}");
    };
    let shown = row.shown().unwrap();
    assert_eq!((shown.visit, shown.source), (None, Source::PublicReport));
    assert_eq!((row.state(), row.conflict()), (Rectified, false));
    let inspected = FindingReported {
        source: Source::Inspection,
        ..reported
    };
    assert_eq!(
        inspected.check().unwrap_err().code(),
        "finding-from-inspection"
    );
}
