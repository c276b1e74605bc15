//! A tablet that dies in the middle of a visit.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]

use kakou_app_tests::{County, Window, story};

#[tokio::test]
async fn a_visit_goes_on_where_the_battery_died() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    story::first_run(&window).await;
    story::load_pack(&window, &county.pack().await).await;
    story::find_site(&window).await;
    story::answer(&window).await;
    window.kill().await;

    let window = Window::open(tablet.path()).await;
    window.press("nav-today").await;
    window.press("draft-row/continue-visit").await;
    for answer in story::ANSWERS {
        window.given(answer).await;
    }
    let sentence = "finding-staffing.absent/finding-text";
    window.read(sentence, |text| text == story::ABSENT).await;
}
