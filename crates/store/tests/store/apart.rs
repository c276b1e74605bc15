//! Two tablets that never met work on the same things; afterwards all show the same, and a conflict
//! as a conflict.

use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::{Answer, FindingId, SiteId, SiteKind, VisitId};
use kakou_store::Store;
use kakou_store::views::{FindingView, SitePage, VisitFilter, VisitPage, VisitRow};
use kakou_test_support::{exchange, id, pull, push, two_tablets, visit};

/// A visit's page without what differs from device to device by its nature.
fn page(store: &Store, visit: VisitId) -> VisitPage {
    let mut page = store.visit(visit).unwrap();
    page.record.synced = true;
    page
}

/// A site's page and its visits, without what differs from device to device by its nature.
fn site(store: &Store, site: SiteId) -> (SitePage, Vec<VisitRow>) {
    let mut page = store.site(site).unwrap();
    if let Some(last) = &mut page.row.last_visit {
        last.own = false;
    }
    let filter = VisitFilter {
        site: Some(site),
        ..VisitFilter::default()
    };
    let mut visits = store.visits(&filter, None, 20).unwrap().rows;
    for visit in &mut visits {
        visit.synced = true;
    }
    (page, visits)
}

/// Every visit's page, every finding and both sites' pages are the same everywhere.
fn all_show_the_same(stores: [&Store; 3]) {
    let [county, others @ ..] = stores;
    let all = VisitFilter::default();
    let rows = county.visits(&all, None, 100).unwrap().rows;
    for other in others {
        let listed = other.visits(&all, None, 100).unwrap().rows;
        let ids = |rows: &[VisitRow]| -> Vec<VisitId> { rows.iter().map(|row| row.id).collect() };
        assert_eq!(ids(&listed), ids(&rows));
        for row in &rows {
            assert_eq!(page(other, row.id), page(county, row.id));
        }
        for village in ["白营村", "程岗村"] {
            assert_eq!(site(other, id(village)), site(county, id(village)));
        }
        assert!(other.verify().unwrap().ok);
    }
    assert!(county.verify().unwrap().ok);
}

fn moved(finding: FindingId, to: FindingState, note: &str) -> FindingMoved {
    FindingMoved {
        unit: Some("白营村委会".to_owned()),
        note: note.to_owned(),
        ..FindingMoved::new(finding, to)
    }
}

fn absent(page: &VisitPage) -> FindingView {
    let mut found = page.findings.iter();
    found
        .find(|finding| finding.line.category == "staffing.absent")
        .unwrap()
        .clone()
}

#[test]
fn visits_to_the_same_sites_stand_side_by_side() {
    let (county, one, other) = two_tablets();
    for (tablet, present) in [(&one, 0), (&other, 1)] {
        for village in ["白营村", "程岗村"] {
            let visit = visit().at(village).present(present).of(2);
            tablet.seal(visit.given()).unwrap();
        }
    }
    exchange(&county, &[&one, &other]);
    all_show_the_same([&county, &one, &other]);
    let (page, visits) = site(&county, id("白营村"));
    assert_eq!((visits.len(), page.open.len()), (2, 2));
    assert!(!page.conflict);
    assert_eq!(site(&one, id("白营村")).1.len(), 2);
}

#[test]
fn the_same_place_added_on_both_is_one_site() {
    let (county, one, other) = two_tablets();
    let kind = SiteKind::new("shop").unwrap();
    let division = || "410523105201".parse().unwrap();
    let first = one
        .site_add(division(), kind.clone(), "为民超市", None)
        .unwrap();
    let second = other.site_add(division(), kind, "为民超市", None).unwrap();
    assert_eq!(first, second);
    exchange(&county, &[&one, &other]);
    for store in [&county, &one, &other] {
        assert!(!store.site(first).unwrap().conflict);
    }
}

#[test]
fn anothers_correction_is_shown_and_counts_when_the_author_follows_it() {
    let (county, one, other) = two_tablets();
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap();
    exchange(&county, &[&one, &other]);
    let no_findings = |draft: &mut kakou_domain::draft::Draft| {
        draft.answer("staffing.present", Some(Answer::Count(3)));
    };
    other.amend(sealed.id, "看错了", no_findings).unwrap();
    exchange(&county, &[&one, &other]);
    all_show_the_same([&county, &one, &other]);
    let before = page(&one, sealed.id);
    assert_eq!(before.current, before.original);
    assert!(before.record.amendments[0].by_another && before.record.conflict);
    assert_eq!(absent(&before).line.state, FindingState::Raised);

    one.amend(sealed.id, "核对属实", no_findings).unwrap();
    exchange(&county, &[&one, &other]);
    all_show_the_same([&county, &one, &other]);
    let after = page(&other, sealed.id);
    assert_eq!(after.current.answers["staffing.present"], Answer::Count(3));
    assert!(!after.record.conflict && !after.record.amendments[1].by_another);
    assert_eq!(absent(&after).line.state, FindingState::Withdrawn);
}

#[test]
fn the_same_visit_amended_by_headquarters_too_is_a_conflict_until_someone_settles_it() {
    let (county, one, other) = two_tablets();
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap();
    exchange(&county, &[&one, &other]);

    let present = |count: i64| {
        move |draft: &mut kakou_domain::draft::Draft| {
            draft.answer("staffing.present", Some(Answer::Count(count)));
        }
    };
    one.amend(sealed.id, "点错人数", present(2)).unwrap();
    county
        .amend(sealed.id, "另有一人在屋内", present(3))
        .unwrap();
    exchange(&county, &[&one, &other]);
    all_show_the_same([&county, &one, &other]);
    for store in [&county, &one, &other] {
        let page = page(store, sealed.id);
        assert!(page.record.conflict);
        assert_eq!(
            page.record.amendments.iter().filter(|one| one.head).count(),
            2
        );
        assert_eq!(page.current, page.original, "nothing is settled yet");
        let finding = absent(&page);
        assert_eq!(
            finding.line.state,
            FindingState::Raised,
            "the least advanced"
        );
        assert!(finding.line.conflict);
    }

    one.amend(sealed.id, "双方核对", present(3)).unwrap();
    exchange(&county, &[&one, &other]);
    all_show_the_same([&county, &one, &other]);
    let page = page(&one, sealed.id);
    assert!(!page.record.conflict);
    assert_eq!(page.current.answers["staffing.present"], Answer::Count(3));
    assert_eq!(absent(&page).line.state, FindingState::Withdrawn);
    assert_eq!(page.record.amendments.len(), 3);
}

#[test]
fn the_same_correction_made_twice_is_no_conflict() {
    let (county, one, other) = two_tablets();
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap();
    exchange(&county, &[&one, &other]);
    for tablet in [&one, &other] {
        tablet
            .amend(sealed.id, "门口还有一人", |draft| {
                draft.notes = "两人".to_owned();
            })
            .unwrap();
    }
    exchange(&county, &[&one, &other]);
    all_show_the_same([&county, &one, &other]);
    assert!(!page(&county, sealed.id).record.conflict);
    assert_eq!(page(&county, sealed.id).record.notes, "两人");
}

#[test]
fn the_same_finding_moved_on_both_counts_as_its_least_advanced_state() {
    let (county, one, other) = two_tablets();
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap();
    exchange(&county, &[&one, &other]);
    let finding = absent(&page(&one, sealed.id)).line.id;

    one.finding_move(moved(finding, FindingState::Rectified, "人已到岗"))
        .unwrap();
    other
        .finding_move(moved(finding, FindingState::Rectifying, "还差一人"))
        .unwrap();
    exchange(&county, &[&one, &other]);
    all_show_the_same([&county, &one, &other]);
    for store in [&county, &one, &other] {
        let view = store.finding(finding).unwrap();
        assert!(view.line.conflict);
        assert_eq!(view.line.state, FindingState::Rectifying);
        assert_eq!(view.moves.iter().filter(|one| one.head).count(), 2);
        assert_eq!(store.site(id("白营村")).unwrap().open.len(), 1);
    }

    // Either state allows what settles it.
    one.finding_move(moved(finding, FindingState::Verified, "复查合格"))
        .unwrap();
    exchange(&county, &[&one, &other]);
    all_show_the_same([&county, &one, &other]);
    let view = other.finding(finding).unwrap();
    assert!(!view.line.conflict);
    assert_eq!(view.line.state, FindingState::Verified);
    assert!(other.site(id("白营村")).unwrap().open.is_empty());
}

/// One corrects away what the other assigns.
#[test]
fn a_finding_that_was_corrected_away_and_moved_elsewhere_shows_the_same_everywhere() {
    let (county, one, other) = two_tablets();
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap();
    exchange(&county, &[&one, &other]);
    let finding = absent(&page(&one, sealed.id)).line.id;
    one.amend(sealed.id, "点错人数", |draft| {
        draft.answer("staffing.present", Some(Answer::Count(3)));
    })
    .unwrap();
    other
        .finding_move(moved(finding, FindingState::Assigned, "限三日内"))
        .unwrap();
    exchange(&county, &[&one, &other]);
    all_show_the_same([&county, &one, &other]);
    let view = county.finding(finding).unwrap();
    assert_eq!(view.line.state, FindingState::Withdrawn);
    assert_eq!(view.moves.len(), 1);
}

/// The visit's time is part of its key: every list finds it where it stands.
#[test]
fn a_visit_that_was_amended_to_another_day_is_found_by_its_category_in_a_conflict_too() {
    let (county, one, other) = two_tablets();
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap();
    exchange(&county, &[&one, &other]);
    for (tablet, hour) in [(&one, 1), (&other, 2)] {
        tablet
            .amend(sealed.id, "时间记错", |draft| {
                draft.visited_at -= chrono::Duration::hours(24 + hour);
            })
            .unwrap();
    }
    push(&one, &county);
    let filter = VisitFilter {
        category: Some("staffing.absent".to_owned()),
        ..VisitFilter::default()
    };
    let found = |store: &Store| store.visits(&filter, None, 10).unwrap().rows.len();
    assert_eq!(found(&county), 1);
    exchange(&county, &[&one, &other]);
    assert!(page(&county, sealed.id).record.conflict);
    assert_eq!([found(&county), found(&one), found(&other)], [1, 1, 1]);
    one.amend(sealed.id, "核对", |_| ()).unwrap();
    push(&one, &county);
    pull(&other, &county);
    assert_eq!([found(&county), found(&one), found(&other)], [1, 1, 1]);
    all_show_the_same([&county, &one, &other]);
}
