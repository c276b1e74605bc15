//! `HEAD /v1/blobs/{sha256}`

use axum::extract::State;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kakou_sync::protocol::Problem;

use super::Shared;
use super::answer::Refusal;
use super::path::File;
use super::token::Token;
use super::tus;
use crate::openapi::wire;

/// Says where an upload stands; without `tus-resumable`, whether the file is here for this device.
#[utoipa::path(
    head, path = "/v1/blobs/{sha256}", tag = "files",
    params(
        ("sha256" = String, Path, description = "The hash of the evidence; `/thumb` after it for its small copy"),
        ("tus-resumable" = Option<String>, Header, description = "1.0.0"),
    ),
    security(("token" = [])),
    responses(
        (status = 200, description = "`upload-offset` and `upload-length`"),
        (status = 400, description = "`bad-blob-name`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`upload-unknown`, `blob-not-here`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`upload-expired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`tus-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn head(
    State(shared): State<Shared>,
    Token(token): Token,
    File(name): File,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let state = shared.office.upload_state(&token, &name).await?;
    let whole = state.expires_at.is_none();
    if !whole && !headers.contains_key(tus::RESUMABLE) {
        let detail = "the file has not been uploaded yet";
        return Err(Problem::new(404, "blob-not-here", detail).into());
    }
    let mut response = tus::stands(StatusCode::OK, &state);
    response
        .headers_mut()
        .insert(tus::LENGTH, state.size.into());
    if whole {
        response
            .headers_mut()
            .insert(CONTENT_LENGTH, state.size.into());
    }
    Ok(response)
}
