//! What whoever runs the server looks at.

use std::fs;

use kakou_test_support::visit;
use serde_json::Value;

use crate::support::{is, ok, refused, running};

#[tokio::test]
async fn a_server_with_database_and_keys_is_ready_and_says_how_far_it_is() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    server.synced(&tablet, &token).await;
    server.projected();
    let ready: Value = ok(server.get("/readyz").await).await.json().await.unwrap();
    assert_eq!(ready["journals"], 2);
    assert_eq!(ready["projection_lag"], 0);
    assert!(ready["entries"].as_u64().unwrap() > 20);
}

#[tokio::test]
async fn a_server_without_its_key_is_alive_but_not_ready() {
    let server = running().await;
    fs::remove_file(server.county.folder().join("keys/server.key")).unwrap();
    assert_eq!(
        refused(server.get("/readyz").await).await,
        is(503, "not-ready")
    );
    ok(server.get("/healthz").await).await;
}

#[tokio::test]
async fn counts_are_by_route_and_tell_nothing_of_who_asked() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    server.synced(&tablet, &token).await;
    server.get("/nowhere/secret").await;
    let text = ok(server.get("/metrics").await).await.text().await.unwrap();
    for line in [
        "kakou_journals 2",
        "kakou_entries_set_aside 0",
        "kakou_request_seconds_count{route=\"/v1/journals/{author}/entries\",method=\"POST\",status=\"200\"} 1",
        "kakou_request_seconds_count{route=\"unknown\",method=\"GET\",status=\"404\"} 1",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
    assert!(!text.contains("secret") && !text.contains(&tablet.author().unwrap().to_string()));
}
