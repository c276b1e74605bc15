//! What headquarters and a tablet stated differently is listed, and settled where it stands.
use kakou_app_tests::{County, LYING, PHONE, Window, story};
use serde_json::{Value, json};

const ROLE: &str = "村委会主任";

#[tokio::test]
async fn dispositions_and_tallies_that_were_told_apart_are_settled_where_they_stand() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = story::arrive(tablet.path(), &county).await;
    story::visit(&window).await;
    dispose(&window).await;
    count_apart(&window, &county).await;
    let server = county.serve().await;
    story::enrol(&window, &county.code(&server).await).await;
    synced(&window).await;
    correct_apart(&window, &county).await;

    window.press("sync-chip").await;
    window.press("sync-now").await;
    window
        .read("conflicts", |text| text.contains("2 处说法有冲突"))
        .await;
    window.accessible("what was told apart").await;
    settle_the_disposition(&window).await;
    settle_the_tally(&window).await;
    window.press("sync-chip").await;
    window.gone("conflict").await;
    window.press("sync-now").await;
    synced(&window).await;
    let settled = listed(&county, "disposition", &["list"]).await;
    assert_eq!(settled[0]["conflict"], false);
    assert_eq!(settled[0]["measures"][0]["measure"], "admonishing_talk");
    assert_eq!(settled[0]["reason"], "双方核对");
}

async fn dispose(window: &Window) {
    window.press("nav-findings").await;
    window.press("finding-row").await;
    window.press("disposition-add").await;
    window.write("disposition-called", ROLE).await;
    window.press("measure-reminder_talk").await;
    window.press("disposition-record").await;
    window.read("disposition", |text| text.contains(ROLE)).await;
}

/// Both count the same shift, while the tablet has never had a network.
async fn count_apart(window: &Window, county: &County) {
    let all = json!({ "filter": { "search": "白营村" }, "after": null, "limit": 1 });
    let sites = window.invoke("sites", all).await;
    let site = sites["rows"][0]["id"].as_str().unwrap();
    let today = "return new Date().toLocaleDateString('sv')";
    let today = window.client.execute(today, Vec::new()).await.unwrap();
    let today = today.as_str().unwrap();
    let given = json!({
        "site": site, "day": today, "shift": "白班", "reason": "", "vehicles_checked": 100,
    });
    window
        .invoke("tally_record", json!({ "given": given }))
        .await;
    let of = ["add", "--site", site, "--date", today, "--shift", "白班"];
    let counted = [of.as_slice(), &["--vehicles", "120"]].concat();
    county.run("tally", &counted).await;
}

/// Both correct the disposition, and neither knows of the other.
async fn correct_apart(window: &Window, county: &County) {
    let known = listed(county, "disposition", &["list"]).await;
    let (id, finding) = (&known[0]["id"], &known[0]["findings"][0]);
    let (id, finding) = (id.as_str().unwrap(), finding.as_str().unwrap());
    let of = ["add", "--finding", finding, "--corrects", id];
    let why = ["--reason", "改为诫勉谈话", "--role", ROLE];
    let heavier = [of.as_slice(), &why, &["--measure", "admonishing_talk"]].concat();
    county.run("disposition", &heavier).await;
    let taken_back = json!({
        "corrects": id, "visit": known[0]["visit"], "findings": [finding],
        "subject": known[0]["subject"], "measures": known[0]["measures"],
        "withdrawn": "不是他的责任",
    });
    let recorded = json!({ "recorded": taken_back });
    window.invoke("disposition_record", recorded).await;
}

async fn settle_the_disposition(window: &Window) {
    window
        .press_in("conflict", "处理说法不一", "conflict-open")
        .await;
    window
        .read("disposition-history", |text| {
            text.contains("诫勉谈话") && text.contains("不是他的责任")
        })
        .await;
    window.accessible("a disposition that was told apart").await;
    window
        .press_in("disposition-version", "诫勉谈话", "disposition-take")
        .await;
    window.write("disposition-reason", "双方核对").await;
    window.press("disposition-record").await;
    window.gone("disposition-take").await;
    window
        .read("disposition", |text| text.contains("双方核对"))
        .await;
}

/// On a phone, where the two numbers still have room.
async fn settle_the_tally(window: &Window) {
    window.press("sync-chip").await;
    window.resize(PHONE).await;
    window
        .press_in("conflict", "查验台账不一致", "conflict-open")
        .await;
    window
        .read("tally-row", |text| text.contains("有冲突"))
        .await;
    window.accessible("a tally that was told apart").await;
    window.press("tally-row").await;
    window
        .read("tally-history", |text| {
            text.contains("100") && text.contains("120")
        })
        .await;
    window.accessible("settling a tally").await;
    window.write("tally-number-vehicles_checked", "120").await;
    window.write("tally-reason", "含夜间补登").await;
    window.press("tally-record").await;
    window
        .read("tally-row", |text| text.contains("已更正"))
        .await;
    window.resize(LYING).await;
}

async fn synced(window: &Window) {
    window
        .read("sync-chip", |text| text.contains("已上传"))
        .await;
}

async fn listed(county: &County, verb: &str, args: &[&str]) -> Vec<Value> {
    let json = county.run(verb, &[args, &["--json"]].concat()).await;
    serde_json::from_str(&json).unwrap()
}

#[tokio::test]
async fn a_day_that_was_reported_on_two_tablets_is_settled_by_taking_one_report() {
    let county = County::found().await;
    let server = county.serve().await;
    let first = tempfile::tempdir().unwrap();
    let window = Window::open(first.path()).await;
    story::first_run(&window).await;
    story::load_pack(&window, &county.pack().await).await;
    report_the_day(&window).await;
    story::enrol(&window, &county.code(&server).await).await;
    synced(&window).await;
    window.kill().await;

    // The same person on another tablet, which has the visit and has not heard of that report.
    let second = tempfile::tempdir().unwrap();
    let window = Window::open(second.path()).await;
    window.resize(LYING).await;
    story::first_run(&window).await;
    story::load_pack(&window, &county.pack().await).await;
    story::visit(&window).await;
    report_the_day(&window).await;
    story::enrol(&window, &county.code(&server).await).await;
    synced(&window).await;
    window.press("sync-chip").await;
    window
        .press_in("conflict", "日报不一致", "conflict-open")
        .await;
    window
        .read("day-dispute", |text| {
            text.contains("检查点位1个") && text.contains("零报告")
        })
        .await;
    window.accessible("a day that was told apart").await;
    window
        .press_in("day-version", "检查点位1个", "day-take")
        .await;
    window.gone("day-dispute").await;
    window.press("sync-chip").await;
    window.gone("conflict").await;
}

async fn report_the_day(window: &Window) {
    window.press("nav-reports").await;
    window.press("day-report").await;
    window
        .read("day-sent", |text| text.contains("已报送"))
        .await;
}
