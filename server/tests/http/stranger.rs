//! A tus client that knows nothing of us, `tus-js-client` of npm, against the real server.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::running;
use crate::uploads::named;

#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_client_uploads_stops_goes_on_and_finds_what_is_there() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/tus");
    assert!(
        place.join("node_modules").is_dir(),
        "first run: npm --prefix tests/tus ci"
    );
    let photo = tablet.folder().join("evidence").join(&file.sha256);
    let mut node = Command::new("node");
    node.arg(place.join("upload.mjs"))
        .args([&server.url("/v1/blobs"), &token])
        .arg(photo)
        .arg(&file.sha256);
    let ran = tokio::task::spawn_blocking(move || node.output().unwrap());
    let ran = ran.await.unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    let seen: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let url = server.url(&format!("/v1/blobs/{}", file.sha256));
    assert_eq!(seen["stopped"]["url"], url, "{seen}");
    let resumed = seen["resumed"]["answers"].as_array().unwrap();
    assert_eq!(resumed[0]["method"], "HEAD");
    let from = resumed[0]["offset"].as_u64().unwrap();
    assert!(from >= 16 << 10, "{seen}");
    assert_eq!(resumed[1]["method"], "PATCH");
    assert_eq!(resumed[1]["offset"], from + (8 << 10), "it goes on there");
    assert_eq!(resumed.last().unwrap()["offset"], file.bytes.len());
    let again = seen["again"]["answers"].as_array().unwrap();
    assert_eq!(again.len(), 1, "nothing more is sent: {seen}");
    assert_eq!(again[0]["offset"], file.bytes.len());
    assert_eq!(server.files(file.visit).missing, 0);
    assert!(server.county.evidence_file(&file.sha256).unwrap().unwrap() == file.bytes);
}
