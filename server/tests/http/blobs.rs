//! Evidence files over tus: taken once they are proved, and given to whoever may see them.

use sha2::{Digest, Sha256};

use crate::support::{is, ok, refused, running};
use crate::uploads::{metadata, named, offset};

#[tokio::test]
async fn a_visit_is_complete_when_its_last_photo_is_there() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    let before = server.files(file.visit);
    assert_eq!((before.files, before.missing), (1, 1));
    assert_eq!(before.bytes_missing, file.bytes.len() as u64);
    let figures = server.county.file_figures().unwrap();
    assert_eq!((figures.missing, figures.incomplete_visits), (1, 1));
    server.uploaded(&token, &file).await;
    assert_eq!(server.files(file.visit).missing, 0);
    let figures = server.county.file_figures().unwrap();
    assert_eq!(
        (figures.here, figures.missing, figures.incomplete_visits),
        (1, 0, 0)
    );
    let kept = server.county.evidence_file(&file.sha256).unwrap().unwrap();
    assert!(kept == file.bytes);
}

#[tokio::test]
async fn what_a_device_has_brought_is_not_sent_again() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    server.uploaded(&token, &file).await;
    let again = ok(server.begin(&token, &file.sha256, file.bytes.len()).await).await;
    assert_eq!(again.status(), 201);
    assert_eq!(offset(&again), file.bytes.len());
    let location = again.headers()["location"].to_str().unwrap();
    assert_eq!(location, format!("blobs/{}", file.sha256));
}

#[tokio::test]
async fn two_tablets_that_send_the_same_file_at_once_do_not_disturb_each_other() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let (colleague, other) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    named(&server, &colleague, &other, 1).await;
    let (size, half) = (file.bytes.len(), file.bytes.len() / 2);
    for token in [&token, &other] {
        assert_eq!(
            offset(&ok(server.begin(token, &file.sha256, size).await).await),
            0
        );
        ok(server
            .sent(token, &file.sha256, 0, &file.bytes[..half])
            .await)
        .await;
    }
    let rest = &file.bytes[half..];
    let (one, two) = tokio::join!(
        server.sent(&token, &file.sha256, half, rest),
        server.sent(&other, &file.sha256, half, rest)
    );
    for answer in [one, two] {
        // Whoever came second either finished as well or was told that it is whole.
        assert!(answer.status() == 204 || answer.status() == 409);
    }
    for token in [&token, &other] {
        assert_eq!(server.stands(token, &file.sha256).await, size);
    }
    let lying = std::fs::read_dir(server.county.folder().join("evidence")).unwrap();
    assert_eq!(lying.count(), 1);
    let open = std::fs::read_dir(server.county.folder().join("uploads")).unwrap();
    assert_eq!(open.count(), 0);
}

#[tokio::test]
async fn a_file_that_no_visible_fact_names_is_neither_taken_nor_given() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let hash = "ab".repeat(32);
    let answer = server.begin(&token, &hash, 10).await;
    assert_eq!(refused(answer).await, is(404, "blob-not-named"));
    let file = named(&server, &tablet, &token, 1).await;
    server.uploaded(&token, &file).await;
    // 宜沟镇 does not see what happens in 白营镇.
    let (_, elsewhere) = server.tablet("410523104").await;
    for path in ["", "/thumb"] {
        let path = format!("/v1/blobs/{}{path}", file.sha256);
        let answer = server.ask(&elsewhere, &path).await;
        assert_eq!(refused(answer).await, is(404, "blob-not-named"));
        let head = server.tus("HEAD", &elsewhere, &path).send().await.unwrap();
        assert_eq!(head.status(), 404);
    }
    let answer = server
        .begin(&elsewhere, &file.sha256, file.bytes.len())
        .await;
    assert_eq!(refused(answer).await, is(404, "blob-not-named"));
    let (_, township) = server.tablet("410523105").await;
    let path = format!("/v1/blobs/{}", file.sha256);
    let given = ok(server.ask(&township, &path).await).await;
    assert!(given.bytes().await.unwrap() == file.bytes);
}

#[tokio::test]
async fn nobody_sends_or_reads_without_being_enrolled() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    let answer = server.begin("nobody", &file.sha256, file.bytes.len()).await;
    assert_eq!(refused(answer).await, is(401, "unauthorized"));
    let answer = server.sent("nobody", &file.sha256, 0, &file.bytes).await;
    assert_eq!(refused(answer).await, is(401, "unauthorized"));
    let answer = server
        .ask("nobody", &format!("/v1/blobs/{}", file.sha256))
        .await;
    assert_eq!(refused(answer).await, is(401, "unauthorized"));
    server
        .county
        .retire(tablet.author().unwrap(), "lost")
        .unwrap();
    let answer = server.begin(&token, &file.sha256, file.bytes.len()).await;
    assert_eq!(refused(answer).await, is(403, "retired"));
}

#[tokio::test]
async fn a_small_copy_comes_before_its_photo_and_gives_way_to_one_that_is_made_of_it() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    let path = format!("/v1/blobs/{}/thumb", file.sha256);
    let answer = server.ask(&token, &path).await;
    assert_eq!(refused(answer).await, is(404, "blob-not-here"));
    let small = b"as the tablet made it".to_vec();
    let own = kakou_store::hash_of(&small);
    let about = metadata(&[("sha256", &own), ("thumb_of", &file.sha256)]);
    let begun = server
        .tus("POST", &token, "/v1/blobs")
        .header("upload-length", small.len())
        .header("upload-metadata", about)
        .header("content-type", "application/offset+octet-stream")
        .body(small.clone());
    let begun = ok(begun.send().await.unwrap()).await;
    assert_eq!(offset(&begun), small.len(), "creation with upload");
    let given = ok(server.ask(&token, &path).await)
        .await
        .bytes()
        .await
        .unwrap();
    assert_eq!(given, small);
    assert_eq!(server.files(file.visit).missing, 1, "it completes nothing");
    server.uploaded(&token, &file).await;
    let given = ok(server.ask(&token, &path).await)
        .await
        .bytes()
        .await
        .unwrap();
    assert_eq!(
        given[..3],
        [0xff, 0xd8, 0xff],
        "a JPEG of the photo that was proved"
    );
    let head = ok(server.tus("HEAD", &token, &path).send().await.unwrap()).await;
    assert_eq!(offset(&head), given.len());
    let again = server
        .tus("POST", &token, "/v1/blobs")
        .header("upload-length", small.len())
        .header(
            "upload-metadata",
            metadata(&[("sha256", &own), ("thumb_of", &file.sha256)]),
        );
    let again = ok(again.send().await.unwrap()).await;
    assert_eq!(offset(&again), small.len(), "nobody needs it any more");
}

#[tokio::test]
async fn a_range_of_a_file_is_given() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    server.uploaded(&token, &file).await;
    let path = format!("/v1/blobs/{}", file.sha256);
    let ask = async |range: &str| {
        let request = server.http.get(server.url(&path)).bearer_auth(&token);
        request.header("range", range).send().await.unwrap()
    };
    let part = ask("bytes=10-19").await;
    assert_eq!(part.status(), 206);
    let all = file.bytes.len();
    assert_eq!(
        part.headers()["content-range"],
        format!("bytes 10-19/{all}")
    );
    assert!(part.bytes().await.unwrap() == file.bytes[10..20]);
    let end = ask("bytes=-5").await;
    assert!(end.bytes().await.unwrap() == file.bytes[all - 5..]);
    assert_eq!(ask(&format!("bytes={all}-")).await.status(), 416);
    for whole in ["lines=1-2", "bytes=0-1,5-6"] {
        assert_eq!(ask(whole).await.status(), 200);
    }
    let head = server.http.head(server.url(&path)).bearer_auth(&token);
    let head = head.send().await.unwrap();
    assert_eq!(
        (head.status(), head.content_length()),
        (reqwest::StatusCode::OK, Some(0))
    );
    assert_eq!(head.headers()["content-length"], all.to_string());
}

#[tokio::test]
async fn a_piece_with_a_checksum_is_kept_whole_or_not_at_all() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    ok(server.begin(&token, &file.sha256, file.bytes.len()).await).await;
    let (first, rest) = file.bytes.split_at(100);
    let with = async |offset, piece: &[u8], checksum: String| {
        let request = server.piece(&token, &file.sha256, offset);
        let request = request.header("upload-checksum", checksum);
        request.body(piece.to_vec()).send().await.unwrap()
    };
    let base64 = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
    let wrong = format!("sha256 {}", base64(&Sha256::digest(b"another")));
    assert_eq!(
        refused(with(0, first, wrong).await).await,
        is(460, "checksum-mismatch")
    );
    assert_eq!(server.stands(&token, &file.sha256).await, 0);
    let unknown = with(0, first, "md5 AAAA".to_owned()).await;
    assert_eq!(refused(unknown).await, is(400, "bad-checksum"));
    let right = format!("sha1 {}", base64(&sha1::Sha1::digest(first)));
    ok(with(0, first, right).await).await;
    let right = format!("sha256 {}", base64(&Sha256::digest(rest)));
    assert_eq!(
        offset(&ok(with(100, rest, right).await).await),
        file.bytes.len()
    );
}

#[tokio::test]
async fn other_versions_of_tus_are_refused_and_ours_is_told() {
    let server = running().await;
    let told = server
        .http
        .request(reqwest::Method::OPTIONS, server.url("/v1/blobs"));
    let told = ok(told.send().await.unwrap()).await;
    assert_eq!(told.headers()["tus-version"], "1.0.0");
    assert_eq!(told.headers()["tus-checksum-algorithm"], "sha1,sha256");
    for version in [None, Some("0.2.2")] {
        let mut request = server.http.post(server.url("/v1/blobs"));
        if let Some(version) = version {
            request = request.header("tus-resumable", version);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["tus-version"], "1.0.0");
        assert_eq!(refused(answer).await, is(412, "tus-version"));
    }
}
