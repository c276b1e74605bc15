//! Stopping, and people who stand still.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use kakou_server::Options;
use kakou_test_support::{county, visit};

use crate::device::encoded;
use crate::support::{PATIENT, Running, running};

/// Sends the head of a push, and waits until the server wants the body.
fn begin_push(server: &Running, path: &str, token: &str, length: usize) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).unwrap();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: kakou\r\nauthorization: Bearer {token}\r\n\
         content-length: {length}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut said = [0; 25];
    stream.read_exact(&mut said).unwrap();
    assert_eq!(&said, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream
}

fn answer(mut stream: TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_under_way_is_finished_before_the_server_stops() {
    let mut server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    let batch = encoded(&tablet.next_push().unwrap());
    let path = format!("/v1/journals/{}/entries", tablet.author().unwrap());
    let mut stream = begin_push(&server, &path, &token, batch.len());
    stream.write_all(&batch[..10]).unwrap();
    server.begin_to_stop();
    until_refused(&server).await;
    stream.write_all(&batch[10..]).unwrap();
    let text = answer(stream);
    assert!(text.starts_with("HTTP/1.1 200 OK"), "{text}");
    let author = tablet.author().unwrap();
    let county = server.stopped().await;
    assert_eq!(
        county.journal(author).unwrap().unwrap().seq,
        tablet.status().unwrap().seq
    );
}

/// New connections are refused as soon as the server has heard.
async fn until_refused(server: &Running) {
    loop {
        match TcpStream::connect(server.address) {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => return,
            _ => tokio::task::yield_now().await,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_comes_also_when_somebody_never_finishes() {
    let options = Options {
        grace: Duration::from_millis(50),
        ..PATIENT
    };
    let server = Running::of(county(), options, None).await;
    let (tablet, token) = server.tablet("410523").await;
    let path = format!("/v1/journals/{}/entries", tablet.author().unwrap());
    let _stream = begin_push(&server, &path, &token, 1_000);
    server.stopped().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_stands_still_is_given_up() {
    let options = Options {
        stall: Duration::from_millis(50),
        ..PATIENT
    };
    let server = Running::of(county(), options, None).await;
    let (tablet, token) = server.tablet("410523").await;
    let path = format!("/v1/journals/{}/entries", tablet.author().unwrap());
    for path in [path.as_str(), "/v1/enrol"] {
        let mut stream = begin_push(&server, path, &token, 1_000);
        stream.write_all(b"KKB").unwrap();
        let text = answer(stream);
        assert!(text.starts_with("HTTP/1.1 408"), "{text}");
        assert!(text.contains("body-stalled"), "{text}");
    }
}
