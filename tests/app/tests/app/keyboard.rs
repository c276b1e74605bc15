//! A visit by somebody who has a keyboard and no pointer.
use fantoccini::key::Key;
use kakou_app_tests::{County, LYING, Window, story};

#[tokio::test]
async fn a_visit_is_worked_through_with_tab_and_enter_alone() {
    let county = County::found().await;
    county.assign(story::INSPECTOR, &["410523105201"]).await;
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    window.resize(LYING).await;
    story::first_run(&window).await;
    story::load_pack(&window, &county.pack().await).await;
    window
        .read("site-row", |text| text.contains("白营村卡点"))
        .await;

    strike(&window, "skip").await;
    strike(&window, "start-visit").await;
    for answer in story::ANSWERS {
        strike(&window, answer).await;
        window.given(answer).await;
    }

    // A dialog keeps the keyboard, Esc closes it, and the focus is where it was.
    strike(&window, "finding-control.weak_barrier/finding-edit").await;
    window.tab_to("finding-sentence").await;
    window.tab_to("dialog-close").await;
    window.key(Key::Escape).await;
    window.gone("dialog-close").await;
    window
        .focused("finding-control.weak_barrier/finding-edit")
        .await;

    strike(&window, "finish-visit").await;
    strike(&window, "signature-nobody").await;
    strike(&window, "seal-visit").await;
    window
        .read("sealed-check-code", |code| code.len() >= 8)
        .await;
    strike(&window, "sealed-next").await;
    strike(&window, "nav-records").await;
    strike(&window, "record-row").await;
    window.read("record-check-code", |_| true).await;
}

async fn strike(window: &Window, mark: &str) {
    window.tab_to(mark).await;
    window.key(Key::Enter).await;
}
