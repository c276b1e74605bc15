//! What stands while people differ: never by what an author writes.

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use kakou_domain::doubt::DateStanding;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::places::SiteDefined;
use kakou_domain::tally::TallyCounts;
use kakou_domain::{DivisionCode, FactId, FindingId, SiteId, SiteKind, VisitId};
use kakou_hostile::{County, FactBuilder, fact, visit_like};
use kakou_journal::{Signer, fact_id};
use kakou_store::TallyGiven;
use kakou_store::views::{DispositionFilter, VisitFilter};
use kakou_test_support::id;
use serde_json::{Value, json};
use uuid::Uuid;

/// An id of the insider's that is before all others.
fn first_id(county: &County, n: u16) -> FactId {
    fact_id(&county.insider.key.public_key(), 1, n)
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, 15).unwrap()
}

/// The author's visit as it was sealed, and the problem that it found.
async fn found() -> (County, Value, FindingId) {
    let county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let finding: Uuid = sealed["body"]["findings"][0]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    (county, sealed, FindingId(finding))
}

#[tokio::test]
async fn a_tally_under_the_smallest_id_does_not_stand_before_who_was_admitted_first() {
    let (mut county, sealed, _) = found().await;
    let given = TallyGiven {
        site: id("白营村"),
        day: day(),
        shift: String::new(),
        counts: TallyCounts {
            vehicles_checked: Some(120),
            ..TallyCounts::default()
        },
        reason: String::new(),
    };
    county.author.tally_record(given).unwrap();
    county.settle().await;
    // Lesser as JSON, earlier by its id and by its own clock.
    let body = json!({
        "site": sealed["body"]["site"], "day": "2020-02-15", "counts": {"vehicles_checked": 0},
    });
    let tally = fact("tally.recorded")
        .id(first_id(&county, 0).0)
        .at("2020-01-01T00:00:00.000+08:00")
        .scope(&["410523105201"])
        .body(body);
    county.takes(&[tally], &["tallies", "conflicts"]).await;
    for (place, store) in county.honest() {
        let tally = store.tallies(day(), day()).unwrap().remove(0);
        assert_eq!(tally.recorded.counts.vehicles_checked, Some(120), "{place}");
        assert!(tally.conflict, "{place}");
    }
}

#[tokio::test]
async fn a_disposition_is_corrected_by_nobody_who_did_not_see_it() {
    let (mut county, sealed, _) = found().await;
    let visit = VisitId(sealed["id"].as_str().unwrap().parse().unwrap());
    let body = json!({
        "visit": visit, "date": "2020-02-15", "measures": [{"measure": "reminder_talk"}],
        "subject": {"person": {"id": "00000000-0000-5000-8000-000000000001", "role": "站长"}},
    });
    let recorded = county
        .author
        .disposition_record(serde_json::from_value(body).unwrap())
        .unwrap();
    county.settle().await;
    let stated = county.of_author("disposition.recorded");
    let withdrawn = FactBuilder::of(&stated)
        .id(first_id(&county, 0).0)
        .says("/corrects", json!(recorded.id))
        .says("/withdrawn", "误记");
    county
        .takes(
            &[withdrawn],
            &["dispositions", "conflicts", "visit ", "finding "],
        )
        .await;
    for (place, store) in county.honest() {
        let all = store.dispositions(&DispositionFilter::default()).unwrap();
        assert_eq!(all.len(), 1, "{place}");
        assert_eq!(all[0].recorded.withdrawn, None, "{place}");
        assert!(all[0].conflict, "{place}");
    }
}

#[tokio::test]
async fn a_day_that_is_reported_otherwise_under_a_colleagues_name_is_shown_as_disputed() {
    let (mut county, ..) = found().await;
    county.author.day_report(day(), "正常".to_owned()).unwrap();
    county.settle().await;
    let stated = county.of_author("day.reported");
    let otherwise = FactBuilder::of(&stated)
        .id(first_id(&county, 0).0)
        .says("/visits", 99)
        .says("/text", "假的");
    county.takes(&[otherwise], &["day ", "conflicts"]).await;
    for (place, store) in county.honest() {
        // It is shown that two were stated, and the figures are those of the records.
        let view = store.day(day()).unwrap();
        assert_eq!(view.disputes.len(), 1, "{place}");
        assert_eq!(view.all.visits, 0, "{place}");
    }
}

#[tokio::test]
async fn a_new_site_is_what_who_was_admitted_first_said_that_it_is() {
    let (mut county, ..) = found().await;
    let division: DivisionCode = "410523105201".parse().unwrap();
    let kind: SiteKind = "shop".parse().unwrap();
    let site: SiteId = SiteDefined::new(division.clone(), kind.clone(), "小卖部").id();
    county
        .author
        .site_add(division, kind, "小卖部", None)
        .unwrap();
    county.settle().await;
    let stated = county.of_author("site.defined");
    let otherwise = FactBuilder::of(&stated)
        .id(first_id(&county, 0).0)
        .says("/code", "0")
        .says("/withdrawn_from", "2020-01-01");
    let may = format!("site {site}");
    county
        .takes(&[otherwise], &[&may, "conflicts", "coverage"])
        .await;
    for (place, store) in county.honest() {
        let page = store.site(site).unwrap();
        assert_eq!(
            (page.site.code, page.site.withdrawn_from),
            (None, None),
            "{place}"
        );
        assert!(page.conflict, "{place}");
    }
}

fn moved(finding: FindingId, unit: &str, deadline: &str) -> FindingMoved {
    FindingMoved {
        unit: Some(unit.to_owned()),
        deadline: Some(deadline.parse().unwrap()),
        ..FindingMoved::new(finding, FindingState::Assigned)
    }
}

/// Headquarters hands a problem over; the insider, who has not seen it, to another unit.
async fn handed_over_twice() -> (County, FindingId) {
    let (mut county, sealed, finding) = found().await;
    county
        .office
        .finding_move(moved(finding, "白营镇政府", "2020-02-20"))
        .unwrap();
    county.settle().await;
    let visit: Uuid = sealed["id"].as_str().unwrap().parse().unwrap();
    let body = json!(moved(finding, "别的单位", "2030-01-01"));
    let otherwise = fact("finding.moved")
        .id(first_id(&county, 0).0)
        .follows(&[FactId(visit)])
        .scope(&["410523105201"])
        .body(body);
    county
        .takes(&[otherwise], &["finding ", "visit ", "site ", "conflicts"])
        .await;
    (county, finding)
}

#[tokio::test]
async fn to_whom_headquarters_hands_a_problem_over_stands_before_what_a_tablet_says() {
    let (county, finding) = handed_over_twice().await;
    for (place, store) in county.honest() {
        let view = store.finding(finding).unwrap();
        assert_eq!(view.unit.as_deref(), Some("白营镇政府"), "{place}");
        assert_eq!(view.deadline.as_deref(), Some("2020-02-20"), "{place}");
        assert!(view.line.conflict, "{place}");
    }
}

#[tokio::test]
async fn it_stands_also_where_somebody_goes_on_from_both() {
    let (county, finding) = handed_over_twice().await;
    let on = FindingMoved::new(finding, FindingState::Rectifying);
    county.author.finding_move(on).unwrap();
    county.settle().await;
    for (place, store) in county.honest() {
        let view = store.finding(finding).unwrap();
        assert_eq!(view.unit.as_deref(), Some("白营镇政府"), "{place}");
        assert_eq!(view.deadline.as_deref(), Some("2020-02-20"), "{place}");
        assert!(!view.line.conflict, "{place}");
    }
}

#[tokio::test]
async fn thousands_of_visits_with_one_key_cost_about_what_others_do() {
    let (mut county, sealed, _) = found().await;
    const MANY: u128 = 2_000;
    // The last bits, which make the key, are the same in all of the second ones.
    let apart = |n: u128| 0x0170_4b4b_7001_7000_8000_0000_0000_0000 | n;
    let alike = |n: u128| 0x0170_4b4b_7000_7000_8000_0000_0000_0001 | (n << 32);
    let mut times = Vec::new();
    for id in [&apart as &dyn Fn(u128) -> u128, &alike] {
        let visits = (0..MANY).map(|n| visit_like(&sealed, "东店村").id(Uuid::from_u128(id(n))));
        let visits: Vec<_> = visits.collect();
        let codes = county.insider.states(&visits).await;
        assert!(codes.iter().all(Option::is_none));
        let begun = Instant::now();
        county.office.drop_projections().unwrap();
        county.office.project_all().unwrap();
        times.push(begun.elapsed());
    }
    // The second time there are twice as many.
    let bound = times[0] * 5 + Duration::from_secs(3);
    assert!(times[1] < bound, "{times:?}");
    let (mut listed, mut after) = (0, None);
    loop {
        let page = county
            .office
            .visits(&VisitFilter::default(), after.as_deref(), 500)
            .unwrap();
        listed += page.rows.len();
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(listed, 2 * usize::try_from(MANY).unwrap() + 1);
}

#[tokio::test]
async fn a_visit_dated_after_its_receipt_is_no_sites_last_and_counts_to_no_day() {
    let (mut county, sealed, _) = found().await;
    let dated = visit_like(&sealed, "白营村").says("/visited_at", "2020-02-20T09:00:00+08:00");
    let may = ["visit ", "finding ", "site "];
    county.takes(&[dated], &may).await;
    let seen = VisitId(sealed["id"].as_str().unwrap().parse().unwrap());
    for (place, store) in county.honest() {
        let site = store.site(id("白营村")).unwrap();
        assert_eq!(site.row.last_visit.unwrap().id, seen, "{place}");
        let on = store
            .day(NaiveDate::from_ymd_opt(2020, 2, 20).unwrap())
            .unwrap();
        assert_eq!(on.all.visits, 0, "{place}");
    }
}

#[tokio::test]
async fn a_person_decides_whether_a_doubted_visit_counts_and_may_decide_again() {
    let (mut county, sealed, _) = found().await;
    let dated = visit_like(&sealed, "白营村").says("/visited_at", "2020-02-20T09:00:00+08:00");
    let ids = county.insider.write(&[dated]);
    county.insider.push().await;
    county.settle().await;
    let visit = VisitId(ids[0].0);
    let day = NaiveDate::from_ymd_opt(2020, 2, 20).unwrap();
    let doubted = county.office.doubted_visits(None, 10).unwrap().rows;
    assert_eq!(
        doubted.iter().map(|one| one.id).collect::<Vec<_>>(),
        [visit]
    );
    for (counts, expected) in [(false, 0), (true, 1), (false, 0)] {
        county
            .office
            .decide_date(visit, counts, "已向本人核实")
            .unwrap();
        county.settle().await;
        for (place, store) in county.honest() {
            store.drop_projections().unwrap();
            store.project_all().unwrap();
            assert_eq!(store.day(day).unwrap().all.visits, expected, "{place}");
            let page = store.visit(visit).unwrap();
            assert_eq!(page.doubt.unwrap().decisions[0].counts, counts, "{place}");
        }
    }
    let undecided = county.office.decide_date(visit, true, " ").unwrap_err();
    assert_eq!(undecided.code(), "date-reason");
    let other = VisitId(sealed["id"].as_str().unwrap().parse().unwrap());
    let undoubted = county.office.decide_date(other, false, "x").unwrap_err();
    assert_eq!(undoubted.code(), "date-not-doubted");
}

#[tokio::test]
async fn a_correction_that_moves_a_visit_ahead_is_doubted_too() {
    let (mut county, sealed, _) = found().await;
    let own = visit_like(&sealed, "东店村");
    let ids = county.insider.write(std::slice::from_ref(&own));
    county.insider.push().await;
    let content = own.says("/visited_at", "2031-01-01T09:00:00+08:00").said();
    let body = json!({"visit": ids[0], "reason": "更正", "content": content});
    let amended = fact("visit.amended")
        .scope(&["410523105202"])
        .follows(&ids)
        .body(body);
    county.insider.write(&[amended]);
    let codes = county.insider.push().await;
    assert!(codes.iter().all(Option::is_none), "{codes:?}");
    county.settle().await;
    for (place, store) in county.honest() {
        let page = store.visit(VisitId(ids[0].0)).unwrap();
        assert_eq!(page.record.date, DateStanding::Doubted, "{place}");
        assert!(page.record.visited_at.starts_with("2031"), "{place}");
        let site = store.site(id("东店村")).unwrap();
        assert!(site.row.last_visit.is_none(), "{place}");
    }
}

#[tokio::test]
async fn the_server_measures_a_clock_whatever_a_tablet_claims() {
    let (county, _, _) = found().await;
    let own = county.insider.author();
    for (told, drift) in [
        (None, None),
        (Some("gestern"), None),
        (Some("2020-02-26T08:00:00.000+08:00"), Some(true)),
    ] {
        county.insider.push_at(told).await;
        let devices = county.office.devices().unwrap();
        let device = devices.into_iter().find(|one| one.author == own).unwrap();
        assert_eq!(
            device.drift.map(|drift| drift.is_wrong()),
            drift,
            "{told:?}"
        );
    }
    // Those of honest tablets, which have the county's clock.
    let devices = county.office.devices().unwrap();
    let right = devices.iter().filter(|one| one.author != own);
    assert!(
        right
            .into_iter()
            .all(|one| one.drift.as_ref().is_none_or(|drift| !drift.is_wrong()))
    );
}
