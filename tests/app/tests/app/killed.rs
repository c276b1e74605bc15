//! A tablet that dies in the middle of a visit.
use std::path::Path;

use kakou_app_tests::{County, Window, story};
use serde_json::json;

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

#[tokio::test]
async fn a_photo_that_was_taken_while_the_app_was_ended_is_in_its_draft() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = story::arrive(tablet.path(), &county).await;
    story::find_site(&window).await;
    story::answer(&window).await;
    let drafts = window.invoke("drafts", json!({})).await;
    window.kill().await;

    // What the app leaves when it opens the system's camera, and what that puts there.
    let captures = tablet.path().join("data/captures");
    std::fs::create_dir(&captures).unwrap();
    let about = json!({ "id": drafts[0]["id"], "shows": "control.barrier", "position": null });
    std::fs::write(captures.join("about.json"), about.to_string()).unwrap();
    std::fs::copy(story::PHOTO, captures.join("photo.jpg")).unwrap();

    let window = resumed(tablet.path()).await;
    window
        .read("photo-of-control.barrier/photo-badge", |count| count == "1")
        .await;
    assert!(!captures.exists());
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
