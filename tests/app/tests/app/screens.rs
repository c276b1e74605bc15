//! The screens that the other stories do not pass: nobody is shut out of any of them.
use kakou_app_tests::{LYING, Window};

/// Where the invented county of the practice mode has open findings and two visits.
const SITE: &str = "河湾村卡点";

#[tokio::test]
async fn nobody_is_shut_out_of_a_screen_off_the_usual_way() {
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    window.resize(LYING).await;
    window.press("first-run-practice").await;
    sites(&window).await;
    records(&window).await;
    recheck(&window).await;
    settings(&window).await;
}

async fn sites(window: &Window) {
    window.press("nav-sites").await;
    window.press("site-add").await;
    window.read("add-name", |_| true).await;
    window.accessible("adding a site").await;
    window.press("dialog-close").await;
    window.write("site-search", SITE).await;
    window.read("site-row", |text| text.contains(SITE)).await;
    window.press("site-row").await;
    window.read("open-finding", |_| true).await;
    window.read("timeline-entry", |_| true).await;
    window.accessible("a site").await;
}

async fn records(window: &Window) {
    window.press("timeline-entry").await;
    window.read("record-check-code", |_| true).await;
    window.press("record-more").await;
    window.read("record-more-save", |_| true).await;
    window.accessible("what can be done with a record").await;
    window.press("record-more-compare").await;
    window.read("compared-differing", |_| true).await;
    window.accessible("two visits compared").await;
    window.press("back").await;
    window.press("record-slip").await;
    window.drawn("slip-picture").await;
    window.press("slip-picture").await;
    window.drawn("slip-whole").await;
    window.accessible("the whole slip").await;
    window.press("slip-whole-close").await;
    window.press("back").await;
    window.press("nav-records").await;
    window.read("record-row", |_| true).await;
}

async fn recheck(window: &Window) {
    window.press("nav-sites").await;
    window.press_in("site-row", SITE, "start-visit").await;
    window.press("open-still").await;
    window.given("open-still").await;
    window.accessible("re-inspecting").await;
    window.press("visit-details").await;
    window.read("inspectors", |_| true).await;
    window.accessible("who visits, and how").await;
    window.press("dialog-close").await;
    window.press("menu-staffing.present").await;
    window.press("menu-not-applicable").await;
    window.read("not-applicable-reason", |_| true).await;
    window.accessible("what does not apply").await;
    window.press("dialog-close").await;
    window.press("back").await;
}

async fn settings(window: &Window) {
    window.press("nav-settings").await;
    window.press("open-licences").await;
    window.read("licence", |_| true).await;
    window.accessible("licences").await;
    window.press("licence-MIT").await;
    window.read("licence-text", |_| true).await;
    window.accessible("the text of a licence").await;
    window.press("dialog-close").await;
}
