//! A shift that must have certain people: what the roster says is asked, and judged.
use kakou_app_tests::{County, story};

const SITE: &str = "西关村安置小区";

#[tokio::test]
async fn a_role_that_the_shift_must_have_and_that_is_missing_is_found() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = story::arrive(tablet.path(), &county).await;
    window.press("nav-sites").await;
    window.write("site-search", SITE).await;
    let found = |text: &str| text.contains(SITE);
    window.read("site-row", found).await;
    window.press("site-row/start-visit").await;

    // Each of its three shifts must have somebody of the community, and only the night the others.
    window
        .given("item-staffing.roles_rostered/answer-community")
        .await;
    assert_eq!(window.count("item-staffing.roles_missing").await, 0);
    window.press("item-staffing.present/answer-1").await;
    window
        .press("item-staffing.roles_missing/answer-community")
        .await;
    let said = |text: &str| text.contains("在岗，实际缺少社区人员。");
    window
        .read("finding-staffing.role_absent/finding-text", said)
        .await;
    let offered = window
        .count("item-staffing.roles_missing/answer-volunteer")
        .await;
    assert_eq!(offered, 0, "no shift must have volunteers");
    window
        .press("item-staffing.roles_missing/answer-none")
        .await;
    window.gone("finding-staffing.role_absent").await;
}
