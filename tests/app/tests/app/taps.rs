//! How often a finger has to press for a visit, from «Today» to the check code.
use kakou_app_tests::{County, Window, story};
use serde_json::json;

/// What has no normal value must be answered by itself; the rest a group's button fills.
const CLEAN: [&str; 11] = [
    "group-fill-staffing",
    "group-fill-protection",
    "group-fill-control",
    "group-fill-registration",
    "item-registration.night/answer-both",
    "group-fill-disinfection",
    "item-disinfection.times_yesterday/answer-2",
    "group-fill-other",
    "item-publicity.forms/answer-posters",
    "item-screening.returnees_registered/answer-yes",
    "item-isolation.observed/answer-0",
];
/// The same where tables stood for a barrier.
const BARRIER: [&str; 2] = [
    "item-control.barrier/answer-makeshift",
    "item-control.barrier_material/answer-tables",
];

#[tokio::test]
async fn a_visit_without_a_fault_takes_fifteen_presses_and_one_with_two_and_a_photo_twenty() {
    let county = County::found().await;
    let villages = ["410523101232", "410523105201"];
    county.assign(story::INSPECTOR, &villages).await;
    let tablet = tempfile::tempdir().unwrap();
    let window = story::arrive(tablet.path(), &county).await;

    let clean = ["item-staffing.present/answer-2"];
    let pressed = visit(&window, "程岗村卡点", &clean, false).await;
    assert!(
        pressed <= 15,
        "{pressed} presses for a visit without a fault"
    );

    window.press("sealed-next").await;
    let faulty = ["item-staffing.present/answer-2", BARRIER[0], BARRIER[1]];
    let pressed = visit(&window, "白营村卡点", &faulty, true).await;
    assert!(
        pressed <= 20,
        "{pressed} presses for two faults and a photo"
    );
}

/// A visit with every relevant item answered, from «Today» on; how often was pressed.
async fn visit(window: &Window, site: &str, answers: &[&str], photo: bool) -> usize {
    window.read("nav-today", |_| true).await;
    let before = window.presses();
    window.press_in("site-row", site, "start-visit").await;
    for answer in answers.iter().chain(&CLEAN) {
        window.press(answer).await;
    }
    if photo {
        story::photograph(window, "control.barrier").await;
    }
    window.press("finish-visit").await;
    window.press("seal-visit").await;
    window
        .read("sealed-check-code", |code| code.len() >= 8)
        .await;
    let pressed = window.presses() - before;

    let of = json!({ "filter": { "unsynced": false }, "after": null, "limit": 1 });
    let newest = window.invoke("visits", of).await["rows"][0].clone();
    assert_eq!(newest["site"]["name"], site);
    assert_eq!(newest["not_checked"], 0, "{newest}");
    let page = window.invoke("visit", json!({ "id": newest["id"] })).await;
    assert_eq!(
        page["record"]["evidence"].as_array().unwrap().len(),
        usize::from(photo)
    );
    pressed
}
