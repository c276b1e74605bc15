//! The system's scheduler starts a sync of its own: while the app is open, and after it was ended.
//! What it would call through Java is called directly.
use std::future::pending;
use std::path::Path;

use kakou_app_tests::{County, Window, story};
use kakou_sync::{LONGEST_JOB, Network, Next, run_job};
use serde_json::json;
use tempfile::TempDir;

async fn job(tablet: &Path) -> Next {
    run_job(
        &tablet.join("data"),
        Network::Unmetered,
        LONGEST_JOB,
        pending(),
    )
    .await
}

/// A tablet that was enrolled and has a visit which its server, that is gone, has not got. Answers
/// where the server was.
async fn unsent(county: &County) -> (TempDir, Window, String) {
    let tablet = tempfile::tempdir().unwrap();
    let window = story::arrive(tablet.path(), county).await;
    let server = county.serve().await;
    story::enrol(&window, &county.code(&server).await).await;
    window.gone("enrol-submit").await;
    let was = server.stop().await;
    story::visit(&window).await;
    let waits = |text: &str| text.contains("1 条待上传");
    window.read("sync-chip", waits).await;
    (tablet, window, was)
}

#[tokio::test]
async fn a_visit_goes_once_although_the_app_is_open_too() {
    let county = County::found().await;
    let (tablet, window, was) = unsent(&county).await;
    // Nobody answers; or the app, that is trying too, has the lock.
    assert_ne!(job(tablet.path()).await, Next::Person);
    let _server = county.serve_again(&was).await;
    while county.visits().await.is_empty() {
        assert_ne!(job(tablet.path()).await, Next::Person);
    }
    window.invoke("sync_now", json!({})).await;
    let sent = |text: &str| text.contains("已上传");
    window.read("sync-chip", sent).await;
    assert_eq!(county.visits().await.len(), 1);
    assert!(county.verifies().await);
}

#[tokio::test]
async fn a_visit_goes_after_the_app_was_ended_and_the_app_knows_it_when_it_is_opened() {
    let county = County::found().await;
    let (tablet, window, was) = unsent(&county).await;
    window.kill().await;
    let server = county.serve_again(&was).await;
    assert_eq!(job(tablet.path()).await, Next::Done);
    assert_eq!(county.visits().await.len(), 1);
    server.stop().await;
    let window = Window::open(tablet.path()).await;
    window.press("nav-records").await;
    let sent = |text: &str| text.contains("已上传");
    window.read("record-row", sent).await;
}
