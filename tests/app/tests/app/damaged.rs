//! A tablet whose database is damaged says so, repairs it, and goes on with what was sealed.
use std::path::Path;

use kakou_app_tests::{County, LYING, PHONE, STANDING, Window, story};

/// A byte of the log's first frame, as a worn disk gives it back. What stands behind it is what was
/// written last.
fn damage(data: &Path) {
    let log = data.join("kakou.db-wal");
    let mut bytes = std::fs::read(&log).unwrap();
    bytes[32 + 24 + 1_000] ^= 0x40;
    std::fs::write(&log, bytes).unwrap();
}

#[tokio::test]
async fn a_damaged_tablet_is_repaired_where_it_says_so_and_has_its_visit() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let data = tablet.path().join("data");
    let window = story::arrive(tablet.path(), &county).await;
    story::visit(&window).await;
    window.kill().await;
    damage(&data);

    let window = Window::open(tablet.path()).await;
    for size in [PHONE, STANDING, LYING] {
        window.resize(size).await;
        window.read("repair", |text| text.contains("修复")).await;
    }
    window.accessible("damaged data").await;
    window.press("repair-start").await;
    window
        .read("repaired", |text| text.contains("保留记录"))
        .await;
    window.accessible("what came of the repair").await;
    window.press("repair-go-on").await;
    window.press("nav-records").await;
    window
        .read("record-row", |text| text.contains("白营村卡点"))
        .await;
    let aside = std::fs::read_dir(&data).unwrap();
    let mut names = aside.map(|file| file.unwrap().file_name().into_string().unwrap());
    assert!(names.any(|name| name.starts_with("kakou.db.damaged-")));
}
