//! A tablet whose database is damaged says so, repairs it, and goes on with what was sealed.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]

use std::path::Path;

use kakou_app_tests::{County, LYING, PHONE, STANDING, Window, story};

/// The first page, as a disk gives it back that has lost it.
fn damage(tablet: &Path) {
    let database = tablet.join("kakou.db");
    let mut bytes = std::fs::read(&database).unwrap();
    bytes[..100].fill(0);
    std::fs::write(&database, bytes).unwrap();
}

#[tokio::test]
async fn a_damaged_tablet_is_repaired_where_it_says_so_and_has_its_visit() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = story::arrive(tablet.path(), &county).await;
    story::visit(&window).await;
    window.kill().await;
    damage(tablet.path());

    let window = Window::open(tablet.path()).await;
    for size in [PHONE, STANDING, LYING] {
        window.resize(size).await;
        window.read("repair", |text| text.contains("修复")).await;
    }
    window.accessible("damaged data").await;
    window.press("repair-start").await;
    window
        .read("repair", |text| text.contains("修复完成"))
        .await;
    window.accessible("what came of the repair").await;
    window.press("repair-go-on").await;
    window.press("nav-records").await;
    window
        .read("record-row", |text| text.contains("白营村卡点"))
        .await;
    let aside = std::fs::read_dir(tablet.path()).unwrap();
    let mut names = aside.map(|file| file.unwrap().file_name().into_string().unwrap());
    assert!(names.any(|name| name.starts_with("kakou.db.damaged-")));
}
