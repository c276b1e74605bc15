//! Coverage in parts: what is due and what is done, by whatever sites are told apart.

use chrono::NaiveDate;
use kakou_domain::fact::Body;
use kakou_domain::places::{SiteDefined, TeamSet, ZoneDefined};
use kakou_domain::supervision::{AssignmentMade, CampaignOpened};
use kakou_domain::{CampaignId, SiteId, TeamId, UnitId, ZoneId};
use kakou_store::Store;
use kakou_store::views::CoverageBy;
use kakou_test_support::{Folder, county, id, visit};
use uuid::Uuid;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, day).unwrap()
}

fn state(county: &Folder, body: Body) {
    let code = "410523".parse().unwrap();
    county.state(vec![(vec![code], body)]).unwrap();
}

/// A round from the 14th on; 白营村 was visited on the 14th and again on the 16th, 程岗村 and 庵上村 on
/// the 16th.
fn visited() -> (Folder, CampaignId) {
    let county = county();
    let round = CampaignOpened {
        title: "第2轮".to_owned(),
        organisers: Vec::new(),
        methods: Vec::new(),
        from: day(14),
        to: None,
        kinds: Vec::new(),
        divisions: Vec::new(),
        sites: Vec::new(),
    };
    let round = county.open_campaign(round).unwrap();
    let visits = [
        ("庵上村", "2020-02-13T09:00:00+08:00"),
        ("白营村", "2020-02-14T09:00:00+08:00"),
        ("白营村", "2020-02-16T09:00:00+08:00"),
        ("程岗村", "2020-02-16T10:00:00+08:00"),
        ("庵上村", "2020-02-16T11:00:00+08:00"),
    ];
    for (village, on) in visits {
        county.seal(visit().at(village).on(on).given()).unwrap();
    }
    (county, round)
}

fn parts(store: &Store, round: CampaignId, by: CoverageBy) -> Vec<(String, u32, u32)> {
    let rows = store.coverage_by(Some(round), day(20), by).unwrap();
    rows.into_iter()
        .map(|row| (row.name, row.due, row.done))
        .collect()
}

fn part(name: &str, due: u32, done: u32) -> (String, u32, u32) {
    (name.to_owned(), due, done)
}

/// Says something more of a village's site.
fn describe(county: &Folder, village: &str, change: impl FnOnce(&mut SiteDefined)) {
    let mut site = county.site(id(village)).unwrap().site;
    change(&mut site);
    state(county, Body::SiteDefined(site));
}

#[test]
fn by_township_and_by_kind_the_parts_add_up_to_the_whole() {
    let (county, round) = visited();
    let whole = county.coverage(Some(round), day(20)).unwrap();
    assert_eq!((whole.due, whole.done), (8, 3));
    let towns = parts(&county, round, CoverageBy::Township);
    let same = whole.townships.iter();
    let same: Vec<_> = same.map(|one| part(&one.name, one.due, one.done)).collect();
    assert_eq!(towns, same);
    assert_eq!(
        parts(&county, round, CoverageBy::Kind),
        [part("村卡口", 8, 3)]
    );
}

#[test]
fn a_site_out_of_service_is_in_no_part() {
    let (county, round) = visited();
    describe(&county, "程岗村", |site| {
        site.withdrawn_from = Some(day(17));
    });
    assert_eq!(
        parts(&county, round, CoverageBy::Kind),
        [part("村卡口", 7, 2)]
    );
    assert_eq!(
        parts(&county, round, CoverageBy::Day),
        [part("2020-02-14", 7, 1), part("2020-02-16", 6, 1)]
    );
}

#[test]
fn what_no_unit_answers_for_is_a_part_of_its_own_and_the_last() {
    let (county, round) = visited();
    for village in ["白营村", "曹庄村"] {
        let unit = Some("县交通局".to_owned());
        describe(&county, village, |site| site.unit = unit);
    }
    assert_eq!(
        parts(&county, round, CoverageBy::Unit),
        [part("县交通局", 2, 1), part("—", 6, 2)]
    );
    let rows = county.coverage_by(Some(round), day(20), CoverageBy::Unit);
    assert_eq!(rows.unwrap()[1].key, "");
}

#[test]
fn a_site_counts_in_each_of_its_zones() {
    let (county, round) = visited();
    let zone = |n: u128, name: &str, sites: Vec<SiteId>| {
        let zone = ZoneDefined {
            id: ZoneId(Uuid::from_u128(n)),
            name: name.to_owned(),
            lead: UnitId(Uuid::from_u128(9)),
            members: Vec::new(),
            sites,
        };
        state(&county, Body::ZoneDefined(zone));
    };
    zone(1, "南片区", vec![id("程岗村"), id("白营村")]);
    zone(2, "北片区", vec![id("白营村"), id("曹庄村")]);
    zone(3, "空片区", Vec::new());
    assert_eq!(
        parts(&county, round, CoverageBy::Zone),
        [part("北片区", 2, 1), part("南片区", 2, 2)]
    );
}

#[test]
fn a_team_has_what_it_was_assigned_in_the_round_else_what_it_visits_as_a_rule() {
    let (county, round) = visited();
    let team = |name: &str, divisions: &[&str]| {
        let set = TeamSet {
            id: TeamId::of(name),
            name: name.to_owned(),
            members: Vec::new(),
            divisions: divisions.iter().map(|code| code.parse().unwrap()).collect(),
        };
        state(&county, Body::TeamSet(set));
    };
    team("第1组", &["410523105"]);
    team("第2组", &["410523105"]);
    team("第3组", &[]);
    let made = AssignmentMade {
        campaign: round,
        team: TeamId::of("第2组"),
        divisions: Vec::new(),
        sites: vec![id("程岗村"), id("曹庄村")],
        draw: None,
    };
    state(&county, Body::AssignmentMade(made));
    assert_eq!(
        parts(&county, round, CoverageBy::Team),
        [part("第1组", 3, 1), part("第2组", 2, 1)]
    );
}

#[test]
fn by_day_each_site_counts_once_and_what_is_left_goes_down() {
    let (county, round) = visited();
    assert_eq!(
        parts(&county, round, CoverageBy::Day),
        [part("2020-02-14", 8, 1), part("2020-02-16", 7, 2)]
    );
    // Without a round every visit counts.
    let rows = county.coverage_by(None, day(20), CoverageBy::Day).unwrap();
    let days: Vec<_> = rows.iter().map(|row| (&*row.key, row.done)).collect();
    assert_eq!(
        days,
        [("2020-02-13", 1), ("2020-02-14", 1), ("2020-02-16", 1)]
    );
    let nowhere = CampaignId(Uuid::nil());
    let refused = county.coverage_by(Some(nowhere), day(20), CoverageBy::Day);
    assert_eq!(refused.unwrap_err().code(), "no-campaign");
}
