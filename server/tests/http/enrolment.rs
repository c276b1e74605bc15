//! Admitting devices.

use chrono::Duration;
use kakou_journal::{Signature, Signer, SoftwareKey, fingerprint};
use kakou_store::read_code;
use kakou_sync::protocol::{EnrolRequest, Enrolment};

use crate::support::{Running, is, ok, problem, refused, running};

fn key() -> SoftwareKey {
    SoftwareKey::generate().unwrap()
}

#[tokio::test]
async fn a_device_is_admitted_by_a_code_that_names_the_servers_key() {
    let server = running().await;
    let (key, code) = (key(), server.code("410523105"));
    let answer = ok(server.enrol(&key, &code, " 督查一组 ").await).await;
    let enrolment: Enrolment = answer.json().await.unwrap();
    assert_eq!(enrolment.author, key.public_key().author());
    assert_eq!(enrolment.name, "督查一组");
    assert_eq!(enrolment.divisions, ["410523105".parse().unwrap()]);
    assert_eq!(enrolment.epoch, server.county.epoch().unwrap());
    assert!(enrolment.headquarters.verify().is_ok());
    let (_, print) = read_code(&code).unwrap();
    assert_eq!(print, fingerprint(&enrolment.headquarters.server_key));
    let path = format!("/v1/journals/{}", enrolment.author);
    ok(server.ask(&enrolment.token, &path).await).await;
}

#[tokio::test]
async fn a_used_an_expired_and_an_unknown_code_are_told_apart() {
    let server = running().await;
    let code = server.code("410523");
    ok(server.enrol(&key(), &code, "甲").await).await;
    let used = server.enrol(&key(), &code, "乙").await;
    assert_eq!(refused(used).await, is(403, "code-used"));

    let unknown = server.enrol(&key(), "0000-0000-0000-0000-0000", "甲").await;
    assert_eq!(refused(unknown).await, is(403, "code-unknown"));

    let code = server.code("410523");
    server
        .county
        .clock
        .advance(Duration::hours(1).num_milliseconds());
    let expired = server.enrol(&key(), &code, "甲").await;
    assert_eq!(refused(expired).await, is(403, "code-expired"));
}

#[tokio::test]
async fn a_device_whose_answer_was_lost_asks_again_and_gets_a_new_token() {
    let server = running().await;
    let (key, code) = (key(), server.code("410523"));
    let first: Enrolment = ok(server.enrol(&key, &code, "甲").await)
        .await
        .json()
        .await
        .unwrap();
    let again: Enrolment = ok(server.enrol(&key, &code, "甲").await)
        .await
        .json()
        .await
        .unwrap();
    assert_ne!(first.token, again.token);
    let old = server.ask(&first.token, "/v1/feed").await;
    assert_eq!(refused(old).await, is(401, "unauthorized"));
    ok(server.ask(&again.token, "/v1/feed").await).await;
}

#[tokio::test]
async fn nobody_is_admitted_under_anothers_key() {
    let server = running().await;
    let code = server.code("410523");
    let (secret, _) = read_code(&code).unwrap();
    let public_key = key().public_key();
    let message = EnrolRequest::message(&secret, &public_key);
    for proof in [Signature([0; 64]), key().sign(&message).unwrap()] {
        let request = EnrolRequest {
            code: secret.clone(),
            public_key,
            name: "甲".to_owned(),
            proof,
            succeeds: None,
        };
        let answer = post(&server, serde_json::to_vec(&request).unwrap()).await;
        assert_eq!(refused(answer).await, is(422, "bad-signature"));
    }
    // The code was not used up by that.
    ok(server.enrol(&key(), &code, "甲").await).await;
}

#[tokio::test]
async fn a_name_is_short_and_plain() {
    let server = running().await;
    let code = server.code("410523");
    let long = "甲".repeat(41);
    for name in ["", "   ", "甲\n乙", "\u{7}", long.as_str()] {
        let answer = server.enrol(&key(), &code, name).await;
        assert_eq!(refused(answer).await, is(400, "bad-name"), "{name:?}");
    }
    ok(server.enrol(&key(), &code, &"甲".repeat(40)).await).await;
}

#[tokio::test]
async fn what_is_no_request_is_refused() {
    let server = running().await;
    let deep = format!("{{\"code\":{}", "[".repeat(10_000));
    for body in [&b""[..], b"[]", b"{\"code\":\"\xff\"}", deep.as_bytes()] {
        let answer = post(&server, body.to_vec()).await;
        assert_eq!(refused(answer).await, is(400, "bad-request"));
    }
    let answer = post(&server, vec![b' '; 100_000]).await;
    assert_eq!(refused(answer).await, is(413, "body-too-large"));
}

#[tokio::test]
async fn a_retired_device_is_refused_everywhere() {
    let server = running().await;
    let key = key();
    let enrolment = server.admitted(&key).await;
    server.county.retire(enrolment.author, "丢失").unwrap();
    let feed = server.ask(&enrolment.token, "/v1/feed").await;
    assert_eq!(refused(feed).await, is(403, "retired"));
    let push = server
        .push(&enrolment.token, enrolment.author, Vec::new())
        .await;
    assert_eq!(refused(push).await, is(403, "retired"));
    let code = server.code("410523");
    let again = server.enrol(&key, &code, "甲").await;
    assert_eq!(refused(again).await, is(403, "retired"));
}

#[tokio::test]
async fn who_guesses_codes_is_made_to_wait() {
    let server = running().await;
    let mut waiting = None;
    for _ in 0..100 {
        let guess = server.enrol(&key(), "0000-0000-0000-0000-0000", "甲").await;
        if guess.status() == 429 {
            waiting = Some(guess);
            break;
        }
    }
    let waiting = waiting.expect("a hundred guesses in a row");
    let seconds = waiting.headers()["retry-after"].clone();
    let problem = problem(waiting).await;
    assert_eq!(problem.code, "too-many-tries");
    let told = problem.retry_after.unwrap().to_string();
    assert_eq!(seconds.to_str().unwrap(), told);
    let counts = server.get("/metrics").await.text().await.unwrap();
    let refused = counts
        .lines()
        .find(|line| line.starts_with("kakou_enrolments_refused_total"));
    assert!(!refused.unwrap().ends_with(" 0"));
}

async fn post(server: &Running, body: Vec<u8>) -> reqwest::Response {
    let request = server.http.post(server.url("/v1/enrol")).body(body);
    request.send().await.unwrap()
}
