//! What headquarters erased stays erased.

use kakou_domain::FactId;
use kakou_hostile::{Client, County, visit_like};
use kakou_journal::Item;
use kakou_test_support::seal_with_photos;
use serde_json::Value;
use uuid::Uuid;

async fn erase(county: &County, id: FactId) {
    let told = county.office.what_erasing_takes(id).unwrap();
    county
        .office
        .erase(id, "当事人要求", &told.confirm)
        .unwrap();
    county.settle().await;
}

/// The payload of a fact as the insider's feed has it.
async fn copy(county: &County, id: &str) -> Vec<u8> {
    for part in county.insider.feed("", 0).await.parts {
        for item in part.batch.items {
            if let Item::Payload(payload) = item
                && serde_json::from_slice::<Value>(&payload).is_ok_and(|fact| fact["id"] == id)
            {
                return payload;
            }
        }
    }
    panic!("{id} is not in the feed");
}

#[tokio::test]
async fn an_erased_visit_does_not_come_back_in_anothers_journal() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let code = county.code("410523105");
    let mut tablet = Client::enrolled(&county.url, &code, "督查四组").await;
    // Under an id of before, which fits every key.
    let id = Uuid::from_u128(0x0170_4b4b_7000_7000_8000_0000_0000_0001);
    tablet.states(&[visit_like(&sealed, "东店村").id(id)]).await;
    county.settle().await;
    let kept = copy(&county, &id.to_string()).await;
    erase(&county, FactId(id)).await;
    let before = county.seen();
    county.insider.write_payload(kept);
    assert_eq!(
        county.insider.push().await,
        [Some("payload-erased".to_owned())]
    );
    county.unmoved(&before).await;
    for (place, store) in county.honest() {
        assert!(store.visit(FactId(id).into()).is_err(), "{place}");
    }
    let all = Value::from(county.insider.sees().await).to_string();
    assert!(!all.contains(&id.to_string()) || !all.contains("督查员己"));
}

#[tokio::test]
async fn an_erased_visits_photo_is_given_to_nobody() {
    let county = County::new().await;
    let (visit, photos) = seal_with_photos(&county.author, &[1]);
    county.settle().await;
    assert_eq!(county.insider.file(&photos[0]).await, 200);
    erase(&county, visit.into()).await;
    assert_eq!(county.insider.file(&photos[0]).await, 404);
    for (place, store) in county.honest() {
        assert!(
            store.evidence_file(&photos[0]).unwrap().is_none(),
            "{place}"
        );
        assert!(store.verify().unwrap().ok, "{place}");
    }
}

#[tokio::test]
async fn the_authors_own_tablet_sends_what_was_erased_in_vain() {
    let county = County::new().await;
    let visit = county.visited().await;
    let older = county.author.copied();
    erase(&county, visit.into()).await;
    let before = county.seen();
    // A backup of the whole tablet, and the file that somebody carries.
    let mut file = std::io::Cursor::new(Vec::new());
    older
        .write_bundle(&mut file, kakou_store::BundleFrom::Beginning)
        .unwrap();
    file.set_position(0);
    county.office.take_bundle(file, None).unwrap();
    county.sync(&older).await;
    county.unmoved(&before).await;
    for store in [&*county.office, &*county.author, &*older] {
        assert!(store.visit(visit).is_err());
        assert!(store.verify().unwrap().ok);
    }
}
