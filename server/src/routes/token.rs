//! The bearer token of a request.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::answer::Refusal;
use crate::problem::unauthorized;

/// What stands behind `Bearer`. Whether it is anybody's is the office's to say.
pub(crate) struct Token(pub(crate) String);

impl<S: Sync> FromRequestParts<S> for Token {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let header = parts.headers.get(AUTHORIZATION);
        let text = header.and_then(|value| value.to_str().ok());
        let (scheme, token) = text
            .and_then(|text| text.split_once(' '))
            .ok_or_else(unauthorized)?;
        match scheme.eq_ignore_ascii_case("bearer") {
            true => Ok(Self(token.trim().to_owned())),
            false => Err(unauthorized().into()),
        }
    }
}
