//! `GET /v1/feed?epoch=E&after=N`

use axum::extract::State;
use kakou_sync::protocol::{FeedRequest, Protocol};
use serde::Deserialize;

use super::Shared;
use super::answer::{ParcelBytes, Refusal};
use super::path::Asked;
use super::token::Token;
use crate::openapi::wire;

/// Where the feed was left; nothing is «from the start».
#[derive(Debug, Deserialize)]
pub(crate) struct Cursor {
    #[serde(default)]
    epoch: String,
    #[serde(default)]
    after: u64,
}

/// Gives what others wrote, in the order in which the server took it in.
///
/// What lies outside the device's divisions stands as its hash, so that every chain verifies. A
/// cursor of another epoch begins again. The parcel's heading has the next cursor.
#[utoipa::path(
    get, path = "/v1/feed", tag = "protocol",
    params(
        ("epoch" = Option<String>, Query, description = "The epoch of the cursor"),
        ("after" = Option<u64>, Query, description = "The cursor; beyond the end it begins again"),
    ),
    security(("token" = [])),
    responses(
        (status = 200, description = "A parcel", body = wire::Bytes, content_type = "application/vnd.kakou.parcel"),
        (status = 400, description = "`bad-query`, `protocol-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn feed(
    State(shared): State<Shared>,
    Token(token): Token,
    Asked(Cursor { epoch, after }): Asked<Cursor>,
) -> Result<ParcelBytes, Refusal> {
    let request = FeedRequest { epoch, after };
    Ok(ParcelBytes(shared.office.feed(&token, request).await?))
}
