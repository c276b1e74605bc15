//! `POST /v1/journals/{author}/successor`

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use kakou_sync::protocol::Protocol;

use super::answer::Refusal;
use super::path::Author;
use super::token::Token;
use super::{Shared, body};
use crate::openapi::wire;

/// Lets a device's journal go on under a new key.
///
/// The old journal is closed and takes no more entries. The token holds for the new author.
#[utoipa::path(
    post, path = "/v1/journals/{author}/successor", tag = "protocol",
    params(("author" = String, Path, description = "The author of the journal that is closed")),
    security(("token" = [])),
    request_body = wire::SuccessorRequest,
    responses(
        (status = 204, description = "Admitted; also when it was before"),
        (status = 400, description = "`bad-author`, `bad-request`, `protocol-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`not-your-journal`, `retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 408, description = "`body-stalled`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`author-taken`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body-too-large`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`bad-signature`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn successor(
    State(shared): State<Shared>,
    Token(token): Token,
    Author(before): Author,
    body: Body,
) -> Result<StatusCode, Refusal> {
    let request = body::read_json(body, shared.stall).await?;
    shared.office.succeed(&token, before, request).await?;
    Ok(StatusCode::NO_CONTENT)
}
