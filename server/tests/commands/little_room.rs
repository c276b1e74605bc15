//! The same as on a full disk, on any disk: the files of the server may not grow any more, as under
//! a quota.

use data_encoding::BASE64;
use kakou_store::{BlobName, NewUpload, VisitGiven, hash_of};
use kakou_sync::protocol::{Problem, Protocol};
use kakou_test_support::{large_photo, visit};
use sha2::{Digest, Sha256};

use crate::at_work::AtWork;
use crate::support::{Desk, Serving};

/// Enough to open the county and to enrol a tablet, too little for its visits.
const KIB: u32 = 256;
const VISITS: u32 = 200;

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_finds_no_room_is_refused_as_a_whole_and_arrives_when_there_is_some() {
    let desk = Desk::tangyin();
    let serve = || desk.run(&["serve", "--listen", "127.0.0.1:0"]);
    let server = serve().with_little_room(KIB).listening();
    let tablet = AtWork::enrolled(&desk, &server).await;
    tablet.seal(VISITS);
    let pending = tablet.pending();
    let before = desk.run(&["status"]).json();

    let waiting = tablet.sync(&server).await.unwrap_err();
    assert_eq!(waiting.code(), "server-full", "{waiting}");
    assert!(waiting.passes_by_itself() && waiting.retry_after().is_some());
    assert_eq!(tablet.pending(), pending);
    let after = desk.run(&["status"]).json();
    assert_eq!(after["entries"], before["entries"]);
    // It answers, although it can take nothing.
    let ready = reqwest::get(format!("{}/readyz", server.url));
    assert_eq!(ready.await.unwrap().status(), 200);
    let (status, log) = server.terminated();
    assert!(status.success());
    assert!(log.contains("the disk is full") && !log.contains("panicked"));

    let server = serve().listening();
    tablet.sync(&server).await.unwrap();
    assert_eq!(tablet.pending(), 0);
    assert_eq!(desk.run(&["verify"]).json()["ok"], true);
    let visits = desk.run(&["visits"]).json();
    assert_eq!(visits.as_array().unwrap().len(), VISITS as usize);
}

/// A piece of a file, as any client of tus sends it with a checksum.
async fn piece_with_checksum(
    server: &Serving,
    token: &str,
    name: &BlobName,
    offset: u64,
    bytes: &[u8],
) -> Problem {
    let checksum = BASE64.encode(&Sha256::digest(bytes));
    let request = reqwest::Client::new()
        .patch(format!("{}/v1/blobs/{name}", server.url))
        .bearer_auth(token)
        .header("tus-resumable", "1.0.0")
        .header("content-type", "application/offset+octet-stream")
        .header("upload-offset", offset)
        .header("upload-checksum", format!("sha256 {checksum}"))
        .body(bytes.to_vec());
    request.send().await.unwrap().json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_finds_no_room_goes_on_where_it_stands_when_there_is_some() {
    const KIB: u32 = 512;
    let desk = Desk::tangyin();
    let serve = || desk.run(&["serve", "--listen", "127.0.0.1:0"]);
    let server = serve().with_little_room(KIB).listening();
    let tablet = AtWork::enrolled(&desk, &server).await;
    let given = VisitGiven {
        photos: vec![large_photo(1)],
        ..visit().given()
    };
    tablet.store.seal(given).unwrap();
    let name = tablet.store.files_to_send().unwrap()[0].name.clone();
    let bytes = tablet.store.evidence(&name).unwrap().unwrap();
    let announced = NewUpload {
        name: name.clone(),
        hash: hash_of(&bytes),
        size: bytes.len() as u64,
    };
    let token = tablet.store.account().unwrap().unwrap().token;

    // The visit finds room, its photo does not.
    let waiting = tablet.sync(&server).await.unwrap_err();
    assert_eq!(waiting.code(), "server-full", "{waiting}");
    assert!(waiting.passes_by_itself() && waiting.retry_after().is_some());
    assert_eq!(tablet.pending(), 0);
    let http = tablet.http(&server);
    let offset = http.begin_upload(&token, &announced).await.unwrap().offset;
    assert!(0 < offset && offset <= u64::from(KIB) << 10, "{offset}");
    // Begun anew, and with all of it in one piece: that is there whole or not at all.
    let upload = format!("{}/v1/blobs/{name}", server.url);
    let given_up = reqwest::Client::new().delete(upload).bearer_auth(&token);
    let given_up = given_up.header("tus-resumable", "1.0.0").send().await;
    assert_eq!(given_up.unwrap().status(), 204);
    let begun = http.begin_upload(&token, &announced).await.unwrap().offset;
    let refused = piece_with_checksum(&server, &token, &name, begun, &bytes).await;
    assert_eq!(
        (begun, refused.status, refused.code.as_str()),
        (0, 507, "disk-full"),
        "{refused}"
    );
    let stands = http.begin_upload(&token, &announced).await.unwrap().offset;
    assert_eq!(stands, 0);
    tablet.sync(&server).await.unwrap_err();
    let offset = http.begin_upload(&token, &announced).await.unwrap().offset;
    assert!(0 < offset && offset <= u64::from(KIB) << 10, "{offset}");
    assert!(server.terminated().0.success());

    let server = serve().listening();
    let http = tablet.http(&server);
    let stands = http.begin_upload(&token, &announced).await.unwrap().offset;
    assert_eq!(stands, offset);
    let synced = tablet.sync(&server).await.unwrap();
    assert_eq!((synced.uploaded, synced.files_left), (1, 0));
    assert!(http.blob(&token, &name).await.unwrap() == bytes);
}
