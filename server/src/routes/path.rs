//! What stands in the address.

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use kakou_domain::AuthorId;
use kakou_store::{BlobName, Part};
use kakou_sync::protocol::Problem;
use serde::de::DeserializeOwned;

use super::answer::Refusal;

/// The `{author}` of the path.
pub(crate) struct Author(pub(crate) AuthorId);

impl<S: Send + Sync> FromRequestParts<S> for Author {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let bad = |detail: String| Problem::new(400, "bad-author", detail);
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|error| bad(error.body_text()))?;
        text.parse()
            .map(Self)
            .map_err(|error: kakou_domain::IdError| bad(error.to_string()).into())
    }
}

/// The file of the path: `{sha256}`, or `{sha256}/thumb`.
pub(crate) struct File(pub(crate) BlobName);

impl<S: Send + Sync> FromRequestParts<S> for File {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let bad = |detail: String| Problem::new(400, "bad-blob-name", detail);
        let Path(sha256) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|error| bad(error.body_text()))?;
        let part = match parts.uri.path().ends_with("/thumb") {
            true => Part::Thumbnail,
            false => Part::Whole,
        };
        let name = BlobName::new(&sha256, part).map_err(|error| bad(error.to_string()))?;
        Ok(Self(name))
    }
}

/// What stands behind the `?`.
pub(crate) struct Asked<T>(pub(crate) T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(asked)| Self(asked))
            .map_err(|error| Problem::new(400, "bad-query", error.body_text()).into())
    }
}
