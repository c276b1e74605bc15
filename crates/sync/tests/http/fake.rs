//! A server on loopback that answers each request with the next of what a test gave it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

/// What comes back for one request.
#[derive(Clone)]
pub(crate) enum Answer {
    /// These bytes, and the connection is closed.
    Bytes(Vec<u8>),
    /// The same, after a while.
    Late(Duration, Vec<u8>),
    /// Nothing, with the connection open.
    Silence,
}

/// What was asked.
pub(crate) struct Asked {
    /// Request line and headers.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

pub(crate) struct Fake {
    pub(crate) url: String,
    pub(crate) asked: Receiver<Asked>,
}

impl Fake {
    /// The last answer is given again and again.
    pub(crate) fn answering(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let (tell, asked) = channel();
        std::thread::spawn(move || {
            let mut open = Vec::new();
            for n in 0.. {
                let Ok((mut stream, _)) = listener.accept() else {
                    break;
                };
                let answer = answers[n.min(answers.len() - 1)].clone();
                if tell.send(read(&stream)).is_err() {
                    break;
                }
                match answer {
                    Answer::Bytes(bytes) => drop(stream.write_all(&bytes)),
                    Answer::Late(wait, bytes) => {
                        std::thread::sleep(wait);
                        drop(stream.write_all(&bytes));
                    }
                    Answer::Silence => open.push(stream),
                }
            }
        });
        Self { url, asked }
    }

    pub(crate) fn next_asked(&self) -> Asked {
        self.asked.recv_timeout(Duration::from_secs(10)).unwrap()
    }
}

fn read(stream: &TcpStream) -> Asked {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            break;
        }
    }
    let lower = head.to_lowercase();
    let length = lower
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length = length.map_or(0, |length| length.trim().parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    Asked { head, body }
}

/// An answer with a status line, headers and a body.
pub(crate) fn answer(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut text = format!("HTTP/1.1 {status}\r\nconnection: close\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    Answer::Bytes([text.as_bytes(), body].concat())
}

/// An answer of a server that speaks the protocol, by its clock.
pub(crate) fn spoken(status: &str, time: DateTime<FixedOffset>, body: &Value) -> Answer {
    let time = time.to_rfc3339_opts(chrono::SecondsFormat::Millis, false);
    let headers = [("kakou-protocol", "1"), ("kakou-time", time.as_str())];
    answer(status, &headers, body.to_string().as_bytes())
}

/// A problem document with this status and code.
pub(crate) fn problem(status: u16, code: &str) -> Value {
    json!({ "type": format!("urn:kakou:problem:{code}"), "title": code, "status": status,
            "code": code, "detail": "as the test wants it" })
}
