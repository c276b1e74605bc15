//! Where sites stand: lists by distance, positions that tablets state, descriptions that differ.

use std::collections::BTreeSet;

use chrono::{NaiveTime, TimeDelta};
use kakou_domain::coordinates::distance;
use kakou_domain::fact::Body;
use kakou_domain::places::{RoleRequired, RosterSet, Shift, SiteDefined};
use kakou_domain::{Answer, DivisionCode, Fix, Method, Nature, Position, SiteId, SiteKind};
use kakou_store::Store;
use kakou_store::views::{SiteFilter, SiteRow};
use kakou_test_support::{Folder, county, exchange, id, tablet, tablet_of, village, visit};
use proptest::prelude::*;

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn near(position: Position) -> SiteFilter {
    SiteFilter {
        near: Some(position),
        ..SiteFilter::default()
    }
}

/// The whole list, a page of `limit` at a time.
fn paged(store: &Store, filter: &SiteFilter, limit: usize) -> Vec<SiteRow> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = store.sites(filter, after.as_deref(), limit).unwrap();
        rows.extend(page.rows);
        after = page.next;
        if after.is_none() {
            return rows;
        }
    }
}

fn tablets(count: usize) -> (Folder, Vec<Folder>) {
    let county = county();
    let tablets = (0..count).map(|_| {
        let tablet = tablet();
        kakou_test_support::admit(&county, &tablet, "410523");
        tablet
    });
    let tablets: Vec<_> = tablets.collect();
    let stores: Vec<&Store> = tablets.iter().map(|tablet| &**tablet).collect();
    exchange(&county, &stores);
    (county, tablets)
}

#[test]
fn the_nearest_come_first_and_what_nobody_placed_comes_last() {
    let tablet = tablet_of(&county());
    tablet
        .site_set_position(id("程岗村"), Some(at(35.95, 114.30)))
        .unwrap();
    tablet
        .site_set_position(id("曹庄村"), Some(at(35.921, 114.356)))
        .unwrap();
    let rows = paged(&tablet, &near(at(35.9213, 114.3561)), 3);
    let shown: Vec<_> = rows
        .iter()
        .map(|row| (row.name.as_str(), row.distance_m))
        .collect();
    assert_eq!(shown[0], ("曹庄村卡点", Some(35)));
    assert_eq!(shown[1], ("程岗村卡点", Some(5_975)));
    assert_eq!(shown.len(), 8);
    assert!(shown[2..].iter().all(|(_, metres)| metres.is_none()));
    assert!(rows[2..].is_sorted_by_key(|row| &row.division));
    let usual = paged(&tablet, &SiteFilter::default(), 3);
    assert!(usual.iter().all(|row| row.distance_m.is_none()));
}

#[test]
fn a_site_says_how_many_faults_are_open_there_and_how_bad_the_worst_is() {
    let tablet = tablet_of(&county());
    let given = visit().present(0).of(3);
    let given = given.answer("disinfection.record_kept", Answer::YesNo(false));
    let sealed = tablet.seal(given.given()).unwrap();
    let lines = tablet.visit(sealed.id).unwrap().findings.into_iter();
    let faults: Vec<_> = lines
        .map(|one| one.line)
        .filter(|line| line.nature == Nature::Fault)
        .collect();
    let severities: BTreeSet<_> = faults.iter().map(|line| line.severity).collect();
    assert_eq!(severities.len(), 2);
    let rows = tablet.sites(&SiteFilter::default(), None, 50).unwrap().rows;
    for row in rows {
        let here = row.id == sealed.site.id;
        assert_eq!(
            row.open_findings as usize,
            if here { faults.len() } else { 0 }
        );
        assert_eq!(row.worst, severities.last().copied().filter(|_| here));
    }
}

#[test]
fn a_page_that_goes_on_nowhere_is_refused() {
    let tablet = tablet_of(&county());
    let filter = near(at(35.9213, 114.3561));
    for cursor in ["", "x y", "far 410523105201 no-id 卡点"] {
        let refused = tablet.sites(&filter, Some(cursor), 10).unwrap_err();
        assert_eq!(refused.code(), "bad-cursor", "{cursor}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_site_comes_once_and_in_order_however_long_the_pages_are(
        places in prop::collection::vec(prop::option::of((0_i32..4, 0_i32..4)), 12),
        limit in 1_usize..6,
        here in (0_i32..4, 0_i32..4),
    ) {
        let county = county();
        let kind = SiteKind::new("shop").unwrap();
        // Few different points, so that many sites are equally far.
        let point = |(north, east): (i32, i32)| {
            at(35.9 + f64::from(north) / 1000.0, 114.3 + f64::from(east) / 1000.0)
        };
        for (n, place) in places.iter().enumerate() {
            let division = DivisionCode::new("410523105201").unwrap();
            let name = format!("{n} 号 商铺");
            county.site_add(division, kind.clone(), &name, place.map(point)).unwrap();
        }
        let filter = near(point(here));
        let rows = paged(&county, &filter, limit);
        prop_assert_eq!(&rows, &county.sites(&filter, None, 100).unwrap().rows);
        prop_assert_eq!(rows.len(), 8 + places.len());
        let away = |row: &SiteRow| row.position.map_or(f64::MAX, |to| distance(point(here), to));
        prop_assert!(rows.is_sorted_by(|a, b| away(a) <= away(b) + 0.1));
    }
}

#[test]
fn a_position_is_stated_and_taken_back_and_the_rest_of_the_site_stays() {
    let county = county();
    let site = SiteDefined {
        phone: Some("0372-6223456".to_owned()),
        ..village("白营村")
    };
    let scope = vec![site.division.clone()];
    county
        .state(vec![(scope, Body::SiteDefined(site))])
        .unwrap();
    let tablet = tablet_of(&county);
    tablet
        .site_set_position(id("白营村"), Some(at(35.9, 114.3)))
        .unwrap();
    let page = tablet.site(id("白营村")).unwrap();
    assert_eq!(page.row.position, Some(at(35.9, 114.3)));
    assert_eq!(page.site.phone.as_deref(), Some("0372-6223456"));
    assert!(!page.conflict);
    tablet.site_set_position(id("白营村"), None).unwrap();
    assert_eq!(tablet.site(id("白营村")).unwrap().row.position, None);
    let unknown = SiteId(uuid::Uuid::nil());
    assert_eq!(
        tablet.site_set_position(unknown, None).unwrap_err().code(),
        "no-site"
    );
}

#[test]
fn two_positions_stated_apart_stand_side_by_side_until_one_is_chosen() {
    let (county, tablets) = tablets(2);
    let [one, other] = tablets.as_slice() else {
        unreachable!()
    };
    one.site_set_position(id("白营村"), Some(at(35.9, 114.3)))
        .unwrap();
    other
        .site_set_position(id("白营村"), Some(at(35.8, 114.2)))
        .unwrap();
    exchange(&county, &[one, other]);
    let page = one.site(id("白营村")).unwrap();
    assert!(page.conflict);
    let stated: Vec<_> = page
        .versions
        .iter()
        .map(|one| one.site.position.unwrap())
        .collect();
    assert_eq!(stated.len(), 2);
    let refused = one.site_set_position(id("白营村"), None).unwrap_err();
    assert_eq!(refused.code(), "site-conflict");

    let chosen = page
        .versions
        .iter()
        .find(|one| one.site.position == Some(at(35.8, 114.2)));
    one.site_settle(id("白营村"), chosen.unwrap().id).unwrap();
    exchange(&county, &[one, other]);
    for store in [&county, one, other] {
        let page = store.site(id("白营村")).unwrap();
        assert!(!page.conflict && page.versions.is_empty());
        assert_eq!(page.row.position, Some(at(35.8, 114.2)));
    }
    let again = other
        .site_settle(id("白营村"), page.versions[0].id)
        .unwrap_err();
    assert_eq!(again.code(), "no-version");
}

#[test]
fn the_newest_fix_that_is_certain_enough_is_proposed_for_the_site() {
    let tablet = tablet_of(&county());
    let visit = |accuracy| {
        let draft = tablet
            .draft_new(id("白营村"), Method::Announced)
            .unwrap()
            .draft;
        let fix = Fix::Known {
            position: at(35.9, 114.3),
            accuracy_m: Some(accuracy),
            at: draft.visited_at + TimeDelta::minutes(1),
        };
        tablet.draft_fix(draft.id, fix).unwrap();
        tablet.draft_seal(draft.id, None).unwrap();
    };
    let proposed = || match tablet.site(id("白营村")).unwrap().last_fix {
        Some(Fix::Known { accuracy_m, .. }) => accuracy_m,
        _ => None,
    };
    visit(1_500.0);
    assert_eq!(proposed(), None);
    visit(20.0);
    visit(900.0);
    assert_eq!(proposed(), Some(20.0));
}

#[test]
fn a_site_is_expected_to_have_the_shifts_of_today() {
    let county = county();
    let shift = |name: &str, from: &str, to: &str| Shift {
        from: Some(from.parse().unwrap()),
        to: Some(to.parse().unwrap()),
        name: name.to_owned(),
        begins: None,
        ends: None,
        required: 3,
        roles: Vec::new(),
        leader: Some("村党支部书记".to_owned()),
    };
    let shifts = vec![
        shift("昨天", "2020-02-15", "2020-02-15"),
        shift("今天", "2020-02-16", "2020-02-20"),
    ];
    let site = id("白营村");
    let body = Body::RosterSet(RosterSet { site, shifts });
    let scope = vec!["410523105201".parse().unwrap()];
    county.state(vec![(scope, body)]).unwrap();
    let page = tablet_of(&county).site(site).unwrap();
    let names: Vec<_> = page
        .shifts
        .iter()
        .map(|shift| shift.name.as_str())
        .collect();
    assert_eq!(names, ["今天"]);
    assert_eq!(page.shift_now, Some(page.shifts[0].clone()));
}

#[test]
fn a_visit_is_judged_by_the_shift_of_its_time() {
    let county = county();
    let role = |role: &str| RoleRequired {
        role: role.to_owned(),
        required: 1,
    };
    let shift = |name: &str, begins: u32, required, roles| Shift {
        from: None,
        to: None,
        name: name.to_owned(),
        begins: NaiveTime::from_hms_opt(begins, 0, 0),
        ends: NaiveTime::from_hms_opt((begins + 8) % 24, 0, 0),
        required,
        roles,
        leader: None,
    };
    let night = vec![role("police"), role("health"), role("unheard_of")];
    let shifts = vec![
        shift("早班", 6, 2, vec![]),
        shift("中班", 14, 4, vec![]),
        shift("夜班", 22, 3, night),
    ];
    let site = id("白营村");
    let body = Body::RosterSet(RosterSet { site, shifts });
    let scope = vec!["410523105201".parse().unwrap()];
    county.state(vec![(scope, body)]).unwrap();
    let tablet = tablet_of(&county);
    let sealed_at = |time: &str| {
        let time = format!("2020-02-14T{time}:00+08:00");
        let given = visit()
            .on(&time)
            .answer("staffing.present", Answer::Count(2));
        let sealed = tablet.seal(given.given()).unwrap();
        let found = tablet.visit(sealed.id).unwrap().current.findings;
        (
            found.into_iter().map(|one| one.text).collect::<Vec<_>>(),
            sealed.id,
        )
    };
    assert_eq!(sealed_at("09:00").0, Vec::<String>::new());
    let short = |n| format!("卡点当日值班人员应为{n}人，实际只有两人在岗。");
    assert_eq!(sealed_at("15:00").0, [short("四")]);
    let (texts, visit) = sealed_at("23:30");
    assert_eq!(texts, [short("三")]);
    assert_eq!(sealed_at("05:59").0, [short("三")]);
    let answers = tablet.visit(visit).unwrap().current.answers;
    let roles = Answer::Many(vec!["police".to_owned(), "health".to_owned()]);
    assert_eq!(answers["staffing.roles_rostered"], roles);
    assert_eq!(answers["staffing.roles_missing"], Answer::NotChecked);
}

#[test]
fn a_place_is_found_by_its_name_its_initials_and_its_code() {
    let tablet = tablet_of(&county());
    let found = |typed: &str| {
        let found = tablet.villages(typed).unwrap().into_iter();
        found
            .map(|one| (one.township, one.name))
            .collect::<Vec<_>>()
    };
    let village = |township: &str, name: &str| (township.to_owned(), name.to_owned());
    assert_eq!(found("庵上"), [village("韩庄镇", "庵上村")]);
    assert_eq!(found("ASC"), [village("韩庄镇", "庵上村")]);
    assert_eq!(
        found("410523104"),
        [village("", "宜沟镇"), village("宜沟镇", "高耳庄村")]
    );
    assert_eq!(found("").len(), 14);
    assert!(found("没有").is_empty());
}

#[test]
fn a_name_that_says_nothing_or_never_ends_is_refused() {
    let tablet = tablet_of(&county());
    let add = |name: &str| {
        let kind = SiteKind::new("shop").unwrap();
        tablet.site_add("410523105201".parse().unwrap(), kind, name, None)
    };
    assert_eq!(add("  ").unwrap_err().code(), "site-name");
    assert_eq!(add(&"长".repeat(61)).unwrap_err().code(), "site-name");
    assert!(add(&"长".repeat(60)).is_ok());
}
