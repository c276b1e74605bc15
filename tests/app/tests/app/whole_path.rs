//! From the first start of a tablet to the record on the server, in the real window.
use kakou_app_tests::{County, LYING, Window, story};

#[tokio::test]
async fn a_visit_logged_without_a_network_reaches_the_server_as_it_was_sealed() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open_moving(tablet.path()).await;
    window.resize(LYING).await;
    window.accessible("first run").await;

    story::first_run(&window).await;
    story::load_pack(&window, &county.pack().await).await;
    story::find_site(&window).await;
    window.accessible("sites").await;
    story::answer(&window).await;
    story::absent_is_found(&window).await;
    story::rewrite_barrier(&window).await;
    story::photograph(&window, "control.barrier").await;
    window.accessible("visit").await;
    window.press("finish-visit").await;
    story::sign(&window).await;
    window.accessible("finish").await;
    let check_code = story::sealed(&window).await;
    window.accessible("sealed").await;
    papers(&window, &check_code).await;

    window.press("sealed-next").await;
    window.press("nav-records").await;
    let waits = |text: &str| text.contains("白营村卡点") && text.contains("待上传");
    window.read("record-row", waits).await;
    window
        .read("sync-chip", |text| text.contains("1 条待上传"))
        .await;

    let server = county.serve().await;
    story::enrol(&window, &county.code(&server).await).await;
    window
        .read("sync-chip", |text| text.contains("已上传"))
        .await;
    window.press("nav-records").await;
    window
        .read("record-row", |text| text.contains("已上传"))
        .await;
    window.press("record-row").await;
    window
        .read("record-check-code", |code| code.contains(&check_code))
        .await;
    assert_eq!(window.count("photo").await, 1);
    window.press("verify").await;
    window
        .read("verified", |text| text.contains("记录完整、未改动"))
        .await;
    window.accessible("record").await;

    let visits = county.visits().await;
    assert_eq!(visits.len(), 1);
    assert_eq!(visits[0]["site"]["name"], "白营村卡点");
    assert_eq!(visits[0]["check_code"], check_code.as_str());
    let files = &visits[0]["files"];
    assert_eq!((&files["files"], &files["missing"]), (&1.into(), &0.into()));
    assert_eq!(visits[0]["inspectors"][0], story::INSPECTOR);
    let findings = visits[0]["findings"].as_array().unwrap();
    let texts: Vec<_> = findings.iter().map(|one| &one["text"]).collect();
    assert_eq!(texts, [story::ABSENT, story::BARRIER]);
    assert!(county.verifies().await);
}

/// The paragraph and the slip, without a network.
async fn papers(window: &Window, check_code: &str) {
    window.press("sealed-flash").await;
    let told = window.read("flash-text", |text| !text.is_empty()).await;
    for part in ["白营村", story::ABSENT, story::BARRIER, check_code] {
        assert!(told.contains(part), "{part} is missing in {told}");
    }
    window.accessible("flash report").await;
    window.press("dialog-close").await;
    window.press("sealed-slip").await;
    window.drawn("slip-picture").await;
    window.accessible("slip").await;
    window.press("back").await;
}
