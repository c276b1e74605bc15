//! Visits that are dated after their receipt. The county's clock shows 08:00 on 16 February 2020.

use chrono::{DateTime, NaiveDate};
use kakou_domain::doubt::DateStanding::{self, Counts, Doubted, Rejected};
use kakou_domain::{CampaignId, Seq, VisitId};
use kakou_journal::Item;
use kakou_store::Store;
use kakou_test_support::{Folder, exchange, id, pull, push, two_tablets, visit};
use serde_json::Value;
use uuid::Uuid;

use crate::author::{Author, restated};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// Dated more than a day after it is received.
const AHEAD: &str = "2020-02-20T09:00:00+08:00";

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, day).unwrap()
}

/// A visit at 白营村 by a tablet whose clock runs days ahead.
fn dated(tablet: &Folder, at: &str) -> VisitId {
    tablet.clock.advance(6 * DAY_MS);
    let sealed = tablet.seal(visit().on(at).given()).unwrap().id;
    tablet.clock.advance(-6 * DAY_MS);
    sealed
}

fn corrected(tablet: &Folder, visit: VisitId, at: &str) {
    let at = DateTime::parse_from_rfc3339(at).unwrap();
    tablet.clock.advance(6 * DAY_MS);
    tablet
        .amend(visit, "日期有误", |draft| draft.visited_at = at)
        .unwrap();
    tablet.clock.advance(-6 * DAY_MS);
}

fn standing(store: &Store, visit: VisitId) -> DateStanding {
    let listed = store.visits(&Default::default(), None, 9).unwrap().rows;
    let row = listed.into_iter().find(|row| row.id == visit).unwrap();
    assert_eq!(store.visit(visit).unwrap().record.date, row.date);
    row.date
}

fn last(store: &Store) -> Option<VisitId> {
    let site = store.site(id("白营村")).unwrap();
    site.row.last_visit.map(|last| last.id)
}

/// What headquarters stated of dates.
fn stated(county: &Store) -> Vec<Value> {
    let author = county.author().unwrap();
    let part = county.journal_entries(author, Seq(1), None).unwrap();
    let items = part.unwrap().batch.items.into_iter();
    let payloads = items.filter_map(|item| match item {
        Item::Payload(payload) => serde_json::from_slice(&payload).ok(),
        Item::Withheld(_) => None,
    });
    payloads
        .filter(|fact: &Value| fact["kind"] == "visit.doubted")
        .collect()
}

#[test]
fn a_visit_dated_a_day_after_its_receipt_is_shown_and_counts_for_nothing() {
    let (county, one, other) = two_tablets();
    let seen = one.seal(visit().given()).unwrap().id;
    let ahead = dated(&one, AHEAD);
    exchange(&county, &[&one, &other]);
    pull(&one, &county);
    for store in [&county, &one, &other] {
        assert_eq!(standing(store, seen), Counts);
        assert_eq!(standing(store, ahead), Doubted);
        assert_eq!(last(store), Some(seen));
        assert_eq!(store.day(day(20)).unwrap().all.visits, 0);
        let doubt = store.visit(ahead).unwrap().doubt.unwrap();
        assert!(doubt.received_at.starts_with("2020-02-16T08:"));
        assert!(doubt.decisions.is_empty());
        assert!(store.visit(seen).unwrap().doubt.is_none());
    }
    assert_eq!(stated(&county).len(), 1);
}

#[test]
fn a_round_that_only_a_doubted_visit_names_is_not_done_by_it() {
    use kakou_domain::supervision::CampaignOpened;
    let (county, one, _) = two_tablets();
    let round = CampaignOpened {
        title: "第2轮".to_owned(),
        organisers: Vec::new(),
        methods: Vec::new(),
        from: day(15),
        to: None,
        kinds: Vec::new(),
        divisions: Vec::new(),
        sites: Vec::new(),
    };
    let round = county.open_campaign(round).unwrap();
    let done = |round: CampaignId| county.coverage(Some(round), day(21)).unwrap().done;
    let ahead = dated(&one, AHEAD);
    push(&one, &county);
    assert_eq!(done(round), 0);
    county.decide_date(ahead, true, "已核实").unwrap();
    assert_eq!(done(round), 1);
}

#[test]
fn a_day_is_let_pass_for_clocks_and_time_zones_and_no_minute_more() {
    let (county, one, _) = two_tablets();
    let within = dated(&one, "2020-02-17T08:00:00+08:00");
    let elsewhere = dated(&one, "2020-02-17T00:00:00Z");
    let beyond = dated(&one, "2020-02-17T00:01:00Z");
    push(&one, &county);
    assert_eq!(standing(&county, within), Counts);
    assert_eq!(standing(&county, elsewhere), Counts);
    assert_eq!(standing(&county, beyond), Doubted);
}

#[test]
fn what_is_durable_is_doubted_already_and_one_push_makes_one_statement() {
    let (county, one, other) = two_tablets();
    let ahead: Vec<_> = (0..40).map(|_| dated(&one, AHEAD)).collect();
    let batch = one.next_push().unwrap();
    county.receive_push(&batch).unwrap();
    // Killed before anybody looked at it.
    let county = county.reopened();
    county.project_all().unwrap();
    pull(&other, &county);
    for store in [&county, &other] {
        for visit in &ahead {
            assert_eq!(store.visit(*visit).unwrap().record.date, Doubted);
        }
    }
    let said = stated(&county);
    assert_eq!(said.len(), 1);
    assert_eq!(said[0]["body"]["visits"].as_array().unwrap().len(), 40);
    county.decide_date(ahead[0], true, "已核实").unwrap();
    county.receive_push(&batch).unwrap();
    county.project_all().unwrap();
    assert_eq!(stated(&county).len(), 1, "what came again");
    assert_eq!(county.visit(ahead[0]).unwrap().record.date, Counts);
}

#[test]
fn a_correction_may_bring_doubt_and_may_end_it() {
    let (county, one, other) = two_tablets();
    let moved = one.seal(visit().given()).unwrap().id;
    push(&one, &county);
    corrected(&one, moved, AHEAD);
    exchange(&county, &[&one, &other]);
    for store in [&county, &other] {
        assert_eq!(standing(store, moved), Doubted);
        assert_eq!(last(store), None);
    }
    corrected(&one, moved, "2020-02-15T09:00:00+08:00");
    exchange(&county, &[&one, &other]);
    for store in [&county, &other] {
        assert_eq!(standing(store, moved), Counts);
        assert_eq!(last(store), Some(moved));
        assert_eq!(store.day(day(15)).unwrap().all.visits, 1);
    }
}

#[test]
fn a_decision_holds_for_its_date_is_reversed_by_another_and_survives_a_rebuild() {
    let (county, one, other) = two_tablets();
    let ahead = dated(&one, AHEAD);
    push(&one, &county);
    for (counts, expected) in [(false, Rejected), (true, Counts), (false, Rejected)] {
        county.decide_date(ahead, counts, "已向本人核实").unwrap();
        pull(&other, &county);
        for store in [&county, &other] {
            assert_eq!(standing(store, ahead), expected);
            store.drop_projections().unwrap();
            store.project_all().unwrap();
            assert_eq!(standing(store, ahead), expected);
            assert_eq!(last(store).is_some(), counts);
        }
    }
    corrected(&one, ahead, "2020-02-21T09:00:00+08:00");
    push(&one, &county);
    assert_eq!(standing(&county, ahead), Doubted, "another date");
    let listed = county.doubted_visits(None, 9).unwrap().rows;
    assert_eq!(listed.len(), 1);
    assert!(listed[0].doubt.decisions.is_empty());
}

#[test]
fn what_was_set_aside_when_it_came_is_doubted_all_the_same_once_it_counts() {
    let former = || Uuid::from_u128(0x0170_4b4b_7000_7000_8000_0000_0000_0007);
    let (county, one, other) = two_tablets();
    one.seal(visit().notes("先到的").given()).unwrap();
    dated(&other, AHEAD);
    for tablet in [&one, &other] {
        let mut items = Author::of(tablet).items;
        let claim = restated(items.pop(), |fact| fact["id"] = former().to_string().into());
        items.push(claim);
        Author::stating(tablet, items).pushed(&county);
    }
    let visit = VisitId(former());
    assert_eq!(standing(&county, visit), Counts);
    // It is decided when that day has long passed.
    county.clock.advance(30 * DAY_MS);
    let claims = county.contested().unwrap();
    let aside = claims.iter().find(|claim| !claim.stands).unwrap();
    county
        .decide_contest(visit.into(), &aside.check_code, "当面核对")
        .unwrap();
    county.project_all().unwrap();
    assert!(county.visit(visit).unwrap().record.visited_at == AHEAD);
    assert_eq!(standing(&county, visit), Doubted);
}
