//! `GET /v1/journals/{author}/entries?from=SEQ`

use axum::extract::State;
use kakou_domain::Seq;
use kakou_sync::protocol::Protocol;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::Shared;
use super::answer::{ParcelBytes, Refusal};
use super::path::{Asked, Author};
use super::token::Token;
use crate::openapi::wire;

/// From where on.
#[derive(Debug, Deserialize)]
pub(crate) struct From {
    #[serde(default, deserialize_with = "seq")]
    from: Seq,
}

/// The largest seq: what every JSON reader keeps exactly.
const MOST: u64 = (1 << 53) - 1;

fn seq<'de, D: Deserializer<'de>>(number: D) -> Result<Seq, D::Error> {
    match u64::deserialize(number)? {
        number @ ..=MOST => Ok(Seq(number)),
        number => Err(Error::custom(format!(
            "no seq is above {MOST}, as {number} is"
        ))),
    }
}

/// Gives a journal's entries, to refill a tablet.
///
/// The device's own journals come whole; of others' what lies outside its divisions is withheld.
/// The parcel's heading says from where on there is more.
#[utoipa::path(
    get, path = "/v1/journals/{author}/entries", tag = "protocol",
    params(
        ("author" = String, Path, description = "Any author"),
        ("from" = Option<u64>, Query, maximum = 9007199254740991_i64, description = "The first entry, from 1"),
    ),
    security(("token" = [])),
    responses(
        (status = 200, description = "A parcel of one part, or of none at the end", body = wire::Bytes, content_type = "application/vnd.kakou.parcel"),
        (status = 400, description = "`bad-author`, `bad-query`, `protocol-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`unknown-journal`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
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
