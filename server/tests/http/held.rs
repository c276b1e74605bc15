//! Showing that one has a photo, instead of sending what somebody else has brought.

use kakou_journal::{HoldsProof, Nonce};
use kakou_sync::protocol::HeldRequest;
use kakou_test_support::Folder;
use reqwest::Response;

use crate::support::{Running, is, ok, refused, running};
use crate::uploads::{Sent, named, offset};

/// What an announcement asks.
pub(crate) fn nonce(announced: &Response) -> Nonce {
    let header = announced.headers()["kakou-nonce"].to_str();
    header.unwrap().parse().unwrap()
}

pub(crate) async fn answered(
    server: &Running,
    token: &str,
    file: &Sent,
    proof: &HoldsProof,
) -> Response {
    let path = format!("/v1/blobs/{}/proof", file.sha256);
    let request = HeldRequest { proof: *proof };
    let request = server.tus("POST", token, &path).json(&request);
    request.send().await.unwrap()
}

/// A photo that a tablet has brought, and another tablet that has it and names it, too.
async fn the_same() -> (Running, Sent, Folder, String) {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let file = named(&server, &tablet, &token, 1).await;
    server.uploaded(&token, &file).await;
    let (colleague, other) = server.tablet("410523").await;
    let same = named(&server, &colleague, &other, 1).await;
    assert_eq!(same.sha256, file.sha256);
    (server, same, colleague, other)
}

async fn asked(server: &Running, token: &str, file: &Sent) -> Nonce {
    let begun = ok(server.begin(token, &file.sha256, file.bytes.len()).await).await;
    assert_eq!(offset(&begun), 0);
    nonce(&begun)
}

#[tokio::test]
async fn what_somebody_else_has_brought_is_shown_and_not_sent() {
    let (server, file, colleague, other) = the_same().await;
    let nonce = asked(&server, &other, &file).await;
    let proof = HoldsProof::of(&nonce, colleague.author().unwrap(), &file.bytes);
    let shown = ok(answered(&server, &other, &file, &proof).await).await;
    assert_eq!(
        (shown.status().as_u16(), offset(&shown)),
        (204, file.bytes.len())
    );
    let again = ok(server.begin(&other, &file.sha256, file.bytes.len()).await).await;
    assert_eq!(offset(&again), file.bytes.len());
    assert!(
        !again.headers().contains_key("kakou-nonce"),
        "nothing is to come"
    );
    let open = std::fs::read_dir(server.county.folder().join("uploads"));
    assert_eq!(open.map_or(0, Iterator::count), 0);
}

#[tokio::test]
async fn only_the_right_answer_to_the_own_newest_question_counts() {
    let (server, file, colleague, other) = the_same().await;
    let author = colleague.author().unwrap();
    let (third, third_token) = server.tablet("410523").await;
    named(&server, &third, &third_token, 1).await;
    let right = |nonce: &Nonce| HoldsProof::of(nonce, author, &file.bytes);
    let refuse = async |proof: HoldsProof| {
        let answer = answered(&server, &other, &file, &proof).await;
        assert_eq!(refused(answer).await, is(422, "blob-not-shown"));
    };
    // Nothing was asked.
    refuse(right(&Nonce([7; 32]))).await;
    // Other bytes.
    let nonce = asked(&server, &other, &file).await;
    refuse(HoldsProof::of(&nonce, author, b"another")).await;
    // Tried once more.
    refuse(right(&nonce)).await;
    // An earlier question.
    let earlier = asked(&server, &other, &file).await;
    asked(&server, &other, &file).await;
    refuse(right(&earlier)).await;
    // Another device's question, and another device's answer to the own.
    let foreign = asked(&server, &third_token, &file).await;
    asked(&server, &other, &file).await;
    refuse(right(&foreign)).await;
    let nonce = asked(&server, &other, &file).await;
    refuse(HoldsProof::of(&nonce, third.author().unwrap(), &file.bytes)).await;
    // Too late.
    let nonce = asked(&server, &other, &file).await;
    server.county.clock.advance(5 * 60 * 1000);
    refuse(right(&nonce)).await;
    // It can still be sent, as by a tablet that knows nothing of this.
    server.uploaded(&other, &file).await;
}

#[tokio::test]
async fn who_sees_no_fact_that_names_a_file_is_asked_nothing() {
    let (server, file, _colleague, _) = the_same().await;
    let (elsewhere, token) = server.tablet("410523104").await;
    let author = elsewhere.author().unwrap();
    let proof = HoldsProof::of(&Nonce([7; 32]), author, &file.bytes);
    let answer = answered(&server, &token, &file, &proof).await;
    assert_eq!(refused(answer).await, is(404, "blob-not-named"));
}
