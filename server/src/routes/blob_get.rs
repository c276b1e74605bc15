//! `GET /v1/blobs/{sha256}`

use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, ETAG, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use http_range_header::parse_range_header;
use kakou_sync::protocol::Protocol;

use super::Shared;
use super::answer::Refusal;
use super::path::File;
use super::token::Token;
use crate::openapi::wire;

/// Gives a file, or a range of it, to a device that sees a fact that names it, of an author who brought
/// it.
#[utoipa::path(
    get, path = "/v1/blobs/{sha256}", tag = "files",
    params(
        ("sha256" = String, Path, description = "The hash of the evidence; `/thumb` after it for its small copy"),
        ("range" = Option<String>, Header, description = "One range of bytes"),
    ),
    security(("token" = [])),
    responses(
        (status = 200, description = "The file", body = wire::Bytes, content_type = "application/octet-stream"),
        (status = 206, description = "The range", body = wire::Bytes, content_type = "application/octet-stream"),
        (status = 400, description = "`bad-blob-name`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`blob-not-named`; `blob-not-here`: its author has not brought it yet", body = wire::Problem, content_type = "application/problem+json"),
        (status = 416, description = "The file has no such range"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(shared): State<Shared>,
    Token(token): Token,
    File(name): File,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let bytes = shared.office.blob(&token, &name).await?;
    let fixed = [
        (ACCEPT_RANGES, "bytes".to_owned()),
        (
            CACHE_CONTROL,
            "private, max-age=31536000, immutable".to_owned(),
        ),
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (ETAG, format!("\"{name}\"")),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    let all = bytes.len();
    let asked = headers.get(RANGE).and_then(|value| value.to_str().ok());
    // What is no range of bytes is no question for one.
    let asked = asked.and_then(|text| parse_range_header(text).ok());
    let Some(asked) = asked else {
        return Ok((fixed, bytes).into_response());
    };
    let Ok(ranges) = asked.validate(all as u64) else {
        let none = [(CONTENT_RANGE, format!("bytes */{all}"))];
        return Ok((StatusCode::RANGE_NOT_SATISFIABLE, none).into_response());
    };
    let [range] = ranges.as_slice() else {
        return Ok((fixed, bytes).into_response());
    };
    let (first, last) = (*range.start(), *range.end());
    let piece =
        bytes.get(usize::try_from(first).unwrap_or(all)..=usize::try_from(last).unwrap_or(all));
    let piece = piece.unwrap_or_default().to_vec();
    let place = [(CONTENT_RANGE, format!("bytes {first}-{last}/{all}"))];
    Ok((StatusCode::PARTIAL_CONTENT, fixed, place, piece).into_response())
}
