//! What every answer carries.

use chrono::{DateTime, Duration, SecondsFormat};
use kakou_domain::Clock;
use kakou_sync::protocol::{BATCH_TYPE, PROTOCOL_HEADER, TIME_HEADER};
use kakou_test_support::visit;

use crate::device::encoded;
use crate::support::{is, ok, problem, refused, running};

#[tokio::test]
async fn every_answer_says_the_protocol_and_the_servers_time() {
    let server = running().await;
    for (method, path, status) in [
        ("GET", "/healthz", 200),
        ("GET", "/openapi.json", 200),
        ("GET", "/v1/feed", 401),
        ("GET", "/nowhere", 404),
        ("GET", "/v1/nowhere", 404),
        ("DELETE", "/v1/feed", 405),
        ("GET", "/v1/journals/x/entries", 401),
        ("POST", "/v1/enrol", 400),
    ] {
        let request = server
            .http
            .request(method.parse().unwrap(), server.url(path));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{method} {path}");
        assert_eq!(answer.headers()[PROTOCOL_HEADER], "1");
        let time = answer.headers()[TIME_HEADER].to_str().unwrap();
        let time = DateTime::parse_from_rfc3339(time).unwrap();
        assert_eq!(time.date_naive().to_string(), "2020-02-16");
        if status >= 400 {
            problem(answer).await;
        }
    }
}

#[tokio::test]
async fn another_version_of_the_protocol_is_refused_with_the_one_that_is_spoken() {
    let server = running().await;
    let request = server.http.get(server.url("/v1/feed"));
    let answer = request.header(PROTOCOL_HEADER, "2").send().await.unwrap();
    assert_eq!(answer.headers()[PROTOCOL_HEADER], "1");
    let problem = problem(answer).await;
    assert_eq!(
        (problem.status, problem.code.as_str()),
        (400, "protocol-version")
    );
    assert!(problem.detail.contains("version 1"));
}

#[tokio::test]
async fn a_plain_request_id_is_taken_over_and_another_is_replaced() {
    let server = running().await;
    for (given, kept) in [("abc-123", true), ("a b", false), ("", false)] {
        let request = server.http.get(server.url("/healthz"));
        let answer = request.header("x-request-id", given).send().await.unwrap();
        assert_eq!(answer.headers()["x-request-id"] == given, kept, "{given}");
    }
}

#[tokio::test]
async fn a_clock_that_is_told_with_a_push_is_measured_and_no_other_is_a_reason_to_refuse() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    let author = tablet.author().unwrap();
    let body = encoded(&tablet.next_push().unwrap());
    let behind = server.county.clock.now() - Duration::minutes(10);
    let behind = behind.to_rfc3339_opts(SecondsFormat::Millis, true);
    let url = server.url(&format!("/v1/journals/{author}/entries"));
    for (told, measured) in [
        (None, false),
        (Some(&b""[..]), false),
        (Some(b"yesterday"), false),
        (Some(b"\xff\xfe"), false),
        (Some(b"2020-02-30T08:00:00Z"), false),
        (Some(behind.as_bytes()), true),
    ] {
        let request = server.http.post(&url).bearer_auth(&token);
        let request = request
            .header("content-type", BATCH_TYPE)
            .body(body.clone());
        let request = match told {
            Some(told) => request.header(TIME_HEADER, told),
            None => request,
        };
        ok(request.send().await.unwrap()).await;
        let drift = server.county.drift(author).unwrap();
        assert_eq!(drift.is_some(), measured, "{told:?}");
    }
    let drift = server.county.drift(author).unwrap().unwrap();
    assert!((600_000..600_500).contains(&drift.ms), "{drift:?}");
}

#[tokio::test]
async fn a_token_is_needed_and_must_be_somebodys() {
    let server = running().await;
    let author = server.county.author().unwrap();
    let path = format!("/v1/journals/{author}");
    let without = server.get(&path).await;
    assert_eq!(without.headers()["www-authenticate"], "Bearer");
    assert_eq!(refused(without).await, is(401, "unauthorized"));
    let unknown = server.ask("nobody", &path).await;
    assert_eq!(refused(unknown).await, is(401, "unauthorized"));
    let basic = server
        .http
        .get(server.url(&path))
        .basic_auth("a", Some("b"));
    let basic = basic.send().await.unwrap();
    assert_eq!(refused(basic).await, is(401, "unauthorized"));
}
