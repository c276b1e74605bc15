//! `GET /v1/journals/{author}`

use axum::Json;
use axum::extract::State;
use kakou_sync::protocol::{JournalState, Protocol};

use super::Shared;
use super::answer::Refusal;
use super::path::Author;
use super::token::Token;
use crate::openapi::wire;

/// Says where the server has a journal.
#[utoipa::path(
    get, path = "/v1/journals/{author}", tag = "protocol",
    params(("author" = String, Path, description = "The device itself, one that it went on from, or headquarters")),
    security(("token" = [])),
    responses(
        (status = 200, description = "Where it stands", body = wire::JournalState),
        (status = 400, description = "`bad-author`, `protocol-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`not-your-journal`, `retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn journal(
    State(shared): State<Shared>,
    Token(token): Token,
    Author(author): Author,
) -> Result<Json<JournalState>, Refusal> {
    Ok(Json(shared.office.journal(&token, author).await?))
}
