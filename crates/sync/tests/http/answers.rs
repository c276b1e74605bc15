//! What the client makes of each answer.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use kakou_domain::{AuthorId, Clock};
use kakou_sync::protocol::Protocol;
use kakou_sync::{Http, PlainHttp, SyncError, on_contact, server_address};
use kakou_test_support::TestClock;
use serde_json::json;

use crate::fake::{Answer, Fake, answer, problem, spoken};

const STALL: Duration = Duration::from_millis(300);

fn now() -> DateTime<FixedOffset> {
    TestClock::new().now()
}

fn http(fake: &Fake) -> Http {
    let base = server_address(&fake.url, PlainHttp::Loopback).unwrap();
    Http::new(base, STALL, Arc::new(|_, _| ())).unwrap()
}

/// What asking for a journal's state comes to.
async fn asking(answers: Vec<Answer>) -> SyncError {
    let fake = Fake::answering(answers);
    let asked = http(&fake).journal("token", AuthorId([1; 16])).await;
    asked.unwrap_err()
}

#[tokio::test]
async fn a_log_in_page_of_the_network_is_recognised() {
    let page = b"<html>Please log in</html>";
    for captive in [
        answer("200 OK", &[("content-type", "text/html")], page),
        answer("302 Found", &[("location", "http://login.example/")], b""),
        answer("511 Network Authentication Required", &[], page),
        answer("502 Bad Gateway", &[], page),
    ] {
        let error = asking(vec![captive]).await;
        assert_eq!(error.code(), "captive-portal");
        assert!(error.passes_by_itself());
    }
}

#[tokio::test]
async fn another_version_of_the_protocol_is_named_and_not_tried_again() {
    let other = answer("200 OK", &[("kakou-protocol", "2")], b"{}");
    let error = asking(vec![other]).await;
    assert_eq!(error.code(), "protocol-version");
    assert!(error.to_string().contains('2'));
    assert!(!error.passes_by_itself());
}

#[tokio::test]
async fn nothing_at_all_is_given_up_after_the_stall_time() {
    let begun = Instant::now();
    let error = asking(vec![Answer::Silence]).await;
    assert_eq!(error.code(), "stalled");
    assert!(begun.elapsed() >= STALL && begun.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_long_batch_has_the_time_that_a_slow_network_needs_for_it() {
    let Answer::Bytes(told) = spoken("409 No", now(), &problem(409, "closed")) else {
        unreachable!("a spoken answer has bytes");
    };
    let push = async |bytes: usize| {
        let fake = Fake::answering(vec![Answer::Late(3 * STALL, told.clone())]);
        let http = http(&fake);
        let pushed = http.push("token", AuthorId([1; 16]), vec![7; bytes]);
        pushed.await.unwrap_err().code().to_owned()
    };
    assert_eq!(
        push(20_000).await,
        "closed",
        "twenty seconds at a kilobyte a second"
    );
    assert_eq!(push(200).await, "stalled");
}

#[tokio::test]
async fn nobody_at_the_other_end_is_unreachable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let (_, asked) = std::sync::mpsc::channel();
    let http = http(&Fake { url, asked });
    let error = http.journal("token", AuthorId([1; 16])).await.unwrap_err();
    assert_eq!(error.code(), "unreachable");
    assert!(error.passes_by_itself());
}

#[tokio::test]
async fn an_answer_that_is_cut_off_or_makes_no_sense_is_no_answer() {
    let cut_off = b"HTTP/1.1 200 OK\r\nkakou-protocol: 1\r\ncontent-length: 99\r\n\r\n{\"seq\":";
    let error = asking(vec![Answer::Bytes(cut_off.to_vec())]).await;
    assert!(error.passes_by_itself(), "{error:?}");
    let nonsense = spoken("200 OK", now(), &json!({ "seq": "three" }));
    let error = asking(vec![nonsense]).await;
    assert_eq!(error.code(), "bad-answer");
}

#[tokio::test]
async fn the_server_says_when_to_come_again() {
    let busy = [("kakou-protocol", "1"), ("retry-after", "17")];
    let body = problem(503, "busy").to_string();
    let error = asking(vec![answer("503 Busy", &busy, body.as_bytes())]).await;
    assert_eq!((error.code(), error.retry_after()), ("busy", Some(17)));
    assert!(error.passes_by_itself());
    // Without a body that says more, too.
    let error = asking(vec![answer("429 Slow Down", &busy, b"")]).await;
    assert_eq!((error.code(), error.retry_after()), ("refused", Some(17)));
    assert!(error.passes_by_itself());
}

#[tokio::test]
async fn what_did_not_arrive_whole_is_sent_again_without_a_person() {
    for (status, code) in [
        (400, "body-broken-off"),
        (408, "body-stalled"),
        (404, "upload-unknown"),
        (409, "upload-offset"),
        (410, "upload-expired"),
    ] {
        let line = format!("{status} No");
        let error = asking(vec![spoken(&line, now(), &problem(status, code))]).await;
        assert_eq!(error.code(), code);
        assert!(error.passes_by_itself(), "{code}");
    }
}

#[tokio::test]
async fn no_token_and_anothers_token_stop() {
    for (status, code) in [(401, "unauthorized"), (403, "retired")] {
        let line = format!("{status} No");
        let error = asking(vec![spoken(&line, now(), &problem(status, code))]).await;
        assert_eq!(error.code(), code);
        assert!(!error.passes_by_itself());
    }
}

#[tokio::test]
async fn a_request_says_who_asks_and_in_which_version() {
    let fake = Fake::answering(vec![Answer::Bytes(Vec::new())]);
    let _ = http(&fake).journal("secret", AuthorId([0xab; 16])).await;
    let asked = fake.next_asked();
    let path = format!("GET /v1/journals/{} HTTP/1.1", "ab".repeat(16));
    assert!(asked.head.starts_with(&path), "{}", asked.head);
    assert!(asked.head.contains("kakou-protocol: 1\r\n"));
    assert!(asked.head.contains("authorization: Bearer secret\r\n"));
}

#[tokio::test]
async fn a_contact_tells_the_servers_time_even_when_it_says_no() {
    let ahead = now() + chrono::Duration::hours(1);
    let fake = Fake::answering(vec![spoken("401 No", ahead, &problem(401, "unauthorized"))]);
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = told.clone();
    let base = server_address(&fake.url, PlainHttp::Loopback).unwrap();
    let note = move |time, trip| tell.lock().unwrap().push((time, trip));
    let http = Http::new(base, STALL, Arc::new(note)).unwrap();
    http.journal("token", AuthorId([1; 16])).await.unwrap_err();
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, ahead);
    assert!(
        (0..10_000).contains(&told[0].1),
        "a round trip in milliseconds"
    );
}

#[tokio::test]
async fn the_drift_that_was_measured_stands_in_the_next_visit() {
    let dir = tempfile::tempdir().unwrap();
    let clock = TestClock::new();
    let store = kakou_store::Store::open_or_create(dir.path(), clock.clone()).unwrap();
    let store = Arc::new(store);
    let ahead = clock.now() + chrono::Duration::hours(1);
    let fake = Fake::answering(vec![spoken("401 No", ahead, &problem(401, "unauthorized"))]);
    let base = server_address(&fake.url, PlainHttp::Loopback).unwrap();
    let http = Http::new(base, STALL, on_contact(&store)).unwrap();
    http.journal("token", AuthorId([1; 16])).await.unwrap_err();
    let status = store.status().unwrap();
    let drift = status.clock_drift_ms.unwrap();
    assert!((3_590_000..3_610_000).contains(&drift), "{drift}");
    assert!(status.last_contact.is_some());

    let kind = kakou_domain::SiteKind::new("shop").unwrap();
    let division = "410523105201".parse().unwrap();
    store.site_add(division, kind, "为民超市", None).unwrap();
    let part = store.journal_entries(status.author, kakou_domain::Seq(1), None);
    let item = part.unwrap().unwrap().batch.items.remove(0);
    let kakou_journal::Item::Payload(payload) = item else {
        panic!("the own payloads are here");
    };
    let fact: serde_json::Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(fact["clock"]["drift_ms"], drift);
}
