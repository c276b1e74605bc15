//! What an enrolled tablet could state with its key to be taken for somebody else.

use kakou_domain::fact::Fact;
use kakou_domain::{FactId, VisitId};
use kakou_journal::Item;
use kakou_store::Store;
use kakou_test_support::{Folder, exchange, id, pull, push, two_tablets, visit};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::author::{Author, restated};

/// An id as the version before made them.
fn former_id(n: u128) -> String {
    Uuid::from_u128(0x0170_4b4b_7000_7000_8000_0000_0000_0000 | n).to_string()
}

/// The tablet's newest visit under another id, said otherwise.
fn claiming(tablet: &Folder, change: impl FnOnce(&mut Value)) -> Author {
    let mut items = Author::of(tablet).items;
    let last = items.pop();
    items.push(restated(last, change));
    Author::stating(tablet, items)
}

fn visit_id(text: &str) -> VisitId {
    VisitId::from(text.parse::<FactId>().unwrap())
}

fn codes(county: &Store, tablet: &Folder) -> Vec<String> {
    let aside = county.set_aside(tablet.author().unwrap()).unwrap();
    aside.into_iter().map(|one| one.code).collect()
}

fn notes(store: &Store, visit: VisitId) -> String {
    store.visit(visit).unwrap().current.notes
}

/// Both claim an id of the version before; the county heard of the first one first.
fn both_claim_one_id() -> (Folder, [Folder; 3], VisitId) {
    let (county, honest, other) = two_tablets();
    let watching = kakou_test_support::tablet_of(&county);
    kakou_test_support::admit(&county, &watching, "410523");
    honest.seal(visit().notes("照实写的").given()).unwrap();
    other.seal(visit().notes("冒名写的").given()).unwrap();
    let claim = |tablet| claiming(tablet, |fact| fact["id"] = former_id(7).into());
    claim(&honest).pushed(&county);
    claim(&other).pushed(&county);
    (county, [honest, other, watching], visit_id(&former_id(7)))
}

#[test]
fn of_ids_of_before_the_one_that_the_server_took_first_stands_everywhere() {
    let (county, [honest, other, watching], id) = both_claim_one_id();
    assert_eq!(codes(&county, &honest), Vec::<String>::new());
    assert_eq!(codes(&county, &other), ["id-taken"]);
    pull(&watching, &county);
    for store in [&county, &watching] {
        assert_eq!(notes(store, id), "照实写的");
        assert_eq!(store.visit(id).unwrap().record.check_code.len(), 8);
        assert!(store.verify().unwrap().ok);
    }
    assert_eq!(county.contested().unwrap().len(), 2);
}

#[test]
fn a_person_decides_otherwise_and_every_device_follows() {
    let (county, [_, _, watching], id) = both_claim_one_id();
    pull(&watching, &county);
    let claims = county.contested().unwrap();
    let aside = claims.iter().find(|one| !one.stands).unwrap();
    county
        .decide_contest(id.into(), &aside.check_code, "经核对")
        .unwrap();
    county.project_all().unwrap();
    // One has seen the other payload, one comes fresh.
    let fresh = kakou_test_support::tablet_of(&county);
    kakou_test_support::admit(&county, &fresh, "410523");
    for tablet in [&watching, &fresh] {
        pull(tablet, &county);
    }
    for store in [&county, &watching, &fresh] {
        assert_eq!(notes(store, id), "冒名写的");
        assert!(store.verify().unwrap().ok);
    }
    county.drop_projections().unwrap();
    county.project_all().unwrap();
    assert_eq!(notes(&county, id), "冒名写的");
}

#[test]
fn a_rewrite_of_a_colleagues_visit_is_set_aside_and_passed_on_as_its_hash() {
    let (county, honest, other) = two_tablets();
    let sealed = honest.seal(visit().notes("照实写的").given()).unwrap();
    exchange(&county, &[&honest, &other]);
    other.seal(visit().notes("改过的").given()).unwrap();
    let rewrite = claiming(&other, |fact| fact["id"] = sealed.id.to_string().into());
    rewrite.pushed(&county);
    pull(&honest, &county);
    assert_eq!(codes(&county, &other), ["id-not-yours"]);
    for store in [&county, &honest] {
        assert_eq!(notes(store, sealed.id), "照实写的");
    }
    let author = other.author().unwrap();
    let part = county.journal_entries(
        author,
        kakou_domain::Seq(1),
        Some(&["410523".parse().unwrap()]),
    );
    let items = part.unwrap().unwrap().batch.items;
    assert!(matches!(items.last(), Some(Item::Withheld(_))));
}

#[test]
fn of_two_payloads_of_one_author_under_one_id_the_earlier_stands() {
    let (county, honest, other) = two_tablets();
    honest.seal(visit().notes("第一次").given()).unwrap();
    let mut items = Author::of(&honest).items;
    let again = restated(items.last().cloned(), |fact| {
        fact["body"]["notes"] = "第二次".into();
    });
    items.push(again);
    Author::stating(&honest, items).pushed(&county);
    pull(&other, &county);
    let visit = county.visits(&Default::default(), None, 9).unwrap().rows;
    assert_eq!(visit.len(), 1);
    for store in [&county, &other] {
        assert_eq!(notes(store, visit[0].id), "第一次");
    }
    assert_eq!(codes(&county, &honest), ["id-taken"]);
}

#[test]
fn what_is_beyond_an_inspector_is_set_aside_with_its_code() {
    let (county, _, other) = two_tablets();
    other.seal(visit().given()).unwrap();
    let name = "汤阴县";
    let site = id("白营村").to_string();
    type Change = Box<dyn FnOnce(&mut Value)>;
    let cases: [(&str, Change); 5] = [
        (
            "kind-not-allowed",
            Box::new(move |fact| {
                fact["kind"] = "roster.set".into();
                fact["body"] = json!({"site": site, "shifts": []});
            }),
        ),
        (
            "scope-false",
            Box::new(|fact| fact["scope"] = json!(["410523"])),
        ),
        (
            "scope-false",
            Box::new(|fact| fact["scope"] = json!(["410523105201", "410523101"])),
        ),
        (
            "id-malformed",
            Box::new(|fact| {
                fact["id"] = "11748d1d-93ef-5523-9a10-e94dabdbfc06".into();
            }),
        ),
        (
            "name-not-yours",
            Box::new(move |fact| fact["by"] = format!(" {name} ").into()),
        ),
    ];
    for (code, change) in cases {
        let county = county.copied();
        claiming(&other, change).pushed(&county);
        assert_eq!(codes(&county, &other), [code]);
        assert_eq!(
            county.visits(&Default::default(), None, 9).unwrap().rows,
            []
        );
    }
}

#[test]
fn a_site_that_headquarters_described_is_neither_withdrawn_nor_renamed_by_a_tablet() {
    let (county, one, other) = two_tablets();
    let site = id("白营村");
    let position = kakou_domain::Position::new(35.9, 114.3).unwrap();
    other.site_set_position(site, Some(position)).unwrap();
    let withdrawing = claiming(&other, |fact| {
        fact["body"]["withdrawn_from"] = "2020-02-01".into();
        fact["body"]["unit"] = "别人的单位".into();
    });
    withdrawing.pushed(&county);
    pull(&one, &county);
    for store in [&county, &one] {
        let page = store.site(site).unwrap();
        assert_eq!((page.site.withdrawn_from, page.site.unit), (None, None));
        assert_eq!(
            page.site.position,
            Some(position),
            "where it lies is proposed"
        );
        assert!(!page.conflict);
    }
}

#[test]
fn visits_of_one_second_and_one_ending_cost_no_more_than_others() {
    let (county, _, other) = two_tablets();
    other.seal(visit().given()).unwrap();
    let item = Author::of(&other).items.pop();
    // The last bits, which make a visit's key, are the same in all of them.
    let alike = (0..3_000_u128).map(|n| {
        let id = Uuid::from_u128(0x0170_4b4b_7000_7000_8000_0000_2000_0001 | (n << 30));
        restated(item.clone(), |fact| fact["id"] = id.to_string().into())
    });
    Author::stating(&other, alike.collect()).pushed(&county);
    let page = county.visits(&Default::default(), None, 9).unwrap();
    assert_eq!(page.rows.len(), 9);
    let keys: std::collections::BTreeSet<String> = (0..3_000_u128)
        .step_by(100)
        .map(|n| 0x0170_4b4b_7000_7000_8000_0000_2000_0001 | (n << 30))
        .map(|n| {
            county
                .visit(visit_id(&Uuid::from_u128(n).to_string()))
                .unwrap()
                .record
                .key
        })
        .collect();
    assert_eq!(keys.len(), 30);
}

#[test]
fn what_was_stated_before_the_rules_means_what_it_meant() {
    let (county, one, other) = two_tablets();
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap();
    exchange(&county, &[&one, &other]);
    other
        .amend(sealed.id, "另有一人", |draft| {
            draft.notes = "两人".to_owned();
        })
        .unwrap();
    push(&other, &county);
    assert_eq!(notes(&county, sealed.id), "", "by another");
    // As if the county had not yet adopted the rules.
    let db = rusqlite::Connection::open(county.database()).unwrap();
    db.execute_batch(
        "DELETE FROM meta WHERE key = 'rules'; DELETE FROM adopted;
         DELETE FROM meta WHERE key = 'fold_version';",
    )
    .unwrap();
    let county = county.reopened();
    county.adopt_rules().unwrap();
    county.project_all().unwrap();
    assert_eq!(notes(&county, sealed.id), "两人");
    let later = one.seal(visit().at("程岗村").given()).unwrap();
    exchange(&county, &[&one, &other]);
    other
        .amend(later.id, "另有一人", |draft| {
            draft.notes = "两人".to_owned();
        })
        .unwrap();
    push(&other, &county);
    assert_eq!(notes(&county, later.id), "");
    county.adopt_rules().unwrap();
    let before = county.journals().unwrap();
    assert_eq!(before, county.journals().unwrap(), "it is said once");
}

#[test]
fn a_draft_of_before_gets_an_id_of_its_devices_key_when_it_is_sealed() {
    let (_, one, _) = two_tablets();
    let draft = one
        .draft_new(id("白营村"), kakou_domain::Method::Announced)
        .unwrap()
        .draft;
    let old = former_id(9);
    let db = rusqlite::Connection::open(one.database()).unwrap();
    let doc = serde_json::to_string(&draft).unwrap();
    let doc = doc.replace(&draft.id.to_string(), &old);
    db.execute(
        "UPDATE draft SET id = ?1, doc = ?2",
        rusqlite::params![old.parse::<Uuid>().unwrap().into_bytes(), doc],
    )
    .unwrap();
    let sealed = one.draft_seal(visit_id(&old), None).unwrap();
    assert_ne!(sealed.id, visit_id(&old));
    assert_eq!(sealed.id.0.get_version_num(), 8);
    assert_eq!(
        one.visit(sealed.id).unwrap().record.check_code,
        sealed.check_code
    );
}

#[test]
fn a_new_id_is_made_where_a_clock_that_was_put_back_would_give_one_again() {
    let (_, one, _) = two_tablets();
    let mut ids = std::collections::BTreeSet::new();
    for _ in 0..3 {
        for _ in 0..50 {
            assert!(ids.insert(one.seal(visit().given()).unwrap().id));
        }
        one.clock.advance(-200_000);
    }
    let Some(Item::Payload(payload)) = Author::of(&one).items.pop() else {
        panic!("no payload");
    };
    assert!(Fact::from_payload(&payload).unwrap().has_own_id());
}
