//! One visit of the real report, as an inspector does it: the checkpoint of 白营村, where two of
//! three were on duty and tables stood for a barrier.

use std::path::Path;

use serde_json::json;

use crate::county::County;
use crate::window::{LYING, Window};

/// Who works.
pub const INSPECTOR: &str = "督查一组";
/// What the report says of the checkpoint; how many must be there, the roster says.
pub const ANSWERS: [&str; 3] = [
    "item-staffing.present/answer-2",
    "item-control.barrier/answer-makeshift",
    "item-control.barrier_material/answer-tables",
];
/// A photo as a phone takes it.
pub const PHOTO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/photos/barrier.jpg");
/// The sentence of the missing person, as the rule writes it.
pub const ABSENT: &str = "卡点当日值班人员应为三人，实际只有两人在岗。";
/// The sentence of the barrier, as the inspector rewrites it.
pub const BARRIER: &str = "卡点防控措施不到位，仅摆放几张桌子作为简易路障，存在管控漏洞。";

/// The first start: a language, a name, to work.
pub async fn first_run(window: &Window) {
    window.press("language-zh-CN").await;
    window.write("first-run-name", INSPECTOR).await;
    window.press("first-run-start").await;
    window.read("nav-today", |_| true).await;
}

/// A window on a lying tablet that was begun, with the county in it and no network.
pub async fn arrive(tablet: &Path, county: &County) -> Window {
    let window = Window::open(tablet).await;
    window.resize(LYING).await;
    first_run(&window).await;
    load_pack(&window, &county.pack().await).await;
    window
}

/// Takes the county in from its pack file, without a network.
pub async fn load_pack(window: &Window, pack: &Path) {
    let whose = window.invoke("pack_origin", json!({ "path": pack })).await;
    let compared = json!({ "path": pack, "trust": whose["fingerprint"] });
    window.invoke("load_pack", compared).await;
}

/// Finds the checkpoint by the initials of its name.
pub async fn find_site(window: &Window) {
    window.press("nav-sites").await;
    window.write("site-search", "byc").await;
    let found = |text: &str| text.contains("白营村卡点");
    window.read("site-row", found).await;
}

/// Begins the visit and answers as the report says.
pub async fn answer(window: &Window) {
    window.press("site-row/start-visit").await;
    for answer in ANSWERS {
        window.press(answer).await;
        window.given(answer).await;
    }
}

/// Waits until the missing person has its sentence.
pub async fn absent_is_found(window: &Window) {
    let sentence = "finding-staffing.absent/finding-text";
    window.read(sentence, |text| text == ABSENT).await;
}

/// Takes a photo of what an item asks about. Without a camera it is one from a file.
pub async fn photograph(window: &Window, item: &str) {
    window.press(&format!("photo-of-{item}")).await;
    from_file(window).await;
}

/// Gives the camera that is open a photo from a file.
pub async fn from_file(window: &Window) {
    window.choose("photo-file", Path::new(PHOTO)).await;
    window.read("photo-count", |text| text.contains('1')).await;
    window.press("photo-done").await;
}

/// Says in the inspector's own words what stood there for a barrier.
pub async fn rewrite_barrier(window: &Window) {
    window
        .press("finding-control.weak_barrier/finding-edit")
        .await;
    window.write("finding-sentence", BARRIER).await;
    window.press("finding-save").await;
    window
        .read("finding-control.weak_barrier/finding-text", |text| {
            text == BARRIER
        })
        .await;
}

/// Lets the person on duty sign on the page that finishes a visit.
pub async fn sign(window: &Window) {
    window.press("signature-signed").await;
    window.draw("signature-pad").await;
    window.read("signature-wipe", |_| true).await;
}

/// Finishes and seals; answers the check code.
pub async fn seal(window: &Window) -> String {
    window.press("finish-visit").await;
    sealed(window).await
}

/// Seals what stands on the page that finishes a visit; answers the check code.
pub async fn sealed(window: &Window) -> String {
    window.press("seal-visit").await;
    window
        .read("sealed-check-code", |code| code.len() >= 8)
        .await
}

/// Makes the visit that finds the missing person, from its site to the seal and on.
pub async fn visit(window: &Window) {
    find_site(window).await;
    answer(window).await;
    absent_is_found(window).await;
    seal(window).await;
    window.press("sealed-next").await;
}

/// Enrols the tablet in the window by a picture of the QR code, long after its first visit.
pub async fn enrol(window: &Window, code: &Path) {
    window.press("sync-chip").await;
    window.press("open-enrol").await;
    window.choose("photo-file", code).await;
    window.press("enrol-submit").await;
}
