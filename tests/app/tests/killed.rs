//! A tablet that dies in the middle of a visit.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]

use std::path::Path;

use kakou_app_tests::{County, Window, story};

/// What is on everybody's mind when the battery dies.
const NOTE: &str = "带班干部称桌子是昨晚临时摆放的。";

#[tokio::test]
async fn a_visit_goes_on_where_the_battery_died_and_behind_the_camera() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    story::first_run(&window).await;
    story::load_pack(&window, &county.pack().await).await;
    story::find_site(&window).await;
    story::answer(&window).await;
    story::absent_is_found(&window).await;
    window.kill().await;

    let window = resumed(tablet.path()).await;
    story::photograph(&window, "control.barrier").await;
    window.press("photo-of-staffing.present").await;
    window.read("photo-taker", |_| true).await;
    window.kill().await;

    let window = resumed(tablet.path()).await;
    window
        .read("photo-of-control.barrier/photo-badge", |count| count == "1")
        .await;
    window.press("finish-visit").await;
    window.write("notes", NOTE).await;
    window.press("signature-nobody").await;
    window.given("signature-nobody").await;
    window.kill().await;

    let window = resumed(tablet.path()).await;
    window.press("finish-visit").await;
    window.holds("notes", NOTE).await;
    story::sealed(&window).await;
}

async fn resumed(tablet: &Path) -> Window {
    let window = Window::open(tablet).await;
    window.press("nav-today").await;
    window.press("draft-row/continue-visit").await;
    for answer in story::ANSWERS {
        window.given(answer).await;
    }
    story::absent_is_found(&window).await;
    window
}
