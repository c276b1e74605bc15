//! The system's own way back: one screen at a time, what lies over the page first, and a visit that
//! was begun is never lost by it.
use kakou_app_tests::{County, PHONE, Window, story};

/// Of a site that is being added.
const NAME: &str = "南关临时卡点";

/// As Android's web view does it. The driver's own verb skips pages on which it sees no gesture.
async fn back(window: &Window) {
    let asked = window.client.execute("history.back()", Vec::new()).await;
    asked.unwrap();
}

async fn answered(window: &Window) {
    for answer in story::ANSWERS {
        window.given(answer).await;
    }
}

#[tokio::test]
async fn back_closes_what_lies_over_the_page_then_goes_back_and_a_visit_stays() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = story::arrive(tablet.path(), &county).await;
    window.resize(PHONE).await;

    story::find_site(&window).await;
    window.press("site-add").await;
    window.write("add-name", NAME).await;
    back(&window).await;
    window.gone("add-submit").await;
    window.holds("site-search", "byc").await;

    window.write("site-search", "byc").await;
    story::answer(&window).await;
    window.press("photo-of-control.barrier").await;
    window.read("photo-taker", |_| true).await;
    back(&window).await;
    window.gone("photo-taker").await;
    answered(&window).await;
    window.press("finish-visit").await;
    window.write("notes", "桌子是昨晚摆放的。").await;
    back(&window).await;
    answered(&window).await;
    back(&window).await;
    window.holds("site-search", "byc").await;

    window.press("nav-today").await;
    window.press("draft-row/continue-visit").await;
    answered(&window).await;
    window.press("finish-visit").await;
    window.holds("notes", "桌子是昨晚摆放的。").await;
}
