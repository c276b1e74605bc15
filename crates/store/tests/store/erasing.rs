//! Headquarters takes what was stated back for good.

use kakou_domain::Seq;
use kakou_journal::Item;
use kakou_test_support::{
    admit, exchange, pull, push, seal_with_photos, tablet_of, two_tablets, visit,
};

use crate::author::Author;

fn payloads(store: &kakou_store::Store, author: kakou_domain::AuthorId) -> usize {
    let part = store
        .journal_entries(author, Seq(1), None)
        .unwrap()
        .unwrap();
    let items = part.batch.items.iter();
    items
        .filter(|item| matches!(item, Item::Payload(_)))
        .count()
}

#[test]
fn an_erased_visit_is_gone_everywhere_and_every_chain_holds() {
    let (county, one, other) = two_tablets();
    let (erased, _) = seal_with_photos(&one, &[1]);
    one.amend(erased, "漏填", |draft| {
        draft.notes = "居民张某".to_owned();
    })
    .unwrap();
    let kept = one.seal(visit().at("程岗村").given()).unwrap();
    let before = Author::of(&one);
    exchange(&county, &[&one, &other]);
    let author = one.author().unwrap();
    let told = county.what_erasing_takes(erased.into()).unwrap();
    let kinds: Vec<&str> = told.facts.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["visit.sealed", "visit.supplemented", "visit.amended"]
    );
    assert_eq!(
        county
            .erase(erased.into(), "本人要求", "00000000")
            .unwrap_err()
            .code(),
        "erase-not-confirmed"
    );
    county
        .erase(erased.into(), "本人要求", &told.confirm)
        .unwrap();
    for tablet in [&one, &other] {
        pull(tablet, &county);
    }
    for store in [&county, &one, &other] {
        assert_eq!(store.visit(erased).unwrap_err().code(), "no-visit");
        assert!(store.visit(kept.id).is_ok());
        let rows = store.visits(&Default::default(), None, 9).unwrap().rows;
        assert_eq!(rows.len(), 1);
        assert!(store.verify().unwrap().ok);
        assert_eq!(payloads(store, author), 1);
    }
    // Given back whole, by a push and by a second tablet's feed: nothing returns.
    before.pushed(&county);
    let fresh = tablet_of(&county);
    admit(&county, &fresh, "410523");
    pull(&fresh, &county);
    push(&one, &county);
    for store in [&county, &fresh] {
        assert_eq!(store.visit(erased).unwrap_err().code(), "no-visit");
        assert_eq!(payloads(store, author), 1);
        store.drop_projections().unwrap();
        store.project_all().unwrap();
        assert!(store.visit(kept.id).is_ok() && store.verify().unwrap().ok);
    }
}

#[test]
fn its_bytes_are_overwritten_and_its_photo_goes() {
    let (county, one, _) = two_tablets();
    let (erased, names) = seal_with_photos(&one, &[1]);
    one.amend(erased, "漏填", |draft| {
        draft.notes = "居民张某某某".to_owned();
    })
    .unwrap();
    push(&one, &county);
    let told = county.what_erasing_takes(erased.into()).unwrap();
    county
        .erase(erased.into(), "本人要求", &told.confirm)
        .unwrap();
    pull(&one, &county);
    for store in [&county, &one] {
        let folder = store.folder().to_owned();
        let file = folder.join("evidence").join(&names[0]);
        assert!(!file.exists());
    }
    for folder in [county, one] {
        let path = folder.database();
        let _closed = folder.reopened();
        let bytes = std::fs::read(&path).unwrap();
        let words = "居民张某某某".as_bytes();
        assert!(!bytes.windows(words.len()).any(|window| window == words));
    }
}

#[test]
fn what_gives_facts_their_meaning_is_never_erased() {
    let (county, one, _) = two_tablets();
    push(&one, &county);
    let author = county.author().unwrap();
    let part = county
        .journal_entries(author, Seq(1), None)
        .unwrap()
        .unwrap();
    let mut refused = 0;
    for item in part.batch.items {
        let Item::Payload(payload) = item else {
            continue;
        };
        let fact = kakou_domain::fact::Fact::from_payload(&payload).unwrap();
        let kept = ["author.admitted", "checklist.published", "rules.adopted"];
        if kept.contains(&fact.body.kind()) {
            let error = county.what_erasing_takes(fact.id).unwrap_err();
            assert_eq!(error.code(), "not-erasable");
            refused += 1;
        }
    }
    assert!(refused > 3);
}
