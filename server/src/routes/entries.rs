//! `GET /v1/journals/{author}/entries?from=SEQ`

use axum::extract::State;
use kakou_domain::Seq;
use kakou_sync::protocol::Protocol;
use serde::Deserialize;

use super::Shared;
use super::answer::{ParcelBytes, Refusal};
use super::path::{Asked, Author};
use super::token::Token;
use crate::openapi::wire;

/// From where on.
#[derive(Debug, Deserialize)]
pub(crate) struct From {
    #[serde(default)]
    from: Seq,
}

/// Gives a journal's entries, to refill a tablet.
///
/// The device's own journals come whole; of others' what lies outside its divisions is withheld.
/// The parcel's heading says from where on there is more.
#[utoipa::path(
    get, path = "/v1/journals/{author}/entries", tag = "protocol",
    params(
        ("author" = String, Path, description = "Any author"),
        ("from" = Option<u64>, Query, description = "The first entry, from 1"),
    ),
    security(("token" = [])),
    responses(
        (status = 200, description = "A parcel of one part, or of none at the end", body = Vec<u8>, content_type = "application/vnd.kakou.parcel"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`unknown-journal`", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn entries(
    State(shared): State<Shared>,
    Token(token): Token,
    Author(author): Author,
    Asked(From { from }): Asked<From>,
) -> Result<ParcelBytes, Refusal> {
    let bytes = shared.office.entries(&token, author, from).await?;
    Ok(ParcelBytes(bytes))
}
