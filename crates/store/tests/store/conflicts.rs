//! What people stated differently is listed until somebody settles it.

use chrono::NaiveDate;
use kakou_domain::disposition::{DispositionRecorded, Measure, Subject};
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::tally::TallyCounts;
use kakou_domain::{Answer, FactId};
use kakou_store::views::{ConflictView, DayDispute, TallyBy};
use kakou_store::{Store, TallyGiven};
use kakou_test_support::{Folder, admit, county, exchange, id, tablet_of, two_tablets, visit};
use rusqlite::Connection;

/// Two tablets of a county with one visit, whose correction they tell differently.
fn corrected_apart() -> (Folder, Folder, Folder, kakou_domain::VisitId) {
    let (county, one, other) = two_tablets();
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
    // Whose visit it is settles it, not whoever corrected another's.
    one.amend(id, "双方核对", |draft| {
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
    one.finding_move(FindingMoved::new(line.id, FindingState::Rectified))
        .unwrap();
    other
        .finding_move(FindingMoved::new(line.id, FindingState::Rectifying))
        .unwrap();
    exchange(&county, &[&one, &other]);
    let listed = other.conflicts().unwrap();
    assert!(
        matches!(&listed[..], [ConflictView::Finding { finding, text, .. }]
        if *finding == line.id && *text == line.text)
    );
}

/// A database of the first version with the same journals, and rows that it takes for made.
fn as_the_first_version(one: &Store) {
    let first = one.folder().join("first.db");
    let db = Connection::open(&first).unwrap();
    db.execute_batch(include_str!("../../src/migrations/0001.sql"))
        .unwrap();
    db.execute("ATTACH ?1 AS now", [one.database().to_str().unwrap()])
        .unwrap();
    db.execute_batch(
        "INSERT INTO meta SELECT * FROM now.meta;
         INSERT INTO journal SELECT * FROM now.journal;
         INSERT INTO entry SELECT n, author, seq, payload, payload_hash, chain_hash, fact, set_aside
           FROM now.entry;
         DETACH now;
         PRAGMA user_version = 1;",
    )
    .unwrap();
    let id: i64 = Connection::open(one.database())
        .unwrap()
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .unwrap();
    db.pragma_update(None, "application_id", id).unwrap();
}

#[test]
fn a_database_that_kept_no_list_lists_its_conflicts_after_the_update() {
    let (_county, one, _other, id) = corrected_apart();
    as_the_first_version(&one);
    let (folder, database) = (one.folder().to_owned(), one.database());
    // With its log, which holds what the file does not say yet.
    for part in ["", "-wal", "-shm"] {
        let mut old = database.clone().into_os_string();
        old.push(part);
        let _ = std::fs::remove_file(old);
    }
    std::fs::rename(folder.join("first.db"), &database).unwrap();
    let one = one.reopened();
    one.project_all().unwrap();
    assert!(names_only_the_visit(&one, id));
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, 14).unwrap()
}

#[test]
fn a_disposition_that_was_corrected_differently_is_listed_until_one_is_taken() {
    let (county, one, other) = two_tablets();
    let visit = one.seal(visit().present(0).of(3).given()).unwrap().id;
    let recorded = DispositionRecorded {
        corrects: None,
        visit: Some(visit),
        findings: Vec::new(),
        date: None,
        by: None,
        subject: Subject::of_visit(visit, "1", "村委会主任"),
        measures: vec![Measure::ReminderTalk.into()],
        withdrawn: None,
        reason: None,
    };
    let id = one.disposition_record(recorded.clone()).unwrap().id;
    exchange(&county, &[&one, &other]);
    let heavier = DispositionRecorded {
        corrects: Some(id),
        measures: vec![Measure::AdmonishingTalk.into()],
        reason: Some("改为诫勉谈话".to_owned()),
        ..recorded.clone()
    };
    one.disposition_record(heavier.clone()).unwrap();
    let taken_back = DispositionRecorded {
        corrects: Some(id),
        withdrawn: Some("不是他的责任".to_owned()),
        ..recorded
    };
    other.disposition_record(taken_back).unwrap();
    exchange(&county, &[&one, &other]);
    for store in [&county, &one, &other] {
        let listed = store.conflicts().unwrap();
        assert!(
            matches!(&listed[..], [ConflictView::Disposition { disposition, site: Some(site), .. }]
                if *disposition == id && site.name == "白营村卡点"),
            "{listed:?}"
        );
        let view = store.disposition(id).unwrap();
        let heads = view.versions.iter().filter(|one| one.head);
        assert_eq!((view.conflict, heads.count()), (true, 2));
    }
    let settled = DispositionRecorded {
        reason: Some("双方核对".to_owned()),
        ..heavier
    };
    other.disposition_record(settled).unwrap();
    exchange(&county, &[&one, &other]);
    for store in [&county, &one, &other] {
        assert_eq!(store.conflicts().unwrap(), []);
        let view = store.disposition(id).unwrap();
        assert_eq!(view.recorded.withdrawn, None);
        assert_eq!(view.versions.len(), 4, "nothing is taken away");
    }
}

#[test]
fn a_shift_that_was_counted_differently_is_listed_until_somebody_says_why_one_holds() {
    let (county, one, other) = two_tablets();
    let tally = |vehicles, reason: &str| TallyGiven {
        site: id("白营村"),
        day: day(),
        shift: "白班".to_owned(),
        counts: TallyCounts {
            vehicles_checked: Some(vehicles),
            ..TallyCounts::default()
        },
        reason: reason.to_owned(),
    };
    one.tally_record(tally(100, "")).unwrap();
    other.tally_record(tally(120, "")).unwrap();
    exchange(&county, &[&one, &other]);
    for store in [&county, &one, &other] {
        let listed = store.conflicts().unwrap();
        assert!(
            matches!(&listed[..], [ConflictView::Tally { site, day, shift, .. }]
                if site.name == "白营村卡点" && day == "2020-02-14" && shift == "白班"),
            "{listed:?}"
        );
    }
    // Neither of the two numbers holds without a word on the other.
    for vehicles in [100, 120] {
        let refused = other.tally_record(tally(vehicles, "")).unwrap_err();
        assert_eq!(refused.code(), "tally-without-reason");
    }
    let settled = other.tally_record(tally(120, "含夜间补登")).unwrap();
    assert!(!settled.conflict);
    assert_eq!(settled.versions.len(), 3);
    exchange(&county, &[&one, &other]);
    for store in [&county, &one, &other] {
        assert_eq!(store.conflicts().unwrap(), []);
        let sums = store.tally_sums(day(), day(), TallyBy::Day).unwrap();
        assert_eq!(sums[0].counts.vehicles_checked, Some(120));
    }
}

#[test]
fn a_day_that_a_team_reported_differently_is_listed_until_one_report_is_taken() {
    let (county, one, other) = two_tablets();
    // The same person on two tablets, of which only one has the visit.
    other.set_name("张三").unwrap();
    one.set_name("张三").unwrap();
    one.seal(visit().on("2020-02-14T09:00:00+08:00").given())
        .unwrap();
    one.day_report(day(), "检查点位1个".to_owned()).unwrap();
    other.day_report(day(), "零报告".to_owned()).unwrap();
    exchange(&county, &[&one, &other]);
    for store in [&county, &one, &other] {
        let listed = store.conflicts().unwrap();
        assert!(
            matches!(&listed[..], [ConflictView::Day { day, of, .. }]
                if day == "2020-02-14" && of == "张三"),
            "{listed:?}"
        );
    }
    let disputes = county.day(day()).unwrap().disputes;
    let texts = |dispute: &DayDispute| -> Vec<String> {
        let versions = dispute.versions.iter();
        versions.map(|one| one.reported.text.clone()).collect()
    };
    assert_eq!(disputes.len(), 1);
    let mut both = texts(&disputes[0]);
    both.sort();
    assert_eq!(both, ["检查点位1个", "零报告"]);
    let right = disputes[0].versions.iter();
    let right = right.clone().find(|one| one.reported.text == "检查点位1个");
    let (report, right) = (disputes[0].id, right.unwrap().fact);
    let nothing = FactId(report.0);
    let refused = county.day_settle(report, nothing).unwrap_err();
    assert_eq!(refused.code(), "no-version");
    county.day_settle(report, right).unwrap();
    exchange(&county, &[&one, &other]);
    for store in [&county, &one, &other] {
        assert_eq!(store.conflicts().unwrap(), []);
        assert_eq!(store.day(day()).unwrap().disputes, []);
    }
}
