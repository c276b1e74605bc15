//! What headquarters states: places and people, a round from its opening to its bulletin.

use chrono::NaiveDate;
use kakou_domain::fact::Body;
use kakou_domain::places::{RoleRequired, RosterSet, Shift, SiteMerged, TeamSet};
use kakou_domain::places::{UnitDefined, ZoneDefined};
use kakou_domain::reports::{BulletinIssued, Passage};
use kakou_domain::supervision::{CampaignClosed, CampaignOpened};
use kakou_domain::{
    CampaignId, DivisionCode, Method, Nature, Severity, Source, TeamId, UnitId, ZoneId,
};
use kakou_store::{DrawGiven, ReportGiven, Store};
use kakou_test_support::{id, village};
use serde_json::json;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, day).unwrap()
}

/// One fact of each kind that headquarters states beside those that a county begins with.
pub(crate) fn work(county: &Store) {
    let all = vec![county.county().unwrap()];
    let state = |body| county.state(vec![(all.clone(), body)]).unwrap();
    let township: DivisionCode = "410523105".parse().unwrap();
    let unit = UnitDefined {
        id: UnitId::of(&township, "白营镇政府"),
        division: township.clone(),
        name: "白营镇政府".to_owned(),
    };
    let zone = ZoneDefined {
        id: "0b5f6a52-7f5c-4c0e-9d43-2f6c7a3c1a10"
            .parse::<ZoneId>()
            .unwrap(),
        name: "第一责任区".to_owned(),
        lead: unit.id,
        members: vec![unit.id],
        sites: vec![id("白营村")],
    };
    let team = TeamSet {
        id: TeamId::of("督查一组"),
        name: "督查一组".to_owned(),
        members: vec!["组员甲".to_owned()],
        divisions: vec![township],
    };
    let roster = RosterSet {
        site: id("白营村"),
        shifts: vec![night()],
    };
    let merged = SiteMerged {
        site: id("西店村"),
        into: id("东店村"),
    };
    state(Body::UnitDefined(unit));
    state(Body::ZoneDefined(zone));
    state(Body::TeamSet(team));
    state(Body::RosterSet(roster));
    state(Body::SiteMerged(merged));
    state(Body::CampaignOpened(round()));
    county.project_all().unwrap();
    let campaign = county.campaigns().unwrap()[0].id;
    let drawn = DrawGiven {
        campaign,
        team: TeamId::of("督查一组"),
        count: 1,
        kind: None,
        division: None,
        reason: None,
    };
    county.draw_sites(drawn).unwrap();
    reported(county);
    bulletin(county, campaign);
    let closed = CampaignClosed {
        campaign,
        on: day(20),
    };
    state(Body::CampaignClosed(closed));
}

fn night() -> Shift {
    Shift {
        from: Some(day(1)),
        to: Some(day(29)),
        name: "夜班".to_owned(),
        begins: chrono::NaiveTime::from_hms_opt(20, 0, 0),
        ends: chrono::NaiveTime::from_hms_opt(6, 0, 0),
        required: 3,
        roles: vec![RoleRequired {
            role: "village_cadre".to_owned(),
            required: 1,
        }],
        leader: Some("带班干部".to_owned()),
    }
}

fn round() -> CampaignOpened {
    CampaignOpened {
        title: "村卡口督查".to_owned(),
        organisers: vec!["县指挥部".to_owned()],
        methods: vec![Method::Unannounced],
        from: day(12),
        to: Some(day(20)),
        kinds: vec![village("白营村").kind],
        divisions: vec![],
        sites: vec![],
    }
}

fn reported(county: &Store) {
    let given = ReportGiven {
        site: id("白营村"),
        source: Source::PublicReport,
        category: "staffing".to_owned(),
        nature: Nature::Fault,
        severity: Severity::Minor,
        text: "群众反映夜间无人值守。".to_owned(),
        received_at: None,
    };
    county.finding_report(given).unwrap();
}

/// Drawn up, checked and issued.
fn bulletin(county: &Store, campaign: CampaignId) {
    let drawn_up = BulletinIssued {
        campaign: Some(campaign),
        from: day(12),
        to: day(14),
        number: "1".to_owned(),
        title: "督查通报".to_owned(),
        as_of: county.clock().now(),
        passages: vec![Passage {
            text: "督查一村。".to_owned(),
            facts: vec![],
        }],
        document: json!({"heading": "督查通报", "parts": [1.5, null, true]}),
        supplements: None,
        check: None,
        signer: None,
    };
    let checked = county.bulletin_check(&drawn_up, "核对人").unwrap();
    let issued = BulletinIssued {
        check: Some(checked.id),
        signer: Some("签发人".to_owned()),
        ..drawn_up
    };
    county.bulletin_issue(issued).unwrap();
}
