//! What tus 1.0 asks of every request and answer, and its headers.

pub(crate) mod checksum;
pub(crate) mod metadata;

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, FixedOffset, Utc};
use kakou_store::{LARGEST_FILE, UploadState};
use kakou_sync::protocol::{PIECE_TYPE, Problem, TUS_VERSION};

use super::answer::Refusal;

pub(super) const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(super) const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
pub(super) const CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
pub(super) const METHOD: HeaderName = HeaderName::from_static("x-http-method-override");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// Refuses other versions of tus, and says ours on each answer. Reading needs no tus.
pub(super) async fn speak(request: Request, next: Next) -> Response {
    let said = request.headers().get(RESUMABLE);
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    let right = match said {
        Some(version) => version == TUS_VERSION,
        None => reads,
    };
    let mut response = if right {
        next.run(request).await
    } else {
        let detail = format!("uploads speak version {TUS_VERSION} of tus");
        let refusal = Refusal::from(Problem::new(412, "tus-version", detail));
        let mut response = refusal.into_response();
        let version = HeaderValue::from_static(TUS_VERSION);
        response.headers_mut().insert("tus-version", version);
        response
    };
    let version = HeaderValue::from_static(TUS_VERSION);
    response.headers_mut().insert(RESUMABLE, version);
    response
}

/// Says what of tus this server knows.
pub(super) async fn options() -> Response {
    let headers = [
        ("tus-version", TUS_VERSION.to_owned()),
        (
            "tus-extension",
            "creation,creation-with-upload,checksum,expiration,termination".to_owned(),
        ),
        ("tus-max-size", LARGEST_FILE.to_string()),
        ("tus-checksum-algorithm", "sha1,sha256".to_owned()),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Writes where an upload stands into an answer.
pub(super) fn stands(status: StatusCode, state: &UploadState) -> Response {
    let mut response = status.into_response();
    let headers = response.headers_mut();
    headers.insert(OFFSET, state.offset.into());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let expires = state.expires_at.map(http_date);
    if let Some(Ok(expires)) = expires.map(|text| HeaderValue::from_str(&text)) {
        headers.insert(EXPIRES, expires);
    }
    response
}

fn http_date(time: DateTime<FixedOffset>) -> String {
    let time = time.with_timezone(&Utc);
    time.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// A number in a header.
pub(super) fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Problem> {
    let text = headers.get(name).and_then(|value| value.to_str().ok());
    // A sign, which Rust would read, is no digit.
    let digits = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|text| text.parse().ok()).ok_or_else(|| {
        let detail = format!("the header {name} must be a number of bytes");
        Problem::new(400, "bad-upload", detail)
    })
}

/// Where a piece goes on.
///
/// # Errors
/// 400 without the header, or when it is no number.
pub fn offset(headers: &HeaderMap) -> Result<u64, Problem> {
    number(headers, &OFFSET)
}

/// Whether a body is a piece of an upload.
pub(super) fn is_piece(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind == PIECE_TYPE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_bytes_has_digits_and_nothing_else() {
        let read = |text: &'static str| {
            let headers = HeaderMap::from_iter([(OFFSET, HeaderValue::from_static(text))]);
            offset(&headers).map_err(|refused| refused.code)
        };
        assert_eq!(read("70"), Ok(70));
        for wrong in ["+70", "-0", "7 0", "", "18446744073709551616"] {
            assert_eq!(read(wrong), Err("bad-upload".to_owned()), "{wrong}");
        }
    }

    #[test]
    fn times_are_written_as_http_writes_them() {
        let time = DateTime::parse_from_rfc3339("2020-02-16T08:00:00+08:00").unwrap();
        assert_eq!(http_date(time), "Sun, 16 Feb 2020 00:00:00 GMT");
    }
}
