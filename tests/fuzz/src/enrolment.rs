//! What is scanned or typed to enrol.

use kakou_store::read_code;
use kakou_sync::{PlainHttp, read_enrol_text, server_address};

use crate::code::is_a_code;

/// Reads the bytes as what a tablet is given to enrol: a QR code's text, a code, a server's address.
pub fn enrolment(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let found = read_enrol_text(text);
    code(&found.code);
    code(text);
    address(text);
    if let Some(server) = &found.server {
        address(server);
    }
}

/// A code is read as it was meant, and what is read is read as itself.
fn code(typed: &str) {
    match read_code(typed) {
        Err(refused) => is_a_code(refused.code()),
        Ok((secret, print)) => {
            assert_eq!((secret.len(), print.len()), (8, 14));
            let plain = format!("{secret}{print}");
            assert_eq!(read_code(&plain).unwrap(), (secret, print));
        }
    }
}

/// What is taken as an address is one that requests can be joined to, encrypted or allowed.
fn address(typed: &str) {
    let allowed = server_address(typed, PlainHttp::Local);
    match server_address(typed, PlainHttp::Loopback) {
        Err(refused) => is_a_code(refused.code()),
        Ok(url) => {
            assert_eq!(allowed.as_ref().ok(), Some(&url));
            assert_eq!(
                server_address(url.as_str(), PlainHttp::Loopback).ok(),
                Some(url.clone())
            );
            let feed = url.join("v1/feed").unwrap();
            assert_eq!(feed.as_str(), format!("{url}v1/feed"));
            assert_eq!((feed.scheme(), feed.host()), (url.scheme(), url.host()));
        }
    }
}
