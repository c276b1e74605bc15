//! Draws each screen at the size of a tablet lying, a tablet standing, and a phone, and the main
//! ones in each theme, into `tests/app/pictures`. `scripts/pictures` runs it.

use std::path::PathBuf;

use kakou_app_tests::{County, LYING, PHONE, STANDING, Window, story};
use serde_json::{Value, json};

const THEMES: [&str; 2] = ["dark", "sunlight"];
/// What one inspector has to see today.
const VILLAGES: [&str; 6] = [
    "410523105201",
    "410523101232",
    "410523107207",
    "410523107222",
    "410523104212",
    "410523102204",
];

struct Camera<'a> {
    window: &'a Window,
    folder: PathBuf,
}

impl Camera<'_> {
    /// One screen at each size.
    async fn draw(&self, screen: &str) {
        for (width, height) in [STANDING, PHONE, LYING] {
            self.window.resize((width, height)).await;
            self.shoot(&format!("{screen}-{width}x{height}")).await;
        }
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
    county.assign(story::INSPECTOR, &VILLAGES).await;
    let window = Window::open_moving(tablet.path()).await;
    let camera = Camera {
        window: &window,
        folder,
    };
    window.resize(LYING).await;
    first_morning(&camera, &county).await;
    visit(&camera).await;
    papers(&camera).await;
    online(&camera, &county).await;
    afterwards(&camera).await;
    looks(&camera).await;
    Ok(())
}

async fn first_morning(camera: &Camera<'_>, county: &County) {
    let window = camera.window;
    window.read("first-run-start", |_| true).await;
    camera.draw("first-run").await;
    window.press("first-run-practice").await;
    window.read("site-row", |_| true).await;
    camera.draw("practice").await;
    window.press("nav-findings").await;
    window.read("finding-row", |_| true).await;
    camera.draw("problems").await;
    window.press("finding-row").await;
    window.read("finding-sentence", |_| true).await;
    camera.draw("problem-overdue").await;
    window.press("back").await;
    window.press("report-add").await;
    window.read("report-text", |_| true).await;
    camera.draw("report").await;
    window.press("dialog-close").await;
    window.press("practice-end").await;
    story::first_run(window).await;
    window.read("empty", |_| true).await;
    camera.draw("today-empty").await;
    window.press("nav-records").await;
    window.read("empty", |_| true).await;
    camera.draw("records-empty").await;
    story::load_pack(window, &county.pack().await).await;
    window.press("nav-today").await;
    window.read("site-row", |_| true).await;
    camera.draw("today-begun").await;
    story::find_site(window).await;
    camera.draw("sites").await;
}

async fn visit(camera: &Camera<'_>) {
    let window = camera.window;
    window.press("nav-today").await;
    window
        .press_in("site-row", "白营村卡点", "start-visit")
        .await;
    window.read("finish-visit", |_| true).await;
    camera.draw("visit-begun").await;
    for answer in story::ANSWERS {
        window.press(answer).await;
        window.given(answer).await;
    }
    window.press("group-fill-protection").await;
    window.press("photo-of-control.barrier").await;
    window.read("photo-taker", |_| true).await;
    camera.draw("camera").await;
    window.press("photo-done").await;
    story::photograph(window, "control.barrier").await;
    window.press("item-staffing.present/answer-2").await;
    window.resize(LYING).await;
    story::rewrite_barrier(window).await;
    camera.draw("visit").await;
    window
        .press("finding-control.weak_barrier/finding-edit")
        .await;
    window.read("finding-save", |_| true).await;
    camera.draw("finding").await;
    window.press("dialog-close").await;
    window.press("finish-visit").await;
    story::sign(window).await;
    camera.draw("finish").await;
}

async fn papers(camera: &Camera<'_>) {
    let window = camera.window;
    story::sealed(window).await;
    camera.draw("sealed").await;
    window.press("sealed-flash").await;
    window.read("flash-text", |text| !text.is_empty()).await;
    camera.draw("flash").await;
    window.press("dialog-close").await;
    window.press("sealed-slip").await;
    window.drawn("slip-picture").await;
    camera.draw("slip").await;
    window.press("back").await;
    window.press("sealed-next").await;
    window.read("site-row", |_| true).await;
    camera.draw("today").await;
}

async fn online(camera: &Camera<'_>, county: &County) {
    let window = camera.window;
    window.press("sync-chip").await;
    camera.draw("sync-waiting").await;
    let server = county.serve().await;
    window.press("open-enrol").await;
    window.read("enrol-code", |_| true).await;
    camera.draw("enrol").await;
    window.press("back").await;
    story::enrol(window, &county.code(&server).await).await;
    window
        .read("sync-chip", |text| text.contains("已上传"))
        .await;
    window.press("sync-chip").await;
    camera.draw("sync").await;
}

async fn afterwards(camera: &Camera<'_>) {
    let window = camera.window;
    window.press("nav-records").await;
    window.read("record-row", |_| true).await;
    camera.draw("records").await;
    window.press("record-row").await;
    window.press("verify").await;
    window.read("verified", |_| true).await;
    camera.draw("record").await;
    window.press("photo-see").await;
    window.read("photo-viewer", |_| true).await;
    camera.draw("photo").await;
    window.press("photo-close").await;
    window.press("amend-visit").await;
    window.press("item-staffing.present/answer-3").await;
    window.press("finish-visit").await;
    window
        .write("amend-reason", "第三名值班人员当时在登记棚内，漏记。")
        .await;
    camera.draw("amend").await;
    story::sealed(window).await;
    window.press("sealed-record").await;
    window.read("amendment", |_| true).await;
    camera.draw("record-amended").await;
    window.press("nav-sites").await;
    window.write("site-search", "byc").await;
    window.press("site-row").await;
    window.read("open-finding", |_| true).await;
    camera.draw("site").await;
    followed_up(camera).await;
    reports(camera).await;
    window.press("nav-settings").await;
    window.read("settings-name", |_| true).await;
    camera.draw("settings").await;
}

async fn followed_up(camera: &Camera<'_>) {
    let window = camera.window;
    window.press("finding-open").await;
    window.press("move-assign").await;
    window.write("move-unit", "白营村村民委员会").await;
    camera.draw("problem-move").await;
    window.press("move-record").await;
    window
        .read("finding-state", |text| text.contains("已交办"))
        .await;
    window.press("disposition-add").await;
    window.write("disposition-called", "村委会主任").await;
    window.press("measure-party_probation").await;
    window.press("measure-written_self_criticism").await;
    window.write("detail-party_probation", "12").await;
    camera.draw("disposition").await;
    window.press("disposition-record").await;
    window.read("disposition", |_| true).await;
    window.press("disposition-more").await;
    window.press("disposition-more-correct").await;
    window.write("disposition-reason", "写错了期限").await;
    camera.draw("disposition-corrected").await;
    window.press("disposition-record").await;
    window.read("disposition-corrected", |_| true).await;
    window.press("disposition-look").await;
    window.press("move-rectify").await;
    window.press("photo-add").await;
    story::from_file(window).await;
    window.drawn("move-photos").await;
    camera.draw("problem-rectified").await;
    window.press("move-record").await;
    window.gone("move-record").await;
    window.drawn("finding-photos").await;
    camera.draw("problem").await;
}

async fn reports(camera: &Camera<'_>) {
    let window = camera.window;
    window.press("nav-reports").await;
    window.read("day-text", |text| !text.is_empty()).await;
    camera.draw("day").await;
    window.press("report-part-tallies").await;
    window.read("empty", |_| true).await;
    camera.draw("tallies-empty").await;
    count_shifts(window).await;
    window.press("nav-today").await;
    window.press("nav-reports").await;
    window.press("report-part-tallies").await;
    window.read("tally-row", |_| true).await;
    camera.draw("tallies").await;
    window.press("tally-row").await;
    window.read("tally-history", |_| true).await;
    camera.draw("tally").await;
    window.press("dialog-close").await;
    window.press("tally-by-township").await;
    window.read("tally-sum", |_| true).await;
    camera.draw("tally-sums").await;
    window.press("report-part-coverage").await;
    window.read("covered-all", |_| true).await;
    camera.draw("coverage").await;
    window.press("report-part-bulletin").await;
    window.read("bulletin-text", |text| !text.is_empty()).await;
    camera.draw("bulletin").await;
}

/// What a few checkpoints counted today.
async fn count_shifts(window: &Window) {
    let some = json!({ "filter": { "search": "村卡点" }, "after": null, "limit": 8 });
    let sites = window.invoke("sites", some).await;
    let today = "return new Date().toLocaleDateString('sv')";
    let today = window.client.execute(today, Vec::new()).await;
    let today = today.map_or(Value::Null, |day| day);
    for (place, site) in sites["rows"].as_array().into_iter().flatten().enumerate() {
        for shift in ["白班", "夜班"] {
            let given = json!({
                "site": site["id"], "day": today, "shift": shift, "reason": "",
                "vehicles_checked": 1200 - 130 * place, "vehicles_turned_back": 40 + place,
                "temperatures_taken": 2100 + 70 * place,
                "people_from": [{ "region": "湖北", "people": place }],
            });
            window
                .invoke("tally_record", json!({ "given": given }))
                .await;
        }
    }
}

/// The main screens in the other themes, in large letters and in English.
async fn looks(camera: &Camera<'_>) {
    let window = camera.window;
    for theme in THEMES {
        window.press("nav-settings").await;
        window.press(&format!("theme-{theme}")).await;
        main_screens(camera, theme).await;
    }
    window.press("nav-settings").await;
    window.press("theme-light").await;
    window.press("text-size-200").await;
    main_screens(camera, "200").await;
    window.press("nav-settings").await;
    window.press("text-size-100").await;
    window.press("language-en").await;
    main_screens(camera, "en").await;
}

async fn main_screens(camera: &Camera<'_>, look: &str) {
    let window = camera.window;
    window.press("nav-today").await;
    window.read("coverage", |_| true).await;
    camera.draw(&format!("today-{look}")).await;
    window.press("site-row/start-visit").await;
    window.press("item-staffing.present/answer-0").await;
    window.read("saved", |_| true).await;
    camera.draw(&format!("visit-{look}")).await;
    window.press("finish-visit").await;
    window.read("seal-visit", |_| true).await;
    camera.draw(&format!("finish-{look}")).await;
    window.press("back").await;
    window.press("back").await;
    window.press("nav-records").await;
    window.press("record-row").await;
    window.read("record-check-code", |_| true).await;
    camera.draw(&format!("record-{look}")).await;
    window.press("nav-findings").await;
    window.read("finding-row", |_| true).await;
    camera.draw(&format!("problems-{look}")).await;
    window.press("finding-row").await;
    window.read("finding-sentence", |_| true).await;
    camera.draw(&format!("problem-{look}")).await;
}
