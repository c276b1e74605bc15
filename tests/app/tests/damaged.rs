//! A tablet whose data cannot be opened.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]

use kakou_app_tests::Window;
use serde_json::json;

#[tokio::test]
async fn the_window_opens_and_says_so_and_nothing_is_touched() {
    let tablet = tempfile::tempdir().unwrap();
    let file = tablet.path().join("data/kakou.db");
    std::fs::create_dir(file.parent().unwrap()).unwrap();
    let damaged = b"this was a database before the water came in".repeat(200);
    std::fs::write(&file, &damaged).unwrap();

    let window = Window::open(tablet.path()).await;
    let fault = window.invoke("startup_error", json!({})).await;
    assert_eq!(fault["code"], "damaged");
    window.read("error", |text| !text.is_empty()).await;
    assert_eq!(std::fs::read(&file).unwrap(), damaged);
}
