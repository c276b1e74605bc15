//! Uploads that do not go through in one piece.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use kakou_test_support::county;

use crate::support::{PATIENT, Running, is, ok, refused, running};
use crate::uploads::{Sent, named, offset};

/// A tablet's token, and a photo of it whose upload has begun.
async fn begun(server: &Running) -> (String, Sent) {
    let (tablet, token) = server.tablet("410523").await;
    let file = named(server, &tablet, &token, 1).await;
    ok(server.begin(&token, &file.sha256, file.bytes.len()).await).await;
    (token, file)
}

/// Sends the head of a PATCH for the whole file, and only so much of it, until the server has that.
/// The connection stays open.
async fn half(server: &Running, token: &str, file: &Sent, bytes: usize) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).unwrap();
    let head = format!(
        "PATCH /v1/blobs/{} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {token}\r\n\
         tus-resumable: 1.0.0\r\nupload-offset: 0\r\n\
         content-type: application/offset+octet-stream\r\ncontent-length: {}\r\n\r\n",
        file.sha256,
        file.bytes.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&file.bytes[..bytes]).unwrap();
    for _ in 0..600 {
        if server.stands(token, &file.sha256).await == bytes {
            return stream;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the bytes did not arrive");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_upload_goes_on_at_its_byte_also_after_a_new_start_of_the_server() {
    let server = running().await;
    let (token, file) = begun(&server).await;
    let stream = half(&server, &token, &file, 10_001).await;
    drop(stream);

    let server = Running::of(server.stopped().await.reopened(), PATIENT, None).await;
    assert_eq!(server.stands(&token, &file.sha256).await, 10_001);
    let again = ok(server.begin(&token, &file.sha256, file.bytes.len()).await).await;
    assert_eq!(offset(&again), 10_001, "the same upload is found");
    let elsewhere = server
        .sent(&token, &file.sha256, 10_000, &file.bytes[10_000..])
        .await;
    assert_eq!(refused(elsewhere).await, is(409, "upload-offset"));
    ok(server
        .sent(&token, &file.sha256, 10_001, &file.bytes[10_001..])
        .await)
    .await;
    assert_eq!(server.files(file.visit).missing, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_connection_takes_the_place_of_one_that_hangs() {
    let server = running().await;
    let (token, file) = begun(&server).await;
    let hanging = half(&server, &token, &file, 9_000).await;
    ok(server
        .sent(&token, &file.sha256, 9_000, &file.bytes[9_000..])
        .await)
    .await;
    assert_eq!(server.files(file.visit).missing, 0);
    drop(hanging);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_announced_again_stands_where_the_hanging_request_left_it() {
    let server = running().await;
    let (token, file) = begun(&server).await;
    let mut hanging = half(&server, &token, &file, 9_000).await;
    let again = ok(server.begin(&token, &file.sha256, file.bytes.len()).await).await;
    assert_eq!(offset(&again), 9_000);
    // Nothing may move it now but who announced it last.
    hanging.write_all(&file.bytes[9_000..10_000]).ok();
    let mut said = [0; 12];
    hanging.read_exact(&mut said).unwrap();
    assert_eq!(&said, b"HTTP/1.1 409");
    let rest = server.sent(&token, &file.sha256, 9_000, &file.bytes[9_000..]);
    ok(rest.await).await;
    assert_eq!(server.files(file.visit).missing, 0);
}

#[tokio::test]
async fn another_file_under_this_name_is_thrown_away_and_the_right_one_may_come() {
    let server = running().await;
    let (token, file) = begun(&server).await;
    let mut forged = file.bytes.clone();
    forged[77] ^= 1;
    let answer = server.sent(&token, &file.sha256, 0, &forged).await;
    assert_eq!(refused(answer).await, is(422, "blob-wrong-hash"));
    let gone = server.sent(&token, &file.sha256, 0, &file.bytes).await;
    assert_eq!(refused(gone).await, is(404, "upload-unknown"));
    assert_eq!(server.files(file.visit).missing, 1);
    server.uploaded(&token, &file).await;
    assert_eq!(server.files(file.visit).missing, 0);
}

#[tokio::test]
async fn more_than_was_announced_is_not_taken() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    let size = file.bytes.len();
    for (wrong, status, code) in [
        (size + 1, 409, "blob-size-differs"),
        (9 << 20, 413, "blob-too-large"),
    ] {
        let answer = server.begin(&token, &file.sha256, wrong).await;
        assert_eq!(refused(answer).await, is(status, code));
    }
    ok(server.begin(&token, &file.sha256, size).await).await;
    let long = [file.bytes.as_slice(), b"more"].concat();
    let answer = server.sent(&token, &file.sha256, 0, &long).await;
    assert_eq!(refused(answer).await, is(413, "upload-too-long"));
    assert_eq!(server.stands(&token, &file.sha256).await, 0);
    ok(server.sent(&token, &file.sha256, 0, &file.bytes).await).await;
}

#[tokio::test]
async fn an_upload_that_nobody_goes_on_with_expires_and_may_begin_again() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    let begun = ok(server.begin(&token, &file.sha256, file.bytes.len()).await).await;
    let expires = begun.headers()["upload-expires"].to_str().unwrap();
    assert!(expires.ends_with("Feb 2020 00:00:00 GMT"), "{expires}");
    ok(server
        .sent(&token, &file.sha256, 0, &file.bytes[..50])
        .await)
    .await;
    server.county.clock.advance(8 * 24 * 60 * 60 * 1000);
    let late = server
        .sent(&token, &file.sha256, 50, &file.bytes[50..])
        .await;
    assert_eq!(refused(late).await, is(410, "upload-expired"));
    assert_eq!(server.county.tidy_uploads().unwrap(), 1);
    let left = std::fs::read_dir(server.county.folder().join("uploads")).unwrap();
    assert_eq!(left.count(), 0);
    server.uploaded(&token, &file).await;
}

#[tokio::test]
async fn an_upload_can_be_given_up() {
    let server = running().await;
    let (token, file) = begun(&server).await;
    ok(server
        .sent(&token, &file.sha256, 0, &file.bytes[..50])
        .await)
    .await;
    let path = format!("/v1/blobs/{}", file.sha256);
    // As a client does that knows no DELETE.
    let given_up = server
        .tus("POST", &token, &path)
        .header("x-http-method-override", "DELETE");
    ok(given_up.send().await.unwrap()).await;
    let gone = server.tus("HEAD", &token, &path).send().await.unwrap();
    assert_eq!(gone.status(), 404);
    server.uploaded(&token, &file).await;
}

#[tokio::test]
async fn a_device_has_only_so_many_uploads_under_way() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let numbers: Vec<u32> = (0..20).collect();
    let mut names = Vec::new();
    for _ in 0..5 {
        // A visit names at most so many photos.
        let from = names.len() as u32;
        let numbers: Vec<u32> = numbers.iter().map(|n| from + n).collect();
        names.extend(kakou_test_support::seal_with_photos(&tablet, &numbers).1);
    }
    names.extend(kakou_test_support::seal_with_photos(&tablet, &[1_000]).1);
    server.synced(&tablet, &token).await;
    let size = |name: &String| tablet.evidence_file(name).unwrap().unwrap().len();
    for name in &names[..100] {
        ok(server.begin(&token, name, size(name)).await).await;
    }
    let answer = server.begin(&token, &names[100], size(&names[100])).await;
    assert_eq!(answer.headers()["retry-after"], "60");
    assert_eq!(refused(answer).await, is(429, "too-many-uploads"));
    // One that it began before is no new one.
    ok(server.begin(&token, &names[0], size(&names[0])).await).await;
}

#[tokio::test]
async fn rows_and_files_are_put_in_step_when_the_server_starts() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let (one, two) = (
        named(&server, &tablet, &token, 1).await,
        named(&server, &tablet, &token, 2).await,
    );
    server.uploaded(&token, &one).await;
    let county = server.stopped().await;
    let folder = county.folder().join("evidence");
    // One file was lost, another was laid down just before a kill, a third is not what it is called.
    std::fs::remove_file(folder.join(&one.sha256)).unwrap();
    std::fs::write(folder.join(&two.sha256), &two.bytes).unwrap();
    std::fs::write(folder.join("cd".repeat(32)), "another").unwrap();
    let server = Running::of(county.reopened(), PATIENT, None).await;
    // It listens once its rows are in step.
    ok(server.get("/healthz").await).await;
    assert_eq!(server.files(one.visit).missing, 1);
    assert_eq!(server.files(two.visit).missing, 0);
    assert_eq!(server.county.file_figures().unwrap().here, 1);
    // Whose it is nobody knows: its device brings it.
    for file in [&one, &two] {
        server.uploaded(&token, file).await;
    }
}

#[tokio::test]
async fn a_restored_server_asks_for_what_it_lacks() {
    let server = Running::of(county(), PATIENT, None).await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    server.uploaded(&token, &file).await;
    let backup = server.county.dir.path().join("backup");
    server.county.back_up(&backup, &mut |_, _| ()).unwrap();
    let county = server.stopped().await;
    let aside = kakou_store::Store::restore(&backup, county.folder(), county.clock.clone());
    std::fs::remove_dir_all(county.folder().join("evidence")).ok();
    aside.unwrap();
    let server = Running::of(county.reopened(), PATIENT, None).await;
    // It listens once its rows are in step.
    ok(server.get("/healthz").await).await;
    assert_eq!(server.files(file.visit).missing, 1);
    server.uploaded(&token, &file).await;
    assert_eq!(server.files(file.visit).missing, 0);
}
