//! What becomes of a finding: handed over, put right, looked at again, and what followed for whom.
use fantoccini::key::Key;
use kakou_app_tests::{County, LYING, PHONE, Window, story};
use serde_json::json;

const UNIT: &str = "白营村村民委员会";
const ROLE: &str = "村委会主任";

#[tokio::test]
async fn a_finding_is_handed_over_put_right_looked_at_again_and_followed_up() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    window.resize(LYING).await;
    story::first_run(&window).await;
    window.press("nav-findings").await;
    window
        .read("empty", |text| text.contains("还没有问题"))
        .await;
    window.accessible("no findings").await;
    story::load_pack(&window, &county.pack().await).await;
    story::visit(&window).await;

    let sentence = hand_over(&window).await;
    put_right(&window, &sentence).await;
    look_again(&window, &sentence).await;
    follow_up(&window, &sentence).await;
    is_overdue(&window).await;
}

/// Hands one of the two over from its page; it then stands under 整改中. Answers its sentence.
async fn hand_over(window: &Window) -> String {
    window.press("nav-findings").await;
    window.read("stage-raised", |text| text.contains('2')).await;
    assert_eq!(window.count("finding-row").await, 2);
    window.accessible("findings").await;
    window.press("finding-row").await;
    let sentence = window
        .read("finding-sentence", |text| !text.is_empty())
        .await;
    window.accessible("a finding").await;
    window.press("move-assign").await;
    window.write("move-unit", UNIT).await;
    let day = days_from_today(window, 3).await;
    window.press(&format!("move-deadline-{day}")).await;
    let says = format!("交办给{UNIT}");
    window.read("move-says", |text| text.contains(&says)).await;
    window.accessible("handing over").await;
    window.press("move-record").await;
    window
        .read("finding-state", |text| text.contains("已交办"))
        .await;
    window.read("finding-unit", |text| text == UNIT).await;
    window.press("back").await;
    window.press("stage-assigned").await;
    window.given("stage-assigned").await;
    window
        .read("finding-row", |text| {
            text.contains(UNIT) && text.contains("还剩 3 天")
        })
        .await;
    window.are("finding-row", 1).await;
    sentence
}

/// The unit says that it is done.
async fn put_right(window: &Window, sentence: &str) {
    window.press("finding-row").await;
    window
        .read("finding-sentence", |text| text == sentence)
        .await;
    window.press("move-rectify").await;
    window.write("move-note", "已按要求整改").await;
    window.press("photo-add").await;
    story::from_file(window).await;
    window.drawn("move-photos").await;
    window.accessible("putting right with a photo").await;
    window.press("move-record").await;
    window
        .read("finding-state", |text| text.contains("已整改"))
        .await;
    window.drawn("finding-photos").await;
    window.drawn("finding-move/move-photo").await;
    window.press("finding-photo-later").await;
    window.drawn("photo-viewer").await;
    window
        .read("photo-place", |text| text.contains("共 1 张"))
        .await;
    window.press("photo-close").await;
}

/// The next visit begins with it, and closes it.
async fn look_again(window: &Window, sentence: &str) {
    story::find_site(window).await;
    window.press("site-row").await;
    window.press("start-visit").await;
    window
        .read("open-findings", |text| text.contains("待复查 2 个"))
        .await;
    window
        .press_in("open-finding", sentence, "open-rectified")
        .await;
    window.accessible("re-inspecting").await;
    story::seal(window).await;
    window.press("sealed-next").await;
    window.press("nav-findings").await;
    window.press("stage-verified").await;
    window
        .read("finding-row", |text| {
            text.contains(sentence) && text.contains("复查合格")
        })
        .await;
}

/// Somebody was talked to; it stands with the finding and in the record, also on a phone.
async fn follow_up(window: &Window, sentence: &str) {
    window.press("finding-row").await;
    assert_eq!(window.count("finding-move").await, 3);
    window.press("disposition-add").await;
    window.write("disposition-called", ROLE).await;
    window.press("measure-reminder_talk").await;
    window.given("measure-reminder_talk").await;
    window.accessible("what followed").await;
    window.press("disposition-record").await;
    let told = |text: &str| text.contains(ROLE) && text.contains("提醒谈话");
    window.read("disposition", told).await;
    window.press("finding-visit").await;
    window.read("disposition", told).await;
    window.accessible("a record with what followed").await;

    window.resize(PHONE).await;
    for letters in ["100", "200"] {
        window.press("nav-settings").await;
        window.press(&format!("text-size-{letters}")).await;
        window.press("nav-findings").await;
        window.read("finding-row", |_| true).await;
        fits(window, &format!("findings, {letters} %")).await;
        window.press("finding-row").await;
        window
            .read("finding-sentence", |text| text == sentence)
            .await;
        fits(window, &format!("a finding, {letters} %")).await;
        window.press("disposition-add").await;
        window.read("disposition-same", |text| text == ROLE).await;
        fits(window, &format!("what followed, {letters} %")).await;
        window.press("dialog-close").await;
    }
}

/// What is over its last day is counted on the rail, wherever one is.
async fn is_overdue(window: &Window) {
    window.press("nav-findings").await;
    window.press("stage-raised").await;
    window.given("stage-raised").await;
    window.press("finding-row").await;
    window
        .read("finding-state", |text| text.contains("待交办"))
        .await;
    window
        .read("nav-findings", |text| !text.contains("逾期"))
        .await;
    // A day that is over cannot be chosen; it passes while nobody does anything.
    let id = "return location.href.split('/').pop()";
    let finding = window.client.execute(id, Vec::new()).await.unwrap();
    let (to, deadline) = ("assigned", "2020-02-16");
    let moved = json!({ "finding": finding, "to": to, "unit": UNIT, "deadline": deadline });
    window
        .invoke("finding_move", json!({ "moved": moved }))
        .await;
    window
        .read("nav-findings", |text| {
            text.contains('1') && text.contains("个逾期")
        })
        .await;
    window.accessible("an overdue finding").await;
}

#[tokio::test]
async fn what_others_report_is_taken_in_at_a_site() {
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    window.resize(LYING).await;
    window.press("first-run-practice").await;
    window.press("nav-sites").await;
    window.press("site-row").await;
    window.press("report-add").await;
    window.press("report-source-online").await;
    window.write("report-category", "缺岗").await;
    // By keyboard: a screen without a window manager gives no window the focus, and then Quasar
    // closes the list under the pointer.
    window.read("category-staffing.absent", |_| true).await;
    window.key(Key::Down).await;
    window.key(Key::Enter).await;
    window.gone("category-staffing.absent").await;
    window.write("report-text", "网民反映夜间无人值守。").await;
    window.accessible("taking a report in").await;
    window.press("report-submit").await;
    window
        .read("finding-sentence", |text| text == "网民反映夜间无人值守。")
        .await;
    window.accessible("a report").await;
    disposed_corrected_and_taken_back(&window).await;
    window.press("move-more").await;
    window.press("move-more-withdraw").await;
    window.write("move-note", "重复登记").await;
    window.press("move-record").await;
    window
        .read("finding-state", |text| text.contains("已撤销"))
        .await;
}

/// A report of others has no visit, and yet somebody answers for it.
async fn disposed_corrected_and_taken_back(window: &Window) {
    window.press("disposition-add").await;
    window.write("disposition-called", "村主任").await;
    window.press("measure-reminder_talk").await;
    window.press("disposition-record").await;
    window
        .read("disposition", |text| text.contains("村主任"))
        .await;
    window.press("disposition-more").await;
    window.press("disposition-more-correct").await;
    window.write("disposition-called", ROLE).await;
    window.write("disposition-reason", "写错了职务").await;
    window.accessible("correcting what followed").await;
    window.press("disposition-record").await;
    let told = |text: &str| text.contains(ROLE) && text.contains("写错了职务");
    window.read("disposition", told).await;
    window.press("disposition-look").await;
    window
        .read("disposition-history", |text| text.contains("村主任"))
        .await;
    window.accessible("what followed and its correction").await;
    window.press("disposition-more").await;
    window.press("disposition-more-withdraw").await;
    window
        .write("disposition-withdraw-reason", "不是他的责任")
        .await;
    window.press("disposition-withdraw").await;
    window
        .read("disposition", |text| text.contains("不是他的责任"))
        .await;
}

/// A day by the calendar of the window.
async fn days_from_today(window: &Window, days: u32) -> String {
    let day = "const day = new Date();
        day.setDate(day.getDate() + arguments[0]);
        return day.toLocaleDateString('sv')";
    let told = window.client.execute(day, vec![days.into()]).await;
    told.unwrap().as_str().unwrap().to_owned()
}

/// Nothing stands out at the side, and nobody is shut out.
async fn fits(window: &Window, what: &str) {
    window.accessible(what).await;
    let wide = "return document.documentElement.scrollWidth - innerWidth";
    let over = window.client.execute(wide, Vec::new()).await.unwrap();
    assert!(over.as_i64() <= Some(0), "{what} is {over} too wide");
}
