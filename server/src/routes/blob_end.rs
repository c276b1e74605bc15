//! `DELETE /v1/blobs/{sha256}`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Shared;
use super::answer::Refusal;
use super::path::File;
use super::token::Token;
use crate::openapi::wire;

/// Gives up an upload that is under way (tus: termination). A file that is here whole stays.
#[utoipa::path(
    delete, path = "/v1/blobs/{sha256}", tag = "files",
    params(
        ("sha256" = String, Path, description = "The hash of the evidence; `/thumb` after it for its small copy"),
        ("tus-resumable" = String, Header, description = "1.0.0"),
    ),
    security(("token" = [])),
    responses(
        (status = 204, description = "Given up"),
        (status = 400, description = "`bad-blob-name`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`upload-unknown`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`upload-expired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`tus-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn delete(
    State(shared): State<Shared>,
    Token(token): Token,
    File(name): File,
) -> Result<Response, Refusal> {
    shared.office.give_up(&token, &name).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
