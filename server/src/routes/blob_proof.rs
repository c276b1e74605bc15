//! `POST /v1/blobs/{sha256}/proof`

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kakou_sync::protocol::HeldRequest;

use super::answer::Refusal;
use super::path::File;
use super::token::Token;
use super::{Shared, body, tus};
use crate::openapi::wire;

/// Shows that a device has a file, so that it need not send it.
///
/// Answers the `kakou-nonce` of the announcement: SHA-256 over the framed fields (`kakou/1/holds`, nonce,
/// author, the file). A nonce is good for one answer and five minutes. The refusal does not tell whether
/// the answer is wrong or the file is not here: the device goes on and sends it.
#[utoipa::path(
    post, path = "/v1/blobs/{sha256}/proof", tag = "files",
    params(
        ("sha256" = String, Path, description = "The hash of the evidence"),
        ("tus-resumable" = String, Header, description = "1.0.0"),
    ),
    security(("token" = [])),
    request_body = wire::HeldRequest,
    responses(
        (status = 204, description = "The file is here, and the device has brought it; `upload-offset`"),
        (status = 400, description = "`bad-blob-name`, `bad-request`, `body-broken-off`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`blob-not-named`: no fact that the device may see names the file", body = wire::Problem, content_type = "application/problem+json"),
        (status = 408, description = "`body-stalled`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`tus-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body-too-large`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`blob-not-shown`: to be sent", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn prove(
    State(shared): State<Shared>,
    Token(token): Token,
    File(name): File,
    body: Body,
) -> Result<Response, Refusal> {
    let request: HeldRequest = body::read_json(body, shared.stall).await?;
    let state = shared.office.held(&token, &name, &request.proof).await?;
    Ok(tus::stands(StatusCode::NO_CONTENT, &state))
}
