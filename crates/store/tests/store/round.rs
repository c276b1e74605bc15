//! The round that is on: what it covers, whose share is whose, what a new draft takes over from it.

use chrono::NaiveDate;
use kakou_domain::fact::Body;
use kakou_domain::places::TeamSet;
use kakou_domain::supervision::{AssignmentMade, CampaignClosed, CampaignOpened};
use kakou_domain::{CampaignId, DivisionCode, Method, Position, TeamId};
use kakou_store::views::SiteFilter;
use kakou_store::{Store, VisitGiven};
use kakou_test_support::{Folder, county, id, tablet_of, visit};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, day).unwrap()
}

fn codes(texts: &[&str]) -> Vec<DivisionCode> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn state(county: &Folder, body: Body) {
    county.state(vec![(codes(&["410523"]), body)]).unwrap();
}

/// A round from the 14th on.
fn open(county: &Folder, title: &str, change: impl FnOnce(&mut CampaignOpened)) -> CampaignId {
    let mut round = CampaignOpened {
        title: title.to_owned(),
        organisers: vec!["县纪委监委".to_owned()],
        methods: vec![Method::Unannounced],
        from: day(14),
        to: None,
        kinds: Vec::new(),
        divisions: Vec::new(),
        sites: Vec::new(),
    };
    change(&mut round);
    state(county, Body::CampaignOpened(round));
    let mut campaigns = county.campaigns().unwrap().into_iter();
    campaigns.find(|one| one.title == title).unwrap().id
}

fn team(county: &Folder, members: &[&str], divisions: &[&str]) -> TeamId {
    let team = TeamSet {
        id: TeamId::of("第3组"),
        name: "第3组".to_owned(),
        members: members.iter().map(|name| (*name).to_owned()).collect(),
        divisions: codes(divisions),
    };
    let id = team.id;
    state(county, Body::TeamSet(team));
    id
}

fn assigned(store: &Store) -> Vec<String> {
    let filter = SiteFilter {
        assigned: true,
        ..SiteFilter::default()
    };
    let rows = store.sites(&filter, None, 100).unwrap().rows;
    rows.into_iter().map(|row| row.name).collect()
}

fn on(time: &str) -> VisitGiven {
    visit().at("白营村").on(time).given()
}

#[test]
fn without_a_round_all_sites_are_due_and_every_visit_counts() {
    let tablet = tablet_of(&county());
    tablet.seal(on("2020-01-02T09:00:00+08:00")).unwrap();
    let today = tablet.today().unwrap();
    assert!(today.campaigns.is_empty() && today.campaign.is_none());
    assert_eq!((today.coverage.due, today.coverage.done), (8, 1));
    assert_eq!(today.coverage.townships[0].name, "菜园镇");
}

#[test]
fn a_round_covers_what_it_names_and_counts_visits_of_its_days_or_that_name_it() {
    let county = county();
    let campaign = open(&county, "第2轮", |round| {
        round.divisions = codes(&["410523105", "410523107222"]);
        round.kinds = vec!["village_checkpoint".parse().unwrap()];
        round.to = Some(day(20));
    });
    let tablet = tablet_of(&county);
    let covered = |tablet: &Folder| {
        let coverage = tablet.today().unwrap().coverage;
        (coverage.due, coverage.done)
    };
    assert_eq!(covered(&tablet), (4, 0));
    tablet.seal(on("2020-02-13T23:00:00+08:00")).unwrap();
    assert_eq!(covered(&tablet), (4, 0), "that was before");
    let mut late = visit().at("东店村").on("2020-02-12T09:00:00+08:00").given();
    late.campaign = Some(campaign);
    tablet.seal(late).unwrap();
    assert_eq!(covered(&tablet), (4, 1), "it names the round");
    tablet.seal(on("2020-02-14T00:00:00+08:00")).unwrap();
    assert_eq!(covered(&tablet), (4, 2));
    tablet.seal(visit().at("程岗村").given()).unwrap();
    assert_eq!(covered(&tablet), (4, 2), "it is not covered");
}

#[test]
fn of_several_rounds_the_newest_is_shown_until_another_is_chosen_or_it_ends() {
    let county = county();
    let older = open(&county, "第1轮", |round| round.from = day(1));
    let newer = open(&county, "第2轮", |_| {});
    open(&county, "下月", |round| round.from = day(28));
    open(&county, "上月", |round| {
        round.from = day(1);
        round.to = Some(day(15));
    });
    let tablet = tablet_of(&county);
    let today = tablet.today().unwrap();
    let titles: Vec<_> = today
        .campaigns
        .iter()
        .map(|one| one.title.as_str())
        .collect();
    assert_eq!(titles, ["第2轮", "第1轮"]);
    assert_eq!(today.campaign, Some(newer));

    tablet.choose_campaign(older).unwrap();
    assert_eq!(tablet.today().unwrap().campaign, Some(older));
    let draft = tablet.draft_new(id("白营村"), Method::Announced).unwrap();
    assert_eq!(draft.draft.campaign, Some(older));

    let body = CampaignClosed {
        campaign: older,
        on: day(15),
    };
    state(&county, Body::CampaignClosed(body));
    let tablet = tablet_of(&county);
    tablet.choose_campaign(older).unwrap();
    assert_eq!(tablet.today().unwrap().campaign, Some(newer));
}

#[test]
fn a_new_draft_names_the_round_the_team_and_its_members() {
    let county = county();
    let shops = open(&county, "商铺督查", |round| {
        round.kinds = vec!["shop".parse().unwrap()];
    });
    let team = team(&county, &["督查一组", "督查员乙"], &[]);
    let tablet = tablet_of(&county);
    let draft = tablet
        .draft_new(id("白营村"), Method::Announced)
        .unwrap()
        .draft;
    assert_eq!(draft.team, Some(team));
    assert_eq!(draft.inspectors, ["督查一组", "督查员乙"]);
    assert_eq!(draft.campaign, None, "the round does not cover checkpoints");
    let shop = tablet
        .site_add(
            "410523105201".parse().unwrap(),
            "shop".parse().unwrap(),
            "为民超市",
            None,
        )
        .unwrap();
    let draft = tablet.draft_new(shop, Method::Announced).unwrap().draft;
    assert_eq!(draft.campaign, Some(shops));

    tablet.draft_seal(draft.id, None).unwrap();
    let last = tablet.site(shop).unwrap().row.last_visit.unwrap();
    assert_eq!(last.team.as_deref(), Some("第3组"));

    tablet.set_name("别人").unwrap();
    let draft = tablet.draft_new(shop, Method::Announced).unwrap().draft;
    assert_eq!(
        (draft.team, draft.inspectors),
        (None, vec!["别人".to_owned()])
    );
}

#[test]
fn a_team_has_what_it_was_assigned_else_its_own_divisions_else_everything() {
    let county = county();
    let all = tablet_of(&county);
    assert!(!all.today().unwrap().assigned);
    assert_eq!(assigned(&all).len(), 8);

    let campaign = open(&county, "第2轮", |_| {});
    let team = team(&county, &["督查一组"], &["410523105"]);
    let usual = tablet_of(&county);
    assert!(usual.today().unwrap().assigned);
    assert_eq!(assigned(&usual), ["白营村卡点", "东店村卡点", "西店村卡点"]);

    let give = |campaign, divisions: &[&str], sites| {
        let made = AssignmentMade {
            campaign,
            team,
            divisions: codes(divisions),
            sites,
            draw: None,
        };
        state(&county, Body::AssignmentMade(made));
    };
    give(campaign, &["410523107"], vec![id("程岗村")]);
    give(CampaignId(team.0), &["410523104"], Vec::new());
    let given = tablet_of(&county);
    assert_eq!(assigned(&given), ["程岗村卡点", "庵上村卡点", "曹庄村卡点"]);
}

#[test]
fn only_what_was_measured_during_the_visit_is_noted_as_its_position() {
    use kakou_domain::Fix;
    let tablet = tablet_of(&county());
    let draft = tablet
        .draft_new(id("白营村"), Method::Announced)
        .unwrap()
        .draft;
    let fix = |minutes, accuracy| Fix::Known {
        position: Position::new(35.9213, 114.3561).unwrap(),
        accuracy_m: Some(accuracy),
        at: draft.visited_at + chrono::TimeDelta::minutes(minutes),
    };
    let noted = |fix: &Fix| {
        let page = tablet.draft_fix(draft.id, fix.clone()).unwrap();
        page.draft.position.as_ref() == Some(fix)
    };
    assert!(!noted(&fix(-10, 5.0)), "on the way there");
    assert!(!noted(&fix(600, 5.0)), "in the office");
    assert!(noted(&fix(1, 40.0)));
    assert!(noted(&fix(2, 12.0)));
    assert!(!noted(&fix(3, 30.0)), "a better one is there");

    let visit = tablet.draft_seal(draft.id, None).unwrap().id;
    assert_eq!(
        tablet.draft_fix(draft.id, fix(4, 1.0)).unwrap_err().code(),
        "no-draft"
    );
    let correction = tablet.draft_amend(visit).unwrap().draft;
    let page = tablet.draft_fix(correction.id, fix(4, 1.0)).unwrap();
    assert_eq!(page.draft.position, correction.position);
}
