//! Who may state what.

use kakou_domain::VisitId;
use kakou_domain::fact::Body;
use kakou_domain::rights::{RIGHTS, Right};
use kakou_domain::supervision::AuthorAdmitted;
use kakou_hostile::{County, FactBuilder, fact, visit_like};
use kakou_test_support::{id, village};
use serde_json::{Value, json};

/// What a kind of headquarters looks like, as somebody would write it who gains by it.
fn wished(kind: &str, county: &County, sealed: &Value) -> Value {
    let site = id("白营村");
    let insider = county.insider.author();
    let visit = &sealed["id"];
    match kind {
        "division.defined" => json!({"code": "410523105", "name": "改了名的镇"}),
        "unit.defined" => json!({
            "id": "00000000-0000-5000-8000-000000000001", "division": "410523105", "name": "新单位",
        }),
        "zone.defined" => json!({
            "id": "00000000-0000-5000-8000-000000000002", "name": "片区",
            "lead": "00000000-0000-5000-8000-000000000001",
        }),
        "site.merged" => json!({"site": site, "into": id("东店村")}),
        "roster.set" => json!({"site": site, "shifts": [{"required": 1}]}),
        "team.set" => json!({
            "id": "00000000-0000-5000-8000-000000000003", "name": "第9组", "members": ["督查员己"],
        }),
        "campaign.opened" => json!({
            "title": "自己的一轮", "organisers": [], "methods": [], "from": "2020-02-14",
        }),
        "campaign.closed" => json!({
            "campaign": "00000000-0000-7000-8000-000000000004", "on": "2020-02-14",
        }),
        "assignment.made" => json!({
            "campaign": "00000000-0000-7000-8000-000000000004",
            "team": "00000000-0000-5000-8000-000000000003", "sites": [site],
        }),
        "checklist.published" => {
            let published = county.of_headquarters(kind).remove(0);
            FactBuilder::of(&published).says("/version", 9).said()
        }
        "author.admitted" => {
            let mut admissions = county.of_headquarters(kind).into_iter();
            let own = admissions
                .find(|one| one["body"]["author"] == json!(insider))
                .unwrap();
            FactBuilder::of(&own)
                .says("/role", "headquarters")
                .says("/divisions", json!(["410523"]))
                .said()
        }
        "author.named" => json!({"author": insider, "name": "督查一组"}),
        "author.retired" => json!({"author": county.author.author().unwrap(), "reason": "lost"}),
        "id.contested" => json!({
            "id": visit, "stands": "0".repeat(64), "aside": "1".repeat(64),
        }),
        "journal.carried" => json!({
            "of": county.author.author().unwrap(), "hashes": ["0".repeat(64)],
        }),
        "rules.adopted" => json!({"version": 2, "journals": {insider.to_string(): 1_000_000}}),
        "bulletin.checked" => json!({
            "from": "2020-02-14", "to": "2020-02-17", "number": "汤疫防指〔2020〕3号",
            "title": "通报", "as_of": "2020-02-17T12:00:00+08:00", "digest": "0".repeat(64),
            "checker": "督查员己",
        }),
        "bulletin.issued" => json!({
            "from": "2020-02-14", "to": "2020-02-17", "number": "汤疫防指〔2020〕3号",
            "title": "通报", "as_of": "2020-02-17T12:00:00+08:00", "passages": [], "document": {},
        }),
        "visit.doubted" => json!({
            "received_at": "2020-02-14T12:00:00+08:00",
            "visits": [{"visit": visit, "visited_at": "2020-02-14T09:30:00+08:00"}],
        }),
        "visit.date_decided" => json!({
            "visit": visit, "visited_at": "2020-02-14T09:30:00+08:00", "counts": false,
            "reason": "不方便",
        }),
        "payload.erased" => json!({
            "payloads": [{"hash": "0".repeat(64), "fact": visit}], "reason": "不方便",
        }),
        kind => panic!("say here what {kind} looks like"),
    }
}

#[tokio::test]
async fn each_kind_of_headquarters_is_set_aside_from_an_inspector() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let kinds = RIGHTS
        .iter()
        .filter(|(_, right)| *right != Right::Everybody);
    let tried: Vec<_> = kinds
        .map(|(kind, _)| {
            let body = wished(kind, &county, &sealed);
            (fact(kind).scope(&["410523"]).body(body), "kind-not-allowed")
        })
        .collect();
    assert!(tried.len() > 15);
    county.refuses(&tried).await;
}

#[tokio::test]
async fn a_role_that_nobody_knows_may_state_nothing() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let author = county.insider.author();
    let mut admissions = county.of_headquarters("author.admitted").into_iter();
    let own = admissions
        .find(|one| one["body"]["author"] == json!(author))
        .unwrap();
    let mut body = own["body"].clone();
    body["role"] = json!("auditor");
    let body: AuthorAdmitted = serde_json::from_value(body).unwrap();
    let scope = vec!["410523".parse().unwrap()];
    county
        .office
        .state(vec![(scope, Body::AuthorAdmitted(body))])
        .unwrap();
    county.settle().await;
    let kinds = ["site.defined", "roster.set", "weather.observed"];
    let mut tried: Vec<_> = kinds
        .map(|kind| {
            (
                fact(kind).body(json!(village("曹庄村"))),
                "kind-not-allowed",
            )
        })
        .to_vec();
    tried[1].0 = fact("roster.set").body(wished("roster.set", &county, &sealed));
    tried.push((visit_like(&sealed, "东店村"), "kind-not-allowed"));
    county.refuses(&tried).await;
}

#[tokio::test]
async fn a_scope_that_is_not_the_division_of_what_is_stated_is_set_aside() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let site = json!(village("东店村"));
    let of_site = sealed["body"]["site"].clone();
    let tally = json!({"site": of_site, "day": "2020-02-14", "counts": {"vehicles_checked": 1}});
    let report = json!({
        "site": of_site, "source": "public_report", "received_at": "2020-02-16T08:00:00+08:00",
        "category": "staffing.absent", "nature": "fault", "severity": "minor", "text": "无人。",
    });
    let amended = json!({"visit": sealed["id"], "reason": "改", "content": sealed["body"]});
    let mut tried = Vec::new();
    for scope in [
        &["410523"][..],
        &[],
        &["410523107"],
        &["410523105201", "410523107"],
        &["410523105202", "410523105202"],
    ] {
        for (kind, body) in [
            ("site.defined", &site),
            ("tally.recorded", &tally),
            ("finding.reported", &report),
            ("visit.amended", &amended),
        ] {
            let stated = fact(kind).scope(scope).body(body.clone());
            tried.push((stated, "scope-false"));
        }
        tried.push((visit_like(&sealed, "东店村").scope(scope), "scope-false"));
    }
    county.refuses(&tried).await;
}

#[tokio::test]
async fn a_tablet_of_another_township_neither_withdraws_nor_renames_a_site_of_the_county() {
    let mut county = County::with_insider_of("410523107").await;
    county.visited().await;
    let mut site = json!(village("白营村"));
    for (field, value) in [
        ("withdrawn_from", json!("2020-01-01")),
        ("unit", json!("别人的单位")),
        ("phone", json!("0372-0000000")),
        ("position", json!({"latitude": 35.9, "longitude": 114.3})),
    ] {
        site[field] = value;
    }
    let before = county
        .honest()
        .map(|(_, store)| store.site(id("白营村")).unwrap());
    let stated = fact("site.defined").scope(&["410523105201"]).body(site);
    county.takes(&[stated], &["site "]).await;
    for ((place, store), before) in county.honest().into_iter().zip(before) {
        let mut is = store.site(id("白营村")).unwrap();
        assert!(
            is.site.position.is_some(),
            "{place}: where it lies is proposed"
        );
        is.site.position = None;
        assert_eq!(is.site, before.site, "{place}");
        assert_eq!(
            (is.conflict, is.row.name),
            (false, before.row.name),
            "{place}"
        );
    }
}

#[tokio::test]
async fn a_correction_of_a_colleagues_visit_waits_until_its_author_follows_it() {
    let mut county = County::new().await;
    let visit = county.visited().await;
    let sealed = county.of_author("visit.sealed");
    county
        .author
        .amend(visit, "补记", |draft| draft.notes = "两人在屋内".into())
        .unwrap();
    county.settle().await;
    let own = county.of_author("visit.amended");
    let content = FactBuilder::of(&sealed)
        .says("/findings/0/withdrawn", "误报")
        .says("/notes", "没有问题");
    let body = json!({"visit": visit, "reason": "误报", "content": content.said()});
    let own_id = own["id"].as_str().unwrap().parse().unwrap();
    let correction = fact("visit.amended")
        .scope(&["410523105201"])
        .follows(&[own_id])
        .body(body);
    let record = format!("visit {visit} record");
    let may = [&record, "conflicts"];
    let before = county
        .honest()
        .map(|(_, store)| store.visit(visit).unwrap());
    county.takes(&[correction], &may).await;
    for ((place, store), before) in county.honest().into_iter().zip(before) {
        let page = store.visit(visit).unwrap();
        assert_eq!(page.findings[0].line, before.findings[0].line, "{place}");
        assert_eq!(page.record.findings, before.record.findings, "{place}");
        assert_eq!(page.current.notes, "两人在屋内", "{place}");
        let amendments = page.record.amendments.iter();
        assert_eq!(
            amendments.filter(|one| one.by_another).count(),
            1,
            "{place}"
        );
        assert_eq!(page.record.findings.len(), 1, "{place}");
    }
    // The author sees what was said, and says what of it is so.
    county
        .author
        .amend(visit, "核对", |draft| draft.notes = "三人".into())
        .unwrap();
    county.settle().await;
    for (place, store) in county.honest() {
        let page = store.visit(visit).unwrap();
        assert_eq!(
            (page.current.notes.as_str(), page.record.conflict),
            ("三人", false),
            "{place}"
        );
    }
}

#[tokio::test]
async fn a_visit_outside_of_ones_divisions_counts() {
    let mut county = County::with_insider_of("410523107").await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let own = county
        .takes(
            &[visit_like(&sealed, "东店村")],
            &["coverage", "day ", "site "],
        )
        .await;
    for (place, store) in county.honest() {
        assert!(store.visit(VisitId(own[0].0)).is_ok(), "{place}");
    }
}

#[tokio::test]
async fn a_visit_outside_of_ones_divisions_shows_that_it_is() {
    let mut county = County::with_insider_of("410523107").await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let own = county
        .takes(
            &[visit_like(&sealed, "东店村")],
            &["coverage", "day ", "site "],
        )
        .await;
    for (place, store) in county.honest() {
        let record = json!(store.visit(VisitId(own[0].0)).unwrap().record);
        assert_eq!(record["outside"], true, "{place}");
    }
}
