//! `POST /v1/journals/{author}/entries`

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use chrono::{DateTime, FixedOffset};
use kakou_sync::protocol::{MAX_BODY, Protocol, Pushed, TIME_HEADER};

use super::answer::Refusal;
use super::path::Author;
use super::token::Token;
use super::{Shared, body};
use crate::openapi::wire;

/// Takes in a batch of a journal, whole or not at all.
///
/// Entries that are known are fine. What the server keeps but cannot use is named in the receipt.
/// The receipt means that the journal is durable; what people look at follows.
#[utoipa::path(
    post, path = "/v1/journals/{author}/entries", tag = "protocol",
    params(
        ("author" = String, Path, description = "The device itself, one that it went on from, or headquarters"),
        ("kakou-time" = Option<String>, Header, description = "The device's own clock, RFC 3339; the server measures its drift by it"),
    ),
    security(("token" = [])),
    request_body(content = wire::Bytes, content_type = "application/vnd.kakou.batch", description = "A batch, at most 8 MiB"),
    responses(
        (status = 200, description = "Durable", body = wire::Receipt),
        (status = 400, description = "The batch cannot be read: `truncated-batch`, `damaged-batch`, `unknown-dictionary`, `batch-too-large` …; or `another-author`, `bad-author`, `protocol-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`not-your-journal`, `retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 408, description = "`body-stalled`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`gap`, `forked` (both with `have`), `closed`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body-too-large`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`bad-signature`, `head-mismatch` …", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
        (status = 507, description = "`disk-full`", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn push(
    State(shared): State<Shared>,
    Token(token): Token,
    Author(author): Author,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Pushed>, Refusal> {
    if let Err(problem) = shared.office.admits(&token).await {
        body::drop_rest(body, shared.stall).await;
        return Err(problem.into());
    }
    // Before the body is read: on a slow network that takes a while, which is no drift.
    if let Some(told) = time_of(&headers) {
        shared.office.note_clock(&token, told).await;
    }
    let batch = body::read(body, MAX_BODY, shared.stall).await?;
    Ok(Json(shared.office.push(&token, author, batch).await?))
}

/// What cannot be read is not there: nothing is refused for a clock.
fn time_of(headers: &HeaderMap) -> Option<DateTime<FixedOffset>> {
    let text = headers.get(TIME_HEADER)?.to_str().ok()?;
    DateTime::parse_from_rfc3339(text).ok()
}
