//! Findings: what is due first, who has it, how often it was found.

use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::{FindingId, Nature, Severity, Source};
use kakou_store::views::{FindingCounts, FindingFilter, FindingView, Stage};
use kakou_store::{ReportGiven, Store};
use kakou_test_support::{county, id, tablet_of};

use super::support::{assigned, day, unattended};
fn faults(stage: Option<Stage>) -> FindingFilter {
    FindingFilter {
        stage,
        ..FindingFilter::default()
    }
}

fn listed(store: &Store, stage: Option<Stage>) -> Vec<FindingView> {
    let page = store.findings(&faults(stage), None, 50).unwrap();
    assert_eq!(page.next, None);
    page.rows
}

#[test]
fn what_is_overdue_comes_first_then_by_deadline_then_the_newest() {
    let tablet = tablet_of(&county());
    let today = tablet.clock().now().date_naive();
    let before = |days| today - chrono::Days::new(days);
    let visited = [
        ("白营村", "2020-02-14T09:00:00+08:00"),
        ("程岗村", "2020-02-14T10:00:00+08:00"),
        ("庵上村", "2020-02-14T11:00:00+08:00"),
        ("曹庄村", "2020-02-14T12:00:00+08:00"),
    ];
    let found = visited.map(|(village, on)| unattended(&tablet, village, on).1);
    let later = today + chrono::Days::new(3);
    tablet.finding_move(assigned(found[1], later)).unwrap();
    tablet.finding_move(assigned(found[2], before(2))).unwrap();
    let done = FindingMoved::new(found[0], FindingState::Rectified);
    tablet.finding_move(done).unwrap();

    let ids =
        |rows: &[FindingView]| -> Vec<FindingId> { rows.iter().map(|one| one.line.id).collect() };
    let all = listed(&tablet, None);
    assert_eq!(ids(&all), [found[2], found[1], found[3], found[0]]);
    assert_eq!(all.iter().filter(|one| one.overdue).count(), 1);
    assert_eq!(ids(&listed(&tablet, Some(Stage::Overdue))), [found[2]]);
    assert_eq!(ids(&listed(&tablet, Some(Stage::Raised))), [found[3]]);
    assert_eq!(ids(&listed(&tablet, Some(Stage::Rectified))), [found[0]]);
    assert_eq!(
        tablet.finding_counts(&faults(None)).unwrap(),
        FindingCounts {
            raised: 1,
            assigned: 2,
            overdue: 1,
            rectified: 1,
            ..FindingCounts::default()
        }
    );
    assert_eq!(tablet.status().unwrap().overdue, 1);
    // Page by page it is the same list.
    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let page = tablet.findings(&faults(None), after.as_deref(), 1).unwrap();
        paged.extend(page.rows);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(paged, all);
    assert_eq!(
        tablet
            .findings(&faults(None), Some("x"), 1)
            .unwrap_err()
            .code(),
        "bad-cursor"
    );
}

#[test]
fn an_extension_is_asked_for_and_granted() {
    let tablet = tablet_of(&county());
    let (_, finding) = unattended(&tablet, "白营村", "2020-02-14T09:00:00+08:00");
    tablet.finding_move(assigned(finding, day(16))).unwrap();
    let mut asks = FindingMoved::new(finding, FindingState::Assigned);
    asks.asks_until = Some(day(20));
    let view = tablet.finding_move(asks).unwrap();
    assert_eq!(view.deadline.as_deref(), Some("2020-02-16"));
    assert_eq!(view.asks_until.as_deref(), Some("2020-02-20"));
    let view = tablet.finding_move(assigned(finding, day(20))).unwrap();
    assert_eq!(view.deadline.as_deref(), Some("2020-02-20"));
    assert_eq!(view.asks_until, None);
}

#[test]
fn the_same_found_again_says_how_often_it_was_found_before() {
    let tablet = tablet_of(&county());
    for on in ["2020-02-10", "2020-02-12", "2020-02-14"] {
        unattended(&tablet, "白营村", &format!("{on}T09:00:00+08:00"));
    }
    unattended(&tablet, "程岗村", "2020-02-14T10:00:00+08:00");
    let mut times: Vec<u32> = listed(&tablet, None)
        .iter()
        .map(|one| one.times_before)
        .collect();
    times.sort_unstable();
    assert_eq!(times, [0, 0, 1, 2]);
}

#[test]
fn what_others_report_is_followed_like_what_inspectors_find() {
    let tablet = tablet_of(&county());
    let given = |source, text: &str| ReportGiven {
        site: id("白营村"),
        source,
        category: "staffing.unattended".to_owned(),
        nature: Nature::Fault,
        severity: Severity::Grave,
        text: text.to_owned(),
        received_at: None,
    };
    let view = tablet
        .finding_report(given(Source::PublicReport, "群众反映夜间无人值守。"))
        .unwrap();
    assert_eq!((view.visit, view.source), (None, Source::PublicReport));
    let raised = listed(&tablet, Some(Stage::Raised));
    assert_eq!(tablet.site(id("白营村")).unwrap().open, raised);
    assert_eq!(raised, std::slice::from_ref(&view));
    let moved = tablet
        .finding_move(assigned(view.line.id, day(16)))
        .unwrap();
    assert_eq!(moved.unit.as_deref(), Some("白营村委会"));
    let refused = |source, text| tablet.finding_report(given(source, text)).unwrap_err();
    assert_eq!(refused(Source::Online, " ").code(), "finding-text");
    assert_eq!(
        refused(Source::Inspection, "无人值守。").code(),
        "finding-from-inspection"
    );
    assert!(tablet.verify().unwrap().ok);
}
