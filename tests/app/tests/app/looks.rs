//! The app in each theme, in English, in large letters, on a tablet that stands and on a phone.
use kakou_app_tests::{County, PHONE, STANDING, Window, story};
use serde_json::Value;

const PAGES: [&str; 9] = [
    "nav-today",
    "nav-sites",
    "nav-findings",
    "nav-records",
    "nav-reports",
    "report-part-coverage",
    "report-part-bulletin",
    "sync-chip",
    "nav-settings",
];

#[tokio::test]
async fn every_page_can_be_used_in_every_theme_and_language_and_keeps_them_over_a_restart() {
    let county = County::found().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = story::arrive(tablet.path(), &county).await;

    for page in PAGES {
        window.press(page).await;
        window.accessible(page).await;
    }
    for theme in ["sunlight", "light", "dark"] {
        set(&window, &format!("theme-{theme}")).await;
        window.given(&format!("theme-{theme}")).await;
        assert_eq!(worn(&window).await, theme);
    }
    set(&window, "language-en").await;
    window
        .read("nav-today", |text| text.contains("Today"))
        .await;
    for page in PAGES {
        window.press(page).await;
        window.accessible(&format!("{page} in English")).await;
    }
    window.kill().await;

    let window = Window::open(tablet.path()).await;
    window
        .read("nav-today", |text| text.contains("Today"))
        .await;
    assert_eq!(worn(&window).await, "dark");
}

async fn worn(window: &Window) -> Value {
    let theme = "return document.documentElement.dataset.theme";
    window.client.execute(theme, Vec::new()).await.unwrap()
}

#[tokio::test]
async fn a_visit_is_made_on_a_standing_tablet_and_on_a_phone_also_in_large_letters() {
    let county = County::found().await;
    let villages = ["410523101232", "410523105201", "410523107207"];
    county.assign(story::INSPECTOR, &villages).await;
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    story::first_run(&window).await;
    story::load_pack(&window, &county.pack().await).await;
    for (size, letters) in [(STANDING, "100"), (PHONE, "100"), (PHONE, "200")] {
        window.resize(size).await;
        let look = format!("{size:?} at {letters} %");
        set(&window, &format!("text-size-{letters}")).await;
        window.press("nav-today").await;
        fits(&window, &format!("today, {look}")).await;
        story::answer(&window).await;
        fits(&window, &format!("visit, {look}")).await;
        window.press("findings-sheet").await;
        window
            .read("finding-control.weak_barrier/finding-text", |_| true)
            .await;
        fits(&window, &format!("findings, {look}")).await;
        window.press("dialog-close").await;
        story::photograph(&window, "control.barrier").await;
        window.press("finish-visit").await;
        story::sign(&window).await;
        fits(&window, &format!("finish, {look}")).await;
        story::sealed(&window).await;
        fits(&window, &format!("sealed, {look}")).await;
        window.press("sealed-next").await;
        window.press("nav-records").await;
        fits(&window, &format!("records, {look}")).await;
        window.press("record-row").await;
        window.read("record-check-code", |_| true).await;
        fits(&window, &format!("record, {look}")).await;
    }
}

async fn set(window: &Window, choice: &str) {
    window.press("nav-settings").await;
    window.press(choice).await;
}

/// Nothing stands out at the side, and nobody is shut out.
async fn fits(window: &Window, what: &str) {
    window.accessible(what).await;
    let wide = "return document.documentElement.scrollWidth - innerWidth";
    let over = window.client.execute(wide, Vec::new()).await.unwrap();
    assert!(over.as_i64() <= Some(0), "{what} is {over} too wide");
}
