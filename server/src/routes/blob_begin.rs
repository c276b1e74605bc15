//! `POST /v1/blobs`

use axum::body::Body;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use kakou_store::{BlobName, Part};
use kakou_sync::protocol::{NONCE_HEADER, Problem};

use super::answer::Refusal;
use super::token::Token;
use super::tus::metadata::announced;
use super::{Shared, blob_piece, body, tus};
use crate::office::Begun;
use crate::openapi::wire;

/// Announces a file by its hash (tus: creation, creation-with-upload).
///
/// A fact that the device may see must name the file. The same device announcing the same file again
/// finds the upload that it began: `upload-offset` says where it stands. A file that the device has
/// brought already stands at its length, and nothing is sent. Of any other it is asked by `kakou-nonce`
/// whether it can show that it has it (`POST /v1/blobs/{sha256}/proof`): somebody else may have brought it.
#[utoipa::path(
    post, path = "/v1/blobs", tag = "files",
    params(
        ("tus-resumable" = String, Header, description = "1.0.0"),
        ("upload-length" = u64, Header, description = "Bytes, at most 8 MiB"),
        ("upload-metadata" = String, Header, description = "`sha256` and the hash's 64 hex digits in base64; of a small copy also `thumb_of` and the hash of its evidence"),
    ),
    security(("token" = [])),
    request_body(content = wire::Bytes, content_type = "application/offset+octet-stream", description = "The first bytes; may be none"),
    responses(
        (status = 201, description = "Begun, or found; `location`, `upload-offset`, and `kakou-nonce` while the file is to come"),
        (status = 400, description = "`bad-upload`, `bad-checksum`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`blob-not-named`: no fact that the device may see names the file", body = wire::Problem, content_type = "application/problem+json"),
        (status = 408, description = "`body-stalled`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`blob-size-differs`, `upload-superseded`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`tus-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 413, description = "`blob-too-large`, `upload-too-long`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`blob-wrong-hash`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too-many-uploads`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
        (status = 460, description = "`checksum-mismatch`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
        (status = 507, description = "`no-room-for-blobs`, `disk-full`", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn begin(
    State(shared): State<Shared>,
    Token(token): Token,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let begun = async {
        let new = announced(&headers)?;
        let begun = shared.office.announce(&token, &new).await?;
        Ok::<_, Problem>((new.name, begun))
    };
    let (name, Begun { state, nonce }) = match begun.await {
        Ok(begun) => begun,
        Err(problem) => {
            body::drop_rest(body, shared.stall).await;
            return Err(Refusal::from(problem));
        }
    };
    let state = match tus::is_piece(&headers) && state.expires_at.is_some() && state.offset == 0 {
        true => blob_piece::take(&shared, &token, &name, 0, &headers, body).await?,
        false => {
            body::drop_rest(body, shared.stall).await;
            state
        }
    };
    let mut response = tus::stands(StatusCode::CREATED, &state);
    if let Ok(location) = HeaderValue::from_str(&location(&name)) {
        response.headers_mut().insert(LOCATION, location);
    }
    let nonce = nonce.filter(|_| state.expires_at.is_some());
    if let Some(Ok(nonce)) = nonce.map(|nonce| HeaderValue::from_str(&nonce.to_string())) {
        response.headers_mut().insert(NONCE_HEADER, nonce);
    }
    Ok(response)
}

/// Relative, so that it leads to the right place behind a proxy, too.
fn location(name: &BlobName) -> String {
    match name.part() {
        Part::Whole => format!("blobs/{}", name.sha256()),
        Part::Thumbnail => format!("blobs/{}/thumb", name.sha256()),
    }
}
