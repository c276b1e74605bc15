//! Ids in bodies are reckoned, never read: nobody mentions another's as an own one.

use chrono::NaiveDate;
use kakou_domain::moves::FindingState;
use kakou_domain::tally::TallyCounts;
use kakou_domain::{FindingId, VisitId};
use kakou_hostile::{County, fact, visit_like};
use kakou_store::TallyGiven;
use kakou_test_support::id;
use serde_json::{Value, json};
use uuid::Uuid;

/// What a new visit at another village's site moves by itself.
const SUMS: [&str; 3] = [
    "coverage",
    "day ",
    "site e7bbbb29-fe7e-5be7-9c9f-550416d28bfa",
];

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
async fn a_visit_that_mentions_a_colleagues_finding_has_one_of_its_own() {
    let (mut county, sealed, finding) = found().await;
    let mention = visit_like(&sealed, "东店村").says("/findings/0/rectified_on_spot", true);
    let withdrawn = visit_like(&sealed, "东店村").says("/findings/0/withdrawn", "误报");
    let own = county.takes(&[mention, withdrawn], &SUMS).await;
    for (place, store) in county.honest() {
        let page = store.visit(VisitId(own[0].0)).unwrap();
        assert_eq!(page.findings.len(), 1, "{place}");
        assert_ne!(page.findings[0].line.id, finding, "{place}");
        assert_eq!(
            page.findings[0].line.state,
            FindingState::Rectified,
            "{place}"
        );
        let of_colleague = store.finding(finding).unwrap();
        assert_eq!(of_colleague.line.state, FindingState::Raised, "{place}");
    }
}

#[tokio::test]
async fn a_correction_of_ones_own_visit_withdraws_no_colleagues_finding() {
    let (mut county, sealed, finding) = found().await;
    let own = county.takes(&[visit_like(&sealed, "东店村")], &SUMS).await[0];
    let content = visit_like(&sealed, "东店村").says("/findings/0/withdrawn", "误报");
    let body = json!({"visit": own, "reason": "误报", "content": content.said()});
    let correction = fact("visit.amended")
        .scope(&["410523105202"])
        .follows(&[own])
        .body(body);
    let name = format!("visit {own}");
    let may = [&SUMS[..], &[name.as_str(), "finding "]].concat();
    county.takes(&[correction], &may).await;
    for (place, store) in county.honest() {
        let of_colleague = store.finding(finding).unwrap();
        assert_eq!(of_colleague.line.state, FindingState::Raised, "{place}");
    }
}

#[tokio::test]
async fn a_report_takes_no_finding_of_a_visit_as_its_own() {
    let (mut county, sealed, finding) = found().await;
    let report = fact("finding.reported")
        .id(finding.0)
        .scope(&["410523105201"])
        .body(json!({
            "site": sealed["body"]["site"], "source": "public_report",
            "received_at": "2020-02-16T08:00:00+08:00", "category": "staffing.absent",
            "nature": "fault", "severity": "minor", "text": "已核实，无问题。",
        }));
    county.refuses(&[(report, "id-malformed")]).await;
}

#[tokio::test]
async fn a_visit_that_names_anothers_sites_id_is_of_the_site_that_it_describes() {
    let (mut county, sealed, _) = found().await;
    let elsewhere = visit_like(&sealed, "东店村").says("/site/id", json!(id("白营村")));
    let own = county.takes(&[elsewhere], &SUMS).await[0];
    for (place, store) in county.honest() {
        let page = store.visit(VisitId(own.0)).unwrap();
        assert_eq!(page.record.site.id, id("东店村"), "{place}");
        let site = store.site(id("白营村")).unwrap();
        assert_ne!(site.row.last_visit.unwrap().id, VisitId(own.0), "{place}");
    }
}

#[tokio::test]
async fn a_tally_that_names_anothers_sites_id_is_of_the_site_that_it_describes() {
    let (mut county, sealed, _) = found().await;
    county
        .author
        .tally_record(TallyGiven {
            site: id("白营村"),
            day: NaiveDate::from_ymd_opt(2020, 2, 15).unwrap(),
            shift: String::new(),
            counts: TallyCounts {
                vehicles_checked: Some(120),
                ..TallyCounts::default()
            },
            reason: String::new(),
        })
        .unwrap();
    county.settle().await;
    let site = visit_like(&sealed, "东店村").said()["site"].clone();
    let mut tally = fact("tally.recorded").scope(&["410523105202"]).body(json!({
        "site": site, "day": "2020-02-15", "counts": {"vehicles_checked": 1},
    }));
    tally = tally.says("/site/id", json!(id("白营村")));
    county.takes(&[tally], &["tallies"]).await;
    for (place, store) in county.honest() {
        let day = NaiveDate::from_ymd_opt(2020, 2, 15).unwrap();
        let tallies = store.tallies(day, day).unwrap();
        let of = |site| {
            tallies
                .iter()
                .find(move |one| one.recorded.site.id == site)
                .unwrap()
        };
        let counts = |site| of(site).recorded.counts.vehicles_checked;
        assert_eq!(counts(id("白营村")), Some(120), "{place}");
        assert_eq!(counts(id("东店村")), Some(1), "{place}");
    }
}
