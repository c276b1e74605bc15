//! The headers of uploads.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use kakou_server::tus::{Checksum, announced, offset};
use kakou_store::{BlobName, Part};

use crate::code::is_a_code;

/// Reads the bytes as lines of headers, as those of an upload.
pub fn tus(bytes: &[u8]) {
    let headers = headers(bytes);
    match announced(&headers) {
        Err(refused) => {
            is_a_code(&refused.code);
            assert_eq!(refused.status, 400);
        }
        Ok(new) => {
            assert_eq!(new.name.to_string().parse(), Ok(new.name.clone()));
            let hash = BlobName::new(&new.hash, Part::Whole);
            assert!(hash.is_ok(), "{:?} can be the hash of no bytes", new.hash);
            if new.name.part() == Part::Whole {
                assert_eq!(new.name.sha256(), new.hash);
            }
            let metadata = text(&headers, "upload-metadata");
            let mut keys = metadata
                .split(',')
                .map(|pair| pair.trim().split(' ').next());
            let small = keys.any(|key| key == Some("thumb_of"));
            assert_eq!(small, new.name.part() == Part::Thumbnail);
            same_number(&headers, "upload-length", new.size);
        }
    }
    match offset(&headers) {
        Ok(offset) => same_number(&headers, "upload-offset", offset),
        Err(refused) => is_a_code(&refused.code),
    }
    match Checksum::of(&headers) {
        Ok(None) => assert!(!headers.contains_key("upload-checksum")),
        Ok(Some(checksum)) => {
            let refused = checksum.check(b"not what was hashed").err();
            assert_eq!(refused.map(|refused| refused.status), Some(460));
        }
        Err(refused) => is_a_code(&refused.code),
    }
}

/// tus and HTTP know digits only: no sign, nothing around them.
fn same_number(headers: &HeaderMap, name: &str, number: u64) {
    let text = text(headers, name);
    assert!(text.bytes().all(|byte| byte.is_ascii_digit()), "{text}");
    assert_eq!(text.parse(), Ok(number));
}

fn text(headers: &HeaderMap, name: &str) -> String {
    let value = headers.get(name).map(|value| value.to_str());
    value.and_then(Result::ok).unwrap_or_default().to_owned()
}

fn headers(bytes: &[u8]) -> HeaderMap {
    let lines = bytes.split(|byte| *byte == b'\n').filter_map(|line| {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let (name, value) = line.split_at(colon);
        let value = value.get(1..)?.trim_ascii();
        Some((
            HeaderName::from_bytes(name).ok()?,
            HeaderValue::from_bytes(value).ok()?,
        ))
    });
    lines.collect()
}
