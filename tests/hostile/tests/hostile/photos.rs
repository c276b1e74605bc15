//! A photo is opened by a fact only if its author's device has brought or proved the bytes.

use kakou_hostile::{County, FactBuilder, visit_like};
use kakou_store::hash_of;
use kakou_test_support::seal_with_photos;
use serde_json::{Value, json};

/// A photo of 白营镇 that an insider of another township has heard the hash of, and a visit of the
/// insider's that names it.
async fn named() -> (County, String, u64) {
    let mut county = County::with_insider_of("410523107").await;
    let (_, photos) = seal_with_photos(&county.author, &[1]);
    county.settle().await;
    let sealed = county.of_author("visit.sealed");
    let file = county.of_author("visit.supplemented")["body"]["evidence"][0].clone();
    let size = file["size"].as_u64().unwrap();
    assert_eq!(county.insider.file(&photos[0]).await, 404);
    let own = visit_like(&sealed, "庵上村").says("/evidence", json!([file]));
    assert_eq!(county.insider.states(&[own]).await, [None]);
    county.settle().await;
    (county, photos[0].clone(), size)
}

#[tokio::test]
async fn a_foreign_photo_that_is_named_is_not_opened() {
    let (county, photo, _) = named().await;
    assert_eq!(county.insider.file(&photo).await, 404);
    assert_eq!(county.insider.file(&format!("{photo}/thumb")).await, 404);
}

#[tokio::test]
async fn announcing_a_foreign_photo_proves_nothing() {
    let (county, photo, size) = named().await;
    let (status, offset) = county.insider.announce(&photo, size).await;
    // Whoever has it may send it; it does not count as sent.
    assert_ne!((status, offset), (201, Some(size)));
    assert_eq!(county.insider.file(&photo).await, 404);
}

#[tokio::test]
async fn naming_a_photo_in_any_other_way_opens_it_neither() {
    let (mut county, photo, _) = named().await;
    let supplement = county.of_author("visit.supplemented");
    let sealed = county.of_author("visit.sealed");
    let finding = sealed["body"]["findings"]
        .as_array()
        .unwrap()
        .first()
        .cloned();
    let mut tried = vec![
        FactBuilder::of(&supplement).own_id(),
        FactBuilder::of(&supplement).own_id().scope(&["410523107"]),
    ];
    if let Some(finding) = finding {
        let body: Value = json!({
            "finding": finding["id"], "to": "rectified", "evidence": supplement["body"]["evidence"],
        });
        tried.push(
            kakou_hostile::fact("finding.moved")
                .scope(&["410523107"])
                .body(body),
        );
    }
    county.insider.states(&tried).await;
    county.settle().await;
    assert_eq!(county.insider.file(&photo).await, 404);
}

#[tokio::test]
async fn the_author_and_the_colleagues_of_the_division_still_see_it() {
    let (county, photo, _) = named().await;
    let account = county.colleague.account().unwrap().unwrap();
    let colleague = kakou_hostile::Client::with(
        &county.url,
        kakou_journal::SoftwareKey::generate().unwrap(),
        account.token,
    );
    assert_eq!(colleague.file(&photo).await, 200);
    let bytes = county.author.evidence_file(&photo).unwrap().unwrap();
    assert_eq!(hash_of(&bytes), photo);
}
