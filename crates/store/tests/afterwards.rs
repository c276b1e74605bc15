//! After the visit: findings are handed over and followed, somebody is disposed, shifts are counted.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use chrono::NaiveDate;
use kakou_domain::disposition::{DispositionRecorded, Measure, Subject};
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::tally::TallyCounts;
use kakou_domain::{DispositionId, FindingId, Nature, Severity, Source, VisitId};
use kakou_store::views::{
    DispositionFilter, DispositionView, FindingCounts, FindingFilter, FindingView, Stage, TallyBy,
};
use kakou_store::{ReportGiven, Store, StoreError, TallyGiven};
use kakou_test_support::{Folder, admit, county, id, pull, push, tablet_of, visit};

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, n).unwrap()
}

/// A visit at a village where nobody was on duty; its finding.
fn unattended(store: &Store, village: &'static str, on: &str) -> (VisitId, FindingId) {
    let given = visit().at(village).on(on).present(0).of(2).given();
    let visit = store.seal(given).unwrap().id;
    let finding = store.visit(visit).unwrap().findings[0].line.id;
    (visit, finding)
}

fn assigned(finding: FindingId, until: NaiveDate) -> FindingMoved {
    FindingMoved {
        unit: Some("白营村委会".to_owned()),
        deadline: Some(until),
        ..FindingMoved::new(finding, FindingState::Assigned)
    }
}

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

fn reminded(visit: VisitId, role: &str) -> DispositionRecorded {
    DispositionRecorded {
        corrects: None,
        visit: Some(visit),
        findings: Vec::new(),
        date: Some(day(15)),
        by: Some("白营镇纪委".to_owned()),
        subject: Subject::of_visit(visit, "1", role),
        measures: vec![Measure::ReminderTalk.into()],
        withdrawn: None,
        reason: None,
    }
}

#[test]
fn a_disposition_is_recorded_corrected_and_taken_back() {
    let county = county();
    let tablet = tablet_of(&county);
    admit(&county, &tablet, "410523");
    let (visit, finding) = unattended(&tablet, "白营村", "2020-02-14T09:00:00+08:00");
    let first = tablet
        .disposition_record(reminded(visit, "村主任"))
        .unwrap();
    let mut better = reminded(visit, "村委会主任");
    better.corrects = Some(first.id);
    let without = tablet.disposition_record(better.clone()).unwrap_err();
    assert_eq!(without.code(), "disposition-without-reason");
    better.reason = Some("写错了职务".to_owned());
    let corrected = tablet.disposition_record(better.clone()).unwrap();
    assert_eq!((corrected.id, corrected.conflict), (first.id, false));
    let told = |view: &DispositionView| -> Vec<(Option<String>, bool)> {
        let versions = view.versions.iter();
        versions
            .map(|one| (one.recorded.reason.clone(), one.head))
            .collect()
    };
    let reason = Some("写错了职务".to_owned());
    assert_eq!(told(&corrected), [(None, false), (reason, true)]);
    let unknown = DispositionRecorded {
        corrects: Some(DispositionId(finding.0)),
        ..better.clone()
    };
    let refused = tablet.disposition_record(unknown).unwrap_err();
    assert_eq!(refused.code(), "no-disposition");
    // On findings: the visit is noted, so that it is the same case.
    let on_finding = DispositionRecorded {
        visit: None,
        findings: vec![finding],
        ..reminded(visit, "包村干部")
    };
    let second = tablet.disposition_record(on_finding).unwrap();
    assert_eq!(second.recorded.visit, Some(visit));
    better.withdrawn = Some("记错了村".to_owned());
    tablet.disposition_record(better).unwrap();

    let page = tablet.visit(visit).unwrap();
    assert_eq!(page.dispositions.len(), 2);
    assert!(page.dispositions[0].recorded.withdrawn.is_some());
    let all = tablet.dispositions(&DispositionFilter::default()).unwrap();
    assert_eq!(all, page.dispositions);
    // Headquarters shows the same.
    push(&tablet, &county);
    assert_eq!(
        county.dispositions(&DispositionFilter::default()).unwrap(),
        all
    );
    let nowhere = VisitId(finding.0);
    assert_eq!(
        tablet
            .disposition_record(reminded(nowhere, "村主任"))
            .unwrap_err()
            .code(),
        "no-visit"
    );
}

#[test]
fn what_followed_from_a_report_stands_with_it_and_goes_where_it_belongs() {
    let county = county();
    let tablet = tablet_of(&county);
    admit(&county, &tablet, "410523");
    let report = |village: &str| {
        let given = ReportGiven {
            site: id(village),
            source: Source::PublicReport,
            category: "staffing.unattended".to_owned(),
            nature: Nature::Fault,
            severity: Severity::Grave,
            text: "群众反映夜间无人值守。".to_owned(),
            received_at: None,
        };
        tablet.finding_report(given).unwrap().line.id
    };
    let (finding, other) = (report("白营村"), report("程岗村"));
    let (visit, seen) = unattended(&tablet, "白营村", "2020-02-14T09:00:00+08:00");
    tablet
        .disposition_record(reminded(visit, "村主任"))
        .unwrap();
    let on_report = DispositionRecorded {
        visit: None,
        findings: vec![finding],
        ..reminded(visit, "包村干部")
    };
    let recorded = tablet.disposition_record(on_report.clone()).unwrap();
    assert_eq!(recorded.recorded.visit, None);
    let corrected = DispositionRecorded {
        corrects: Some(recorded.id),
        measures: vec![Measure::AdmonishingTalk.into()],
        reason: Some("改为诫勉谈话".to_owned()),
        ..on_report
    };
    tablet.disposition_record(corrected.clone()).unwrap();

    // Headquarters shows the same, so it went where the finding is.
    push(&tablet, &county);
    for store in [&tablet, &county] {
        let of = |finding| {
            let filter = DispositionFilter {
                finding: Some(finding),
                ..DispositionFilter::default()
            };
            let found = store.dispositions(&filter).unwrap();
            found.iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(of(finding), [recorded.id]);
        assert_eq!(of(other), []);
        assert_eq!(of(seen).len(), 1, "of the visit as a whole");
        let view = store.disposition(recorded.id).unwrap();
        assert_eq!(view.recorded.measures, corrected.measures);
    }
    let taken_back = DispositionRecorded {
        withdrawn: Some("不是他的责任".to_owned()),
        ..corrected
    };
    let view = tablet.disposition_record(taken_back).unwrap();
    assert!(view.recorded.withdrawn.is_some());
    assert_eq!(view.versions.len(), 3);
}

fn tally(village: &str, on: u32, vehicles: u32) -> TallyGiven {
    TallyGiven {
        site: id(village),
        day: day(on),
        shift: "白班".to_owned(),
        counts: TallyCounts {
            vehicles_checked: Some(vehicles),
            vehicles_turned_back: Some(1),
            ..TallyCounts::default()
        },
        reason: String::new(),
    }
}

#[test]
fn tallies_are_corrected_with_a_reason_and_summed() {
    let tablet = tablet_of(&county());
    tablet.tally_record(tally("白营村", 14, 100)).unwrap();
    tablet.tally_record(tally("白营村", 15, 50)).unwrap();
    tablet.tally_record(tally("程岗村", 14, 7)).unwrap();
    let seq = |store: &Folder| store.status().unwrap().seq;
    let before = seq(&tablet);
    tablet.tally_record(tally("白营村", 14, 100)).unwrap();
    assert_eq!(seq(&tablet), before, "the same again states nothing");
    let other = tally("白营村", 14, 120);
    assert_eq!(
        tablet.tally_record(other.clone()).unwrap_err().code(),
        "tally-without-reason"
    );
    let explained = TallyGiven {
        reason: "漏记夜间车辆".to_owned(),
        ..other
    };
    let corrected = tablet.tally_record(explained).unwrap();
    assert_eq!((corrected.corrections, corrected.conflict), (1, false));

    let sums = |by| -> Vec<(String, u32, Option<u32>)> {
        let sums = tablet.tally_sums(day(14), day(15), by).unwrap();
        sums.into_iter()
            .map(|sum| (sum.of, sum.sites, sum.counts.vehicles_checked))
            .collect()
    };
    let of = |name: &str, sites, vehicles| (name.to_owned(), sites, Some(vehicles));
    assert_eq!(
        sums(TallyBy::Day),
        [of("2020-02-14", 2, 127), of("2020-02-15", 1, 50)]
    );
    let mut towns = sums(TallyBy::Township);
    towns.sort();
    assert_eq!(towns, [of("白营镇", 1, 170), of("菜园镇", 1, 7)]);
    assert_eq!(sums(TallyBy::Site).len(), 2);
}

#[test]
fn two_tablets_that_tally_one_shift_apart_make_a_conflict_that_is_settled() {
    let county = county();
    let (one, other) = (tablet_of(&county), tablet_of(&county));
    for tablet in [&one, &other] {
        admit(&county, tablet, "410523");
    }
    one.tally_record(tally("白营村", 14, 100)).unwrap();
    other.tally_record(tally("白营村", 14, 101)).unwrap();
    for tablet in [&one, &other] {
        push(tablet, &county);
    }
    pull(&one, &county);
    let seen = |store: &Store| store.tallies(day(14), day(14)).unwrap();
    assert!(seen(&one)[0].conflict);
    let settled = TallyGiven {
        reason: "两人各数一遍，以一组为准".to_owned(),
        ..tally("白营村", 14, 100)
    };
    one.tally_record(settled).unwrap();
    push(&one, &county);
    assert!(!seen(&county)[0].conflict);
}

#[test]
fn what_followed_is_exported_page_by_page_to_its_end() {
    let tablet = tablet_of(&county());
    let (visit, _) = unattended(&tablet, "白营村", "2020-02-14T09:00:00+08:00");
    for _ in 0..201 {
        let reminded = reminded(visit, "村主任");
        tablet.disposition_record(reminded).unwrap();
    }
    for shift in 0..401 {
        let given = TallyGiven {
            shift: format!("第{shift}班"),
            ..tally("白营村", 14 + shift % 2, 1)
        };
        tablet.tally_record(given).unwrap();
    }
    let (mut dispositions, mut tallies) = (Vec::new(), Vec::new());
    let read = tablet.snapshot(|snapshot| -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let page = snapshot.dispositions(after.as_deref())?;
            assert!(page.rows.iter().all(|one| one.site.is_some()));
            dispositions.extend(page.rows.into_iter().map(|one| one.view.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        loop {
            let page = snapshot.tallies(after.as_deref())?;
            tallies.extend(page.rows.into_iter().map(|one| (one.recorded.day, one.id)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(snapshot.disposition_total()?, 201);
        assert_eq!(snapshot.tally_total()?, 401);
        let bad = snapshot.tallies(Some("x")).unwrap_err();
        assert_eq!(bad.code(), "bad-cursor");
        Ok(())
    });
    read.unwrap();
    assert_eq!((dispositions.len(), tallies.len()), (201, 401));
    assert!(dispositions.is_sorted() && tallies.is_sorted());
}
