//! Photos of others: naming a hash opens nothing, and nothing tells whether the file is here.

use kakou_journal::{HoldsProof, Nonce};
use kakou_test_support::{Folder, photo, visit};
use reqwest::Response;
use sha2::{Digest, Sha256};

use crate::held::{answered, nonce};
use crate::support::{Running, is, ok, refused, running};
use crate::uploads::{Sent, metadata, named, offset};

/// A device of 韩庄镇 that names the photo number 1 in a visit of its own. It never had that of 白营镇.
async fn insider(server: &Running) -> (Folder, String) {
    let (tablet, token) = server.tablet("410523101").await;
    // Of what it may not see the rows are gone.
    tablet.project_all().unwrap();
    let sealed = tablet.seal(visit().at("程岗村").given()).unwrap();
    tablet.supplement(sealed.id, &[photo(1)], "").unwrap();
    server.synced(&tablet, &token).await;
    (tablet, token)
}

impl Running {
    async fn small_copy(&self, token: &str, of: &str, bytes: &'static [u8]) {
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(bytes));
        let pairs = [("sha256", hash.as_str()), ("thumb_of", of)];
        let request = self
            .tus("POST", token, "/v1/blobs")
            .header("content-type", "application/offset+octet-stream")
            .header("upload-length", bytes.len())
            .header("upload-metadata", metadata(&pairs));
        let done = ok(request.body(bytes).send().await.unwrap()).await;
        assert_eq!(offset(&done), bytes.len());
    }

    async fn shown(&self, token: &str, of: &Sent) -> Vec<u8> {
        let path = format!("/v1/blobs/{}/thumb", of.sha256);
        let head = ok(self.tus("HEAD", token, &path).send().await.unwrap()).await;
        let given = ok(self.ask(token, &path).await).await;
        let given = given.bytes().await.unwrap().to_vec();
        assert_eq!(offset(&head), given.len());
        given
    }

    /// What all calls but those that send answer of a file that the device may not read.
    async fn closed(&self, token: &str, of: &Sent) {
        let path = format!("/v1/blobs/{}", of.sha256);
        for path in [path.clone(), format!("{path}/thumb")] {
            let given = self.ask(token, &path).await;
            assert_eq!(refused(given).await, is(404, "blob-not-here"), "{path}");
            let head = self.tus("HEAD", token, &path).send().await.unwrap();
            assert_eq!(head.status(), 404, "{path}");
        }
    }
}

#[tokio::test]
async fn a_foreign_photo_is_opened_by_nobody_who_only_names_it() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    let (_insider, other) = insider(&server).await;
    server.uploaded(&token, &file).await;
    server.closed(&other, &file).await;
    let begun = ok(server.begin(&other, &file.sha256, file.bytes.len()).await).await;
    assert_eq!(offset(&begun), 0, "as if it were not here");
    let wrong = vec![7; file.bytes.len()];
    let sent = server.sent(&other, &file.sha256, 0, &wrong).await;
    assert_eq!(refused(sent).await, is(422, "blob-wrong-hash"));
    server.closed(&other, &file).await;
    // A colleague there sees the fact, and it opens nothing for him, either.
    let (_colleague, third) = server.tablet("410523101").await;
    server.closed(&third, &file).await;
    // Who has the bytes brings them, and its own fact opens the file, for others too.
    server.uploaded(&other, &file).await;
    for token in [&other, &third] {
        let path = format!("/v1/blobs/{}", file.sha256);
        ok(server.ask(token, &path).await).await;
    }
}

/// The status and headers of an answer, without what time and chance say.
fn told(answer: &Response) -> Vec<(String, String)> {
    let said = answer.headers().iter().map(|(name, value)| {
        let value = match name.as_str() {
            "kakou-nonce" | "kakou-time" | "date" | "upload-expires" | "x-request-id" => "…",
            _ => value.to_str().unwrap(),
        };
        (name.to_string(), value.to_owned())
    });
    let status = ("status".to_owned(), answer.status().to_string());
    let mut told: Vec<_> = said.chain([status]).collect();
    told.sort();
    told
}

#[tokio::test]
async fn whether_a_foreign_photo_is_here_no_answer_tells() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    let (insider, other) = insider(&server).await;
    let size = file.bytes.len();
    let wrong = HoldsProof::of(&Nonce([1; 32]), insider.author().unwrap(), b"a guess");
    let mut seen = Vec::new();
    for here in [false, true] {
        if here {
            server.uploaded(&token, &file).await;
        }
        let path = format!("/v1/blobs/{}", file.sha256);
        let mut answers = vec![
            server.ask(&other, &path).await,
            server.ask(&other, &format!("{path}/thumb")).await,
            server.tus("HEAD", &other, &path).send().await.unwrap(),
            server.begin(&other, &file.sha256, size).await,
            answered(&server, &other, &file, &wrong).await,
            server.tus("HEAD", &other, &path).send().await.unwrap(),
            server.sent(&other, &file.sha256, 0, &file.bytes[..9]).await,
            server.begin(&other, &file.sha256, size).await,
        ];
        answers.push(server.tus("DELETE", &other, &path).send().await.unwrap());
        let said: Vec<_> = answers.iter().map(told).collect();
        nonce(&answers[3]);
        seen.push(said);
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn a_small_copy_stands_for_its_senders_facts_alone() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    // Two more claim the photo, of whom one's visits the first may see and one's not.
    let (colleague, near) = server.tablet("410523").await;
    named(&server, &colleague, &near, 1).await;
    let (_insider, far) = insider(&server).await;
    let (_watcher, there) = server.tablet("410523101").await;
    server.small_copy(&near, &file.sha256, b"false").await;
    server.small_copy(&far, &file.sha256, b"foreign").await;
    server.closed(&token, &file).await;
    server.small_copy(&token, &file.sha256, b"the first").await;
    for token in [&token, &near] {
        assert_eq!(server.shown(token, &file).await, b"the first");
    }
    for token in [&far, &there] {
        assert_eq!(server.shown(token, &file).await, b"foreign");
    }
    server.uploaded(&token, &file).await;
    for token in [&token, &near] {
        let made = server.shown(token, &file).await;
        assert_eq!(made[..3], [0xff, 0xd8, 0xff], "made of the photo itself");
    }
    for token in [&far, &there] {
        assert_eq!(server.shown(token, &file).await, b"foreign");
    }
    // What comes later spoils nothing, either.
    server.small_copy(&near, &file.sha256, b"late").await;
    assert_eq!(server.shown(&token, &file).await[..2], [0xff, 0xd8]);
    server.uploaded(&far, &file).await;
    assert_eq!(server.shown(&there, &file).await[..2], [0xff, 0xd8]);
}

#[tokio::test]
async fn a_colleague_who_brings_a_photo_back_opens_it_for_himself_alone() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    let (_colleague, other) = server.tablet("410523105").await;
    let (_third, third) = server.tablet("410523105").await;
    server.uploaded(&other, &file).await;
    // The county has it, and so has he.
    assert_eq!(server.files(file.visit).missing, 0);
    let path = format!("/v1/blobs/{}", file.sha256);
    let given = ok(server.ask(&other, &path).await).await;
    assert!(given.bytes().await.unwrap() == file.bytes);
    for token in [&token, &third] {
        server.closed(token, &file).await;
    }
    let begun = ok(server.begin(&token, &file.sha256, file.bytes.len()).await).await;
    let proof = HoldsProof::of(&nonce(&begun), tablet.author().unwrap(), &file.bytes);
    let shown = answered(&server, &token, &file, &proof).await;
    assert_eq!(offset(&ok(shown).await), file.bytes.len());
    for token in [&token, &third] {
        ok(server.ask(token, &path).await).await;
    }
}
