//! Practising before the first real day.
use kakou_app_tests::{LYING, Window, story};
use serde_json::json;

#[tokio::test]
async fn one_practises_before_a_name_is_given_and_nothing_of_it_is_real() {
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    window.resize(LYING).await;
    window.press("first-run-practice").await;
    window.read("practice-banner", |_| true).await;
    window.read("site-row", |_| true).await;
    window.accessible("practice").await;
    window.press("site-row/start-visit").await;
    window.press("group-fill-protection").await;
    story::seal(&window).await;
    window.read("practice-banner", |_| true).await;
    window
        .read("practice-banner", |text| text.contains("不会上传"))
        .await;
    window.press("practice-end").await;

    window.read("first-run-start", |_| true).await;
    window.gone("practice-banner").await;
    let status = window.invoke("status", json!({})).await;
    assert_eq!(status["practice"], false);
    assert_eq!(status["seq"], 0, "{status}");
    story::first_run(&window).await;
    window.press("nav-records").await;
    window.read("empty", |_| true).await;
}
