//! What goes upwards: a day is reported, coverage is looked at, and the bulletin reads as it will.
use fantoccini::key::Key;
use kakou_app_tests::{County, LYING, PHONE, STANDING, Window, story};
use serde_json::json;

/// What the round gives the inspector's team.
const VILLAGES: [&str; 2] = ["410523105201", "410523101232"];
/// Where each part is opened, and what it then shows.
const PARTS: [(&str, &str); 4] = [
    ("report-part-day", "figure-sites"),
    ("report-part-tallies", "tally-row"),
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
    tallies(&window).await;
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

/// What a checkpoint counted is recorded, put right with a reason, and summed.
async fn tallies(window: &Window) {
    window.press("report-part-tallies").await;
    window
        .read("empty", |text| text.contains("还没有查验台账"))
        .await;
    window.accessible("no tallies").await;
    window.press("tally-add").await;
    window.write("report-site", "byc").await;
    // By keyboard: see the tests of the findings.
    let all = json!({ "filter": { "search": "白营村" }, "after": null, "limit": 1 });
    let sites = window.invoke("sites", all).await;
    let offered = format!("site-{}", sites["rows"][0]["id"].as_str().unwrap());
    window.read(&offered, |_| true).await;
    window.key(Key::Down).await;
    window.key(Key::Enter).await;
    window.press("tally-shift-1").await;
    window.given("tally-shift-1").await;
    window.write("tally-number-vehicles_checked", "1200").await;
    window
        .write("tally-number-vehicles_turned_back", "30")
        .await;
    window.press("tally-add-region").await;
    window.write("tally-region-0", "湖北").await;
    window.write("tally-people-0", "3").await;
    window.accessible("a tally").await;
    window.press("tally-record").await;
    window
        .read("tally-vehicles_checked", |text| text == "1,200")
        .await;
    window
        .read("tally-temperatures_taken", |text| text == "—")
        .await;
    let told = |text: &str| text.contains("白营村卡点") && text.contains("湖北人员 3");
    window.read("tally-row", told).await;
    window.accessible("tallies").await;
    window.press("tally-row").await;
    window.write("tally-number-vehicles_checked", "1250").await;
    window.write("tally-reason", "漏记夜间车辆").await;
    window.accessible("correcting a tally").await;
    window.press("tally-record").await;
    window
        .read("tally-row", |text| text.contains("已更正"))
        .await;
    for by in ["site", "township", "day"] {
        window.press(&format!("tally-by-{by}")).await;
        window
            .read("tally-sum", |text| text.contains("1,250"))
            .await;
        window.accessible(&format!("tallies by {by}")).await;
    }
    window.press("tally-by-each").await;
    window.read("tally-row", |_| true).await;
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
