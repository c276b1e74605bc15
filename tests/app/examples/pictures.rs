//! Draws each screen at the size of a tablet lying, a tablet standing, and a phone, into
//! `tests/app/pictures`. `scripts/pictures` runs it.

use std::path::PathBuf;

use kakou_app_tests::{County, Window, story};

const SIZES: [(u32, u32); 3] = [(1280, 800), (800, 1280), (390, 844)];
const THEMES: [&str; 2] = ["dark", "sunlight"];

struct Camera<'a> {
    window: &'a Window,
    folder: PathBuf,
}

impl Camera<'_> {
    /// One screen at each size.
    async fn draw(&self, screen: &str) {
        for (width, height) in SIZES {
            self.window.resize(width, height).await;
            self.shoot(&format!("{screen}-{width}x{height}")).await;
        }
        let (width, height) = SIZES[0];
        self.window.resize(width, height).await;
    }

    async fn shoot(&self, name: &str) {
        let picture = self.window.picture().await;
        let file = self.folder.join(format!("{name}.png"));
        match std::fs::write(&file, picture) {
            Ok(()) => {}
            Err(error) => panic!("{}: {error}", file.display()),
        }
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("pictures");
    std::fs::create_dir_all(&folder)?;
    let tablet = tempfile::tempdir()?;
    let county = County::found().await;
    let window = Window::open(tablet.path()).await;
    let camera = Camera {
        window: &window,
        folder,
    };
    offline(&camera, &county).await;
    online(&camera, &county).await;
    Ok(())
}

async fn offline(camera: &Camera<'_>, county: &County) {
    let window = camera.window;
    window.press("language-zh-CN").await;
    window
        .read("first-run-start", |text| text.contains("开始"))
        .await;
    camera.draw("first-run").await;
    story::first_run(window).await;
    camera.draw("today-empty").await;
    story::load_pack(window, &county.pack().await).await;
    story::find_site(window).await;
    camera.draw("sites").await;
    story::answer(window).await;
    camera.draw("visit").await;
    window
        .press("finding-control.weak_barrier/finding-edit")
        .await;
    window.read("finding-save", |_| true).await;
    camera.draw("finding").await;
    window.press("dialog-close").await;
    story::rewrite_barrier(window).await;
    window.press("finish-visit").await;
    window.read("seal-visit", |_| true).await;
    camera.draw("finish").await;
    window.press("seal-visit").await;
    window.read("sealed-check-code", |_| true).await;
    camera.draw("sealed").await;
    window.press("sealed-next").await;
    window.read("sync-chip", |text| text.contains('1')).await;
    camera.draw("today").await;
    window.press("nav-records").await;
    window.read("record-row", |_| true).await;
    camera.draw("records").await;
}

async fn online(camera: &Camera<'_>, county: &County) {
    let window = camera.window;
    let server = county.serve().await;
    window.press("nav-sync").await;
    window.press("open-enrol").await;
    window.read("enrol-submit", |_| true).await;
    camera.draw("enrol").await;
    window.press("back").await;
    story::enrol(window, &server.url, &county.code().await).await;
    window
        .read("sync-chip", |text| text.contains("已上传"))
        .await;
    camera.draw("sync").await;
    window.press("nav-records").await;
    window.press("record-row").await;
    window.press("verify").await;
    window.read("verified", |_| true).await;
    camera.draw("record").await;
    window.press("nav-sites").await;
    window.press("site-row").await;
    window.read("open-finding", |_| true).await;
    camera.draw("site").await;
    window.press("nav-settings").await;
    window.read("settings-name", |_| true).await;
    camera.draw("settings").await;
    for theme in THEMES {
        window.press("nav-settings").await;
        window.press(&format!("theme-{theme}")).await;
        camera.draw(&format!("settings-{theme}")).await;
        window.press("nav-today").await;
        window.read("coverage", |_| true).await;
        camera.draw(&format!("today-{theme}")).await;
    }
}
