//! Batches that are damaged or made to do harm. Nothing of them is taken, and each is named.

use kakou_domain::Seq;
use kakou_journal::{Batch, Signature, SoftwareKey};
use kakou_sync::protocol::Enrolment;
use kakou_test_support::visit;
use sha2::{Digest, Sha256};

use crate::device::{encoded, journal_of};
use crate::support::{Running, is, ok, refused, running};

async fn admitted(server: &Running) -> (SoftwareKey, Enrolment) {
    let key = SoftwareKey::generate().unwrap();
    let enrolment = server.admitted(&key).await;
    (key, enrolment)
}

#[tokio::test]
async fn a_batch_that_is_cut_off_anywhere_is_refused_whole() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    let author = tablet.author().unwrap();
    let batch = encoded(&tablet.next_push().unwrap());
    for length in (0..batch.len()).step_by(7) {
        let answer = server.push(&token, author, batch[..length].to_vec()).await;
        let (status, code) = refused(answer).await;
        assert_eq!(status, 400, "{code} at {length}");
    }
    let row = server.county.journal(author).unwrap().unwrap();
    assert_eq!(row.seq, Seq(0));
    ok(server.push(&token, author, batch).await).await;
}

#[tokio::test]
async fn a_batch_with_a_flipped_bit_is_refused_whole() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    let author = tablet.author().unwrap();
    let batch = encoded(&tablet.next_push().unwrap());
    for place in (0..batch.len()).step_by(5) {
        let mut flipped = batch.clone();
        flipped[place] ^= 1 << (place % 8);
        let answer = server.push(&token, author, flipped).await;
        let (status, code) = refused(answer).await;
        assert_eq!(status, 400, "{code} at {place}");
    }
    let row = server.county.journal(author).unwrap().unwrap();
    assert_eq!(row.seq, Seq(0));
}

#[tokio::test]
async fn a_wrong_signature_and_a_wrong_chain_are_refused() {
    let server = running().await;
    let (key, enrolment) = admitted(&server).await;
    let good = journal_of(&key, &[b"{}", b"[]"]);
    let mut unsigned = good.clone();
    unsigned.head.signature = Signature([7; 64]);
    let mut swapped = good.clone();
    swapped.items.swap(0, 1);
    let mut shortened = good.clone();
    shortened.items.pop();
    let push = async |batch: &Batch| {
        let (token, author) = (&enrolment.token, enrolment.author);
        refused(server.push(token, author, encoded(batch)).await).await
    };
    assert_eq!(push(&unsigned).await, is(422, "bad-signature"));
    let (status, code) = push(&swapped).await;
    assert!((409..=422).contains(&status), "{status} {code}");
    let (status, code) = push(&shortened).await;
    assert!((409..=422).contains(&status), "{status} {code}");
    let row = server.county.journal(enrolment.author).unwrap().unwrap();
    assert_eq!(row.seq, Seq(0));
}

#[tokio::test]
async fn a_body_of_fifty_megabytes_is_told_that_it_is_too_large() {
    let server = running().await;
    let (_, enrolment) = admitted(&server).await;
    let body = vec![0; 50 << 20];
    let answer = server.push(&enrolment.token, enrolment.author, body).await;
    assert_eq!(refused(answer).await, is(413, "body-too-large"));
}

#[tokio::test]
async fn who_sends_much_without_being_admitted_still_sees_why_it_is_refused() {
    let server = running().await;
    let (_, enrolment) = admitted(&server).await;
    let body = vec![0; 50 << 20];
    let answer = server.push("nobody", enrolment.author, body.clone()).await;
    assert_eq!(refused(answer).await, is(401, "unauthorized"));
    let url = server.url("/v1/enrol");
    let request = server.http.post(url).header("kakou-protocol", "2");
    let answer = request.body(body).send().await.unwrap();
    assert_eq!(refused(answer).await, is(400, "protocol-version"));
}

#[tokio::test]
async fn a_zstd_bomb_is_not_unpacked() {
    let server = running().await;
    let (_, enrolment) = admitted(&server).await;
    let frame = zstd::encode_all(&vec![0; 256 << 20][..], 3).unwrap();
    assert!(frame.len() < 100_000);
    let mut batch = b"KKB\x01\0\0\0\0".to_vec();
    batch.extend(u32::try_from(frame.len()).unwrap().to_be_bytes());
    let digest = Sha256::new().chain_update(&batch).chain_update(&frame);
    batch.extend(&digest.finalize()[..8]);
    batch.extend(frame);
    let answer = server.push(&enrolment.token, enrolment.author, batch).await;
    let (status, code) = refused(answer).await;
    assert_eq!(status, 400);
    assert!(["batch-too-large", "bad-compression"].contains(&code.as_str()));
}
