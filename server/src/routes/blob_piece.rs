//! `PATCH /v1/blobs/{sha256}`

use std::pin::pin;

use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt;
use kakou_store::{BlobName, LARGEST_FILE, UploadState};
use kakou_sync::protocol::Problem;
use tower_http::timeout::TimeoutBody;

use super::answer::Refusal;
use super::path::File;
use super::token::Token;
use super::tus::checksum::Checksum;
use super::{Shared, blob_end, body, tus};
use crate::office::Uploading;
use crate::openapi::wire;

/// Goes on with an upload at the byte where it stands.
///
/// What arrives is kept also when the connection breaks. The last byte brings the file to its end:
/// it is proved by its hash and durable before the answer. A newer request for the same upload takes
/// the place of an older one.
#[utoipa::path(
    patch, path = "/v1/blobs/{sha256}", tag = "files",
    params(
        ("sha256" = String, Path, description = "The hash of the evidence; `/thumb` after it for its small copy"),
        ("tus-resumable" = String, Header, description = "1.0.0"),
        ("upload-offset" = u64, Header, description = "Where the piece goes on"),
        ("upload-checksum" = Option<String>, Header, description = "`sha1` or `sha256` of the piece; it is then kept whole or not at all"),
    ),
    security(("token" = [])),
    request_body(content = wire::Bytes, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Kept; `upload-offset`"),
        (status = 400, description = "`bad-upload`, `bad-checksum`, `bad-blob-name`, `body-broken-off`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`upload-unknown`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 408, description = "`body-stalled`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`upload-offset`: it stands elsewhere; `upload-superseded`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`upload-expired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`tus-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 413, description = "`upload-too-long`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 415, description = "`bad-content-type`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`blob-wrong-hash`: the upload is gone and may begin again", body = wire::Problem, content_type = "application/problem+json"),
        (status = 460, description = "`checksum-mismatch`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
        (status = 507, description = "`no-room-for-blobs`, `disk-full`", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn patch(
    State(shared): State<Shared>,
    Token(token): Token,
    File(name): File,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    if !tus::is_piece(&headers) {
        body::drop_rest(body, shared.stall).await;
        let detail = "a piece is application/offset+octet-stream";
        return Err(Problem::new(415, "bad-content-type", detail).into());
    }
    let offset = tus::offset(&headers)?;
    let state = take(&shared, &token, &name, offset, &headers, body).await?;
    Ok(tus::stands(StatusCode::NO_CONTENT, &state))
}

/// A client that knows neither PATCH nor DELETE says in a header what it means.
pub(crate) async fn post(
    shared: State<Shared>,
    token: Token,
    file: File,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let meant = headers.get(tus::METHOD);
    match meant.and_then(|method| method.to_str().ok()) {
        Some("PATCH") => patch(shared, token, file, headers, body).await,
        Some("DELETE") => blob_end::delete(shared, token, file).await,
        _ => Err(super::method_not_allowed().await),
    }
}

/// Takes the bytes of a request, each as soon as it comes; with a checksum all of them or none.
pub(super) async fn take(
    shared: &Shared,
    token: &str,
    name: &BlobName,
    offset: u64,
    headers: &HeaderMap,
    body: Body,
) -> Result<UploadState, Refusal> {
    let begun = async {
        let checksum = Checksum::of(headers)?;
        let uploading = shared.office.go_on(token, name, offset).await?;
        Ok::<_, Problem>((checksum, uploading))
    };
    let (checksum, mut uploading) = match begun.await {
        Ok(begun) => begun,
        Err(problem) => {
            body::drop_rest(body, shared.stall).await;
            return Err(Refusal::from(problem));
        }
    };
    match checksum {
        Some(checksum) => {
            let most = usize::try_from(LARGEST_FILE).unwrap_or(usize::MAX);
            let piece = body::read(body, most, shared.stall).await?;
            checksum.check(&piece)?;
            uploading.take(&piece).await?;
        }
        None => pour(shared, &mut uploading, body).await?,
    }
    Ok(uploading.state().clone())
}

async fn pour(shared: &Shared, uploading: &mut Uploading, body: Body) -> Result<(), Problem> {
    let state = uploading.state();
    let room = state.size - state.offset;
    if body.size_hint().lower() > room {
        body::drop_rest(body, shared.stall).await;
        let detail = "the piece is longer than what is still missing";
        return Err(Problem::new(413, "upload-too-long", detail));
    }
    let mut body = pin!(TimeoutBody::new(shared.stall, body));
    let mut newer = pin!(uploading.newer().comes());
    loop {
        let frame = tokio::select! {
            frame = body.frame() => frame,
            () = &mut newer => {
                let detail = "a newer request goes on with this upload";
                return Err(Problem::new(409, "upload-superseded", detail));
            }
        };
        let Some(frame) = frame else { return Ok(()) };
        let frame = frame.map_err(|error| body::broken(error.as_ref()))?;
        if let Some(piece) = frame.data_ref().filter(|piece| !piece.is_empty()) {
            uploading.take(piece).await?;
        }
    }
}
