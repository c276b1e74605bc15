//! What a device is given of others.

use kakou_domain::Seq;
use kakou_journal::Item;
use kakou_store::views::VisitFilter;
use kakou_test_support::{Folder, id, tablet, visit};

use crate::support::{Running, is, refused, running};

/// Two tablets, one of 白营镇 and one of the county, and a visit of the county's in each of two
/// townships.
async fn two_tablets(server: &Running) -> ((Folder, String), (Folder, String)) {
    let township = server.enrolled(tablet(), "410523105").await;
    let county = server.tablet("410523").await;
    for village in ["白营村", "程岗村"] {
        county
            .0
            .seal(visit().at(village).present(0).of(2).given())
            .unwrap();
    }
    server.synced(&county.0, &county.1).await;
    (township, county)
}

async fn pull(server: &Running, tablet: &Folder, token: &str) {
    loop {
        let cursor = tablet.cursor().unwrap();
        let path = format!("/v1/feed?epoch={}&after={}", cursor.epoch, cursor.n);
        let page = server.parcel(token, &path).await;
        tablet.apply_feed(&page).unwrap();
        if !page.heading.more {
            return;
        }
    }
}

#[tokio::test]
async fn a_townships_tablet_gets_its_own_and_the_hashes_of_the_rest() {
    let server = running().await;
    let ((tablet, token), _) = two_tablets(&server).await;
    pull(&server, &tablet, &token).await;
    let visits = tablet.visits(&VisitFilter::default(), None, 10).unwrap();
    let names: Vec<_> = visits.rows.iter().map(|row| row.site.id).collect();
    assert_eq!(names, [id("白营村")]);
    assert!(tablet.site(id("程岗村")).is_err());
    let report = tablet.verify().unwrap();
    assert!(report.ok, "{report:?}");
    assert!(
        report
            .journals
            .iter()
            .all(|one| one.verified_to.0 == one.entries)
    );
}

#[tokio::test]
async fn the_devices_own_journal_is_left_out() {
    let server = running().await;
    let (_, (county, token)) = two_tablets(&server).await;
    let page = server.parcel(&token, "/v1/feed").await;
    let own = county.author().unwrap();
    assert!(page.parts.iter().all(|part| part.batch.author() != own));
    assert!(!page.parts.is_empty());
}

#[tokio::test]
async fn a_cursor_goes_on_and_one_that_cannot_begins_again() {
    let server = running().await;
    let (_, token) = server.tablet("410523").await;
    let first = server.parcel(&token, "/v1/feed").await;
    let (epoch, next) = (&first.heading.epoch, first.heading.next);
    let ask = async |epoch: &str, after: u64| {
        let path = format!("/v1/feed?epoch={epoch}&after={after}");
        server.parcel(&token, &path).await
    };
    assert!(ask(epoch, next).await.parts.is_empty());
    assert_eq!(ask(epoch, next).await.heading.next, next);
    assert_eq!(ask("another", next).await.parts, first.parts);
    assert_eq!(ask(epoch, next + 1_000).await.parts, first.parts);
    assert_eq!(ask(epoch, u64::MAX).await.parts, first.parts);
    let bad = server.ask(&token, "/v1/feed?after=-1").await;
    assert_eq!(refused(bad).await, is(400, "bad-query"));
}

#[tokio::test]
async fn the_own_journal_is_given_back_whole_and_others_within_the_divisions() {
    let server = running().await;
    let ((_, township), (county, token)) = two_tablets(&server).await;
    let author = county.author().unwrap();
    let path = format!("/v1/journals/{author}/entries?from=1");
    let whole = server.parcel(&token, &path).await;
    assert_eq!(whole.parts.len(), 1);
    assert_eq!(whole.parts[0].batch.items.len(), 2);
    let withheld = |item: &Item| matches!(item, Item::Withheld(_));
    assert!(!whole.parts[0].batch.items.iter().any(withheld));
    let seen = server.parcel(&township, &path).await;
    let count = seen.parts[0]
        .batch
        .items
        .iter()
        .filter(|item| withheld(item));
    assert_eq!(count.count(), 1);
    let rest = format!("/v1/journals/{author}/entries?from=2");
    let rest = server.parcel(&token, &rest).await;
    assert_eq!(rest.parts[0].batch.from, Seq(2));
    assert_eq!((rest.heading.next, rest.heading.more), (3, false));
}

#[tokio::test]
async fn a_journal_that_nobody_knows_and_one_that_is_no_author_are_named() {
    let server = running().await;
    let (_, token) = server.tablet("410523").await;
    let path = format!("/v1/journals/{}/entries", "0".repeat(32));
    let unknown = server.ask(&token, &path).await;
    assert_eq!(refused(unknown).await, is(404, "unknown-journal"));
    let bad = server.ask(&token, "/v1/journals/督查/entries").await;
    assert_eq!(refused(bad).await, is(400, "bad-author"));
}
