//! Logging offline: drafts, sealing, amending, what review then shows.

use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::{Answer, Method};
use kakou_store::views::{SiteFilter, VisitFilter};
use kakou_test_support::{Folder, county, id, tablet_of, visit};

fn only(search: &str) -> VisitFilter {
    VisitFilter {
        search: Some(search.to_owned()),
        ..VisitFilter::default()
    }
}

fn found(tablet: &Folder, filter: &VisitFilter) -> usize {
    tablet.visits(filter, None, 100).unwrap().rows.len()
}

#[test]
fn calls_to_the_duty_phone_are_counted_as_they_are_made() {
    let tablet = tablet_of(&county());
    let page = tablet.draft_new(id("白营村"), Method::Announced).unwrap();
    let draft = page.draft.id;
    let (made, taken) = ("staffing.duty_phone_calls", "staffing.duty_phone_answered");
    assert_eq!(page.draft.answers[made], Answer::Count(0));
    assert!(!page.draft.answers.contains_key(taken));

    tablet.draft_call(draft, false).unwrap();
    tablet.draft_call(draft, false).unwrap();
    let page = tablet.draft_call(draft, true).unwrap();
    assert_eq!(page.draft.answers[made], Answer::Count(3));
    assert_eq!(page.draft.answers[taken], Answer::Count(1));
    let page = tablet.draft_uncall(draft).unwrap();
    let found = &page.evaluation.findings[0];
    assert_eq!(found.category, "staffing.phone_unanswered");

    let visit = tablet.draft_seal(draft, None).unwrap().id;
    let calls = tablet.visit(visit).unwrap().current.calls;
    assert_eq!(calls.len(), 2);
    let correction = tablet.draft_amend(visit).unwrap().draft;
    assert_eq!(correction.calls, calls);
    assert!(correction.ended_at.is_some());
}

#[test]
fn a_visit_is_drafted_sealed_and_reviewed() {
    let tablet = tablet_of(&county());
    let page = tablet.draft_new(id("白营村"), Method::Unannounced).unwrap();
    let draft = page.draft.id;
    tablet
        .draft_answer(draft, "staffing.rostered", Some(Answer::Count(3)))
        .unwrap();
    let page = tablet
        .draft_answer(draft, "staffing.present", Some(Answer::Count(2)))
        .unwrap();
    assert_eq!(
        page.evaluation.findings[0].text,
        "卡点当日值班人员应为三人，实际只有两人在岗。"
    );
    assert_eq!(tablet.drafts().unwrap().len(), 1);

    let tablet = tablet.reopened();
    let sealed = tablet.draft_seal(draft, None).unwrap();
    assert_eq!(sealed.check_code.len(), 8);
    assert!(tablet.drafts().unwrap().is_empty());
    assert_eq!(
        tablet.draft_seal(draft, None).unwrap_err().code(),
        "already-sealed"
    );

    let rows = tablet
        .visits(&VisitFilter::default(), None, 10)
        .unwrap()
        .rows;
    assert_eq!(rows[0].findings[0].category, "staffing.absent");
    assert_eq!((sealed.faults, sealed.needs), (1, 0));
    assert!(!rows[0].synced);
    let there = VisitFilter {
        site: Some(id("白营村")),
        ..VisitFilter::default()
    };
    let visits = tablet.visits(&there, None, 10).unwrap().rows;
    let site = tablet.site(id("白营村")).unwrap();
    assert_eq!((site.open.len(), visits.len()), (1, 1));
    assert!(tablet.verify().unwrap().ok);
}

#[test]
fn visits_are_found_by_one_two_and_more_characters_and_by_initials() {
    let tablet = tablet_of(&county());
    tablet
        .seal(visit().at("白营村").present(0).of(2).by("督查员甲").given())
        .unwrap();
    tablet
        .seal(
            visit()
                .at("程岗村")
                .present(2)
                .of(2)
                .notes("道路通畅")
                .given(),
        )
        .unwrap();
    for words in [
        "营",
        "白营",
        "白营村",
        "无人值守",
        "byc",
        "BYC",
        "村卡点 无人",
    ] {
        assert_eq!(found(&tablet, &only(words)), 1, "{words}");
    }
    for (words, count) in [("村", 2), ("卡点", 2), ("通", 1), ("岗营", 0), ("点", 2)] {
        assert_eq!(found(&tablet, &only(words)), count, "{words}");
    }
    let sites = |text: &str| {
        let filter = SiteFilter {
            search: Some(text.to_owned()),
            ..SiteFilter::default()
        };
        tablet.sites(&filter, None, 50).unwrap().rows.len()
    };
    assert_eq!(
        (
            sites("byc"),
            sites("白营"),
            sites("4105231052"),
            sites("不")
        ),
        (1, 1, 3, 0)
    );
}

#[test]
fn each_filter_lets_through_what_it_names() {
    let tablet = tablet_of(&county());
    tablet
        .seal(visit().at("白营村").present(0).of(2).by("督查员甲").given())
        .unwrap();
    let later = visit()
        .at("程岗村")
        .on("2020-02-15T23:30:00+08:00")
        .present(2)
        .of(2);
    tablet.seal(later.given()).unwrap();
    let all = VisitFilter::default();
    let cases = [
        (
            VisitFilter {
                site: Some(id("白营村")),
                ..all.clone()
            },
            1,
        ),
        (
            VisitFilter {
                township: Some("410523101".parse().unwrap()),
                ..all.clone()
            },
            1,
        ),
        (
            VisitFilter {
                township: Some("410523".parse().unwrap()),
                ..all.clone()
            },
            2,
        ),
        (
            VisitFilter {
                from: Some("2020-02-15".into()),
                ..all.clone()
            },
            1,
        ),
        (
            VisitFilter {
                to: Some("2020-02-14".into()),
                ..all.clone()
            },
            1,
        ),
        (
            VisitFilter {
                kind: Some("village_checkpoint".parse().unwrap()),
                ..all.clone()
            },
            2,
        ),
        (
            VisitFilter {
                kind: Some("school".parse().unwrap()),
                ..all.clone()
            },
            0,
        ),
        (
            VisitFilter {
                category: Some("staffing.unattended".into()),
                ..all.clone()
            },
            1,
        ),
        (
            VisitFilter {
                inspector: Some("督查员甲".into()),
                ..all.clone()
            },
            1,
        ),
        (
            VisitFilter {
                unsynced: true,
                ..all
            },
            2,
        ),
    ];
    for (filter, count) in cases {
        assert_eq!(found(&tablet, &filter), count, "{filter:?}");
    }
}

#[test]
fn pages_follow_each_other_without_a_gap_and_end() {
    let tablet = tablet_of(&county());
    for minute in 0..25 {
        let time = format!("2020-02-14T09:{minute:02}:00+08:00");
        tablet
            .seal(visit().on(&time).present(2).of(2).given())
            .unwrap();
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = tablet
            .visits(&VisitFilter::default(), after.as_deref(), 10)
            .unwrap();
        seen.extend(page.rows.into_iter().map(|row| row.visited_at));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 25);
    assert!(seen.windows(2).all(|pair| pair[0] > pair[1]));
}

#[test]
fn an_amendment_corrects_a_visit_and_the_original_stays_readable() {
    let tablet = tablet_of(&county());
    let sealed = tablet.seal(visit().present(2).of(3).given()).unwrap();
    assert_eq!(
        tablet.amend(sealed.id, " ", |_| ()).unwrap_err().code(),
        "no-reason"
    );
    let correct = |draft: &mut kakou_domain::draft::Draft| {
        draft.answer("staffing.present", Some(Answer::Count(3)));
    };
    tablet.amend(sealed.id, "点错人数", correct).unwrap();
    let page = tablet.visit(sealed.id).unwrap();
    assert_eq!(page.original.answers["staffing.present"], Answer::Count(2));
    assert_eq!(page.current.answers["staffing.present"], Answer::Count(3));
    assert_eq!(page.record.amendments[0].reason, "点错人数");
    assert_eq!(page.record.findings[0].state, FindingState::Withdrawn);
    assert!(tablet.site(id("白营村")).unwrap().open.is_empty());
    assert!(tablet.drafts().unwrap().is_empty());
}

#[test]
fn a_finding_moves_as_its_life_allows() {
    let tablet = tablet_of(&county());
    let sealed = tablet.seal(visit().present(2).of(3).given()).unwrap();
    let finding = tablet.visit(sealed.id).unwrap().findings[0].line.id;
    let to = |to| FindingMoved::new(finding, to);
    assert_eq!(
        tablet
            .finding_move(to(FindingState::Verified))
            .unwrap_err()
            .code(),
        "illegal-move"
    );
    tablet.finding_move(to(FindingState::Rectified)).unwrap();
    let view = tablet.finding_move(to(FindingState::Verified)).unwrap();
    assert_eq!(
        (view.line.state, view.moves.len()),
        (FindingState::Verified, 2)
    );
}

#[test]
fn projections_are_the_same_after_a_rebuild() {
    let tablet = tablet_of(&county());
    let sealed = tablet.seal(visit().present(2).of(3).given()).unwrap();
    tablet
        .amend(sealed.id, "补充", |draft| draft.notes = "门口".to_owned())
        .unwrap();
    let before = tablet.visit(sealed.id).unwrap();
    tablet.drop_projections().unwrap();
    tablet.project_all().unwrap();
    assert_eq!(tablet.visit(sealed.id).unwrap(), before);
    assert_eq!(found(&tablet, &only("门口")), 1);
}

#[test]
fn an_entry_that_can_no_longer_be_read_keeps_no_other_from_being_shown() {
    let tablet = tablet_of(&county());
    let lost = tablet.seal(visit().present(2).of(3).given()).unwrap();
    tablet
        .seal(visit().at("程岗村").present(2).of(2).given())
        .unwrap();
    let db = rusqlite::Connection::open(tablet.database()).unwrap();
    let text = "UPDATE entry SET payload = x'7b7d' WHERE fact = ?1";
    assert_eq!(db.execute(text, [lost.id.0.into_bytes()]).unwrap(), 1);

    tablet.drop_projections().unwrap();
    tablet.project_all().unwrap();
    assert_eq!(found(&tablet, &VisitFilter::default()), 1);
    let aside = tablet.set_aside(tablet.author().unwrap()).unwrap();
    assert_eq!(aside[0].code, "payload-malformed");
}
