//! Where the server has a journal.

use kakou_domain::Seq;
use kakou_sync::protocol::JournalState;
use kakou_test_support::visit;

use crate::support::{is, ok, refused, running};

#[tokio::test]
async fn a_device_is_told_where_its_journal_and_headquarters_stand() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    let path = format!("/v1/journals/{}", tablet.author().unwrap());
    let before: JournalState = ok(server.ask(&token, &path).await)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(before.seq, Seq(0));
    let receipt = server.synced(&tablet, &token).await;
    let after: JournalState = ok(server.ask(&token, &path).await)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!((after.seq, after.head), (receipt.seq, receipt.head));
    assert_eq!(after.epoch, server.county.epoch().unwrap());
    assert_eq!(after.closed, None);
    let office = format!("/v1/journals/{}", server.county.author().unwrap());
    ok(server.ask(&token, &office).await).await;
}

#[tokio::test]
async fn another_tablets_journal_is_nobodys_business() {
    let server = running().await;
    let (tablet, _) = server.tablet("410523").await;
    let (_, other) = server.tablet("410523").await;
    let path = format!("/v1/journals/{}", tablet.author().unwrap());
    let answer = server.ask(&other, &path).await;
    assert_eq!(refused(answer).await, is(403, "not-your-journal"));
}

#[tokio::test]
async fn beyond_the_last_seq_that_can_be_there_is_nothing_to_ask_for() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let path = format!("/v1/journals/{}/entries", tablet.author().unwrap());
    let last = (1_u64 << 53) - 1;
    ok(server.ask(&token, &format!("{path}?from={last}")).await).await;
    for from in [last + 1, i64::MAX as u64 + 1, u64::MAX] {
        let answer = server.ask(&token, &format!("{path}?from={from}")).await;
        assert_eq!(refused(answer).await, is(400, "bad-query"), "{from}");
    }
}
