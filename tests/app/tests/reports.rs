//! What goes upwards: a day is reported, coverage is looked at, and the bulletin reads as it will.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]

use kakou_app_tests::{County, LYING, PHONE, STANDING, Window, story};

/// What the round gives the inspector's team.
const VILLAGES: [&str; 2] = ["410523105201", "410523101232"];
/// Where each part is opened, and what it then shows.
const PARTS: [(&str, &str); 3] = [
    ("report-part-day", "figure-sites"),
    ("report-part-coverage", "covered-all"),
    ("report-part-bulletin", "bulletin-text"),
];

#[tokio::test]
async fn a_day_is_reported_and_its_visit_stands_in_the_bulletin() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    window.resize(LYING).await;
    story::first_run(&window).await;
    nothing_yet(&window).await;
    county.assign(story::INSPECTOR, &VILLAGES).await;
    story::load_pack(&window, &county.pack().await).await;
    story::visit(&window).await;

    the_day(&window).await;
    coverage(&window).await;
    the_bulletin(&window).await;
    at_each_size(&window).await;
}

/// Before the first visit the day is a zero report, and no round is on.
async fn nothing_yet(window: &Window) {
    window.press("nav-reports").await;
    window.read("figure-sites", |text| text == "0").await;
    window
        .read("day-report", |text| text.contains("报送零报告"))
        .await;
    window.accessible("a day without a visit").await;
    window.press("report-part-coverage").await;
    window
        .read("empty", |text| text.contains("还没有督查轮次"))
        .await;
    window.accessible("no round").await;
}

async fn the_day(window: &Window) {
    window.press("nav-reports").await;
    window.read("figure-sites", |text| text == "1").await;
    window.read("figure-faults", |text| text == "2").await;
    window.read("day-team", |text| text.contains("未报")).await;
    window
        .read("day-township", |text| text.contains("白营镇"))
        .await;
    window
        .read("day-text", |text| text.contains("检查点位1个"))
        .await;
    window.accessible("a day").await;
    window.press("day-report").await;
    window
        .read("day-sent", |text| text.contains("已报送"))
        .await;
    window.read("day-team", |text| text.contains("已报")).await;
    window.accessible("a day that was reported").await;
    window.press("day-choose").await;
    window.read("day-calendar", |_| true).await;
    window.accessible("choosing a day").await;
    window.press("dialog-close").await;
}

async fn coverage(window: &Window) {
    window.press("report-part-coverage").await;
    window.read("covered-all", |text| text.contains('1')).await;
    window
        .read("covered-410523105", |text| text.contains("白营镇"))
        .await;
    window.accessible("coverage").await;
}

async fn the_bulletin(window: &Window) {
    window.press("report-part-bulletin").await;
    let sentence = story::ABSENT.trim_end_matches('。');
    let told = |text: &str| text.contains(sentence) && text.contains("白营村");
    window.read("bulletin-text", told).await;
    window
        .read("bulletin-blanks", |text| text.contains("发文字号"))
        .await;
    window.accessible("a bulletin").await;
    window.press("bulletin-heading").await;
    window.write("heading-number", "汤督〔2020〕3号").await;
    window.write("heading-addressees", "各乡镇人民政府").await;
    window.accessible("the heading of a bulletin").await;
    window.press("heading-save").await;
    let headed = |text: &str| text.contains("汤督〔2020〕3号") && text.contains("各乡镇人民政府");
    window.read("bulletin-text", headed).await;
    window.press("bulletin-form-brief").await;
    window.given("bulletin-form-brief").await;
    window.press("bulletin-order-kind").await;
    window.given("bulletin-order-kind").await;
    window
        .read("bulletin-text", |text| text.contains("第汤督〔2020〕3号期"))
        .await;
    window.accessible("a brief by kind").await;
}

async fn at_each_size(window: &Window) {
    for (size, letters) in [(STANDING, "100"), (PHONE, "100"), (PHONE, "200")] {
        window.resize(size).await;
        window.press("nav-settings").await;
        window.press(&format!("text-size-{letters}")).await;
        window.press("nav-reports").await;
        for (part, shows) in PARTS {
            window.press(part).await;
            window.read(shows, |_| true).await;
            fits(window, &format!("{part}, {size:?} at {letters} %")).await;
        }
    }
}

/// Nothing stands out at the side, and nobody is shut out.
async fn fits(window: &Window, what: &str) {
    window.accessible(what).await;
    let wide = "const main = document.querySelector('main');
        return Math.max(main.scrollWidth - main.clientWidth,
            document.documentElement.scrollWidth - innerWidth)";
    let over = window.client.execute(wide, Vec::new()).await.unwrap();
    assert!(over.as_i64() <= Some(0), "{what} is {over} too wide");
}
