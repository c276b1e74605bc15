//! What is done with a visit after it was sealed.
use kakou_app_tests::{County, story};

const REASON: &str = "第三名值班人员当时在登记棚内，漏记。";

#[tokio::test]
async fn a_record_is_found_while_typing_and_corrected_with_a_reason() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = story::arrive(tablet.path(), &county).await;
    story::find_site(&window).await;
    story::answer(&window).await;
    let check_code = story::seal(&window).await;
    window.press("sealed-next").await;

    window.press("nav-records").await;
    window.read("record-row", |_| true).await;
    window.accessible("records").await;
    window.write("record-search", "没有这个村").await;
    window.gone("record-row").await;
    window.accessible("no records").await;
    for search in ["白营", "值班", "byc"] {
        window.write("record-search", search).await;
        window
            .read("record-row", |text| text.contains("白营村卡点"))
            .await;
    }
    window.press("record-row").await;
    window
        .read("record-check-code", |code| code.contains(&check_code))
        .await;

    window.press("amend-visit").await;
    let present = "item-staffing.present/answer-3";
    window.press(present).await;
    window.given(present).await;
    window.press("finish-visit").await;
    window.write("amend-reason", REASON).await;
    window.accessible("amending").await;
    story::sealed(&window).await;
    window.press("sealed-record").await;
    window.read("amendment", |text| text.contains(REASON)).await;
    // The original stays readable, under its own check code; the finding is withdrawn.
    window
        .read("record-check-code", |code| code.contains(&check_code))
        .await;
    window
        .read("finding-staffing.absent", |text| text.contains("已撤销"))
        .await;
    window.accessible("amended record").await;
}
