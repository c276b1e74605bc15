//! Reading a request's body: so long and no longer, and not from somebody who stands still.

use std::pin::pin;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use http_body_util::BodyExt;
use kakou_sync::protocol::Problem;
use serde::de::DeserializeOwned;
use tower_http::timeout::{TimeoutBody, TimeoutError};

/// A body that is too long is read and dropped up to here, so that its sender sees the answer
/// and not a broken connection.
const MOST_DROPPED: usize = 64 << 20;
/// The longest JSON document of the protocol.
const MOST_JSON: usize = 64 << 10;

/// The whole body, at most `limit` bytes.
///
/// # Errors
/// 413 when it is longer, 408 when nothing came for `stall`, 400 when the sender went away.
pub(super) async fn read(body: Body, limit: usize, stall: Duration) -> Result<Vec<u8>, Problem> {
    let announced = body.size_hint().lower();
    let too_long = || {
        let detail = format!("the body is longer than {limit} bytes");
        Problem::new(413, "body-too-large", detail)
    };
    if announced > MOST_DROPPED as u64 {
        return Err(too_long());
    }
    let mut body = pin!(TimeoutBody::new(stall, body));
    let (mut bytes, mut length) = (Vec::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| broken(error.as_ref()))?;
        let data = frame.into_data().unwrap_or_else(|_| Bytes::new());
        length = length.saturating_add(data.len());
        if length > MOST_DROPPED {
            return Err(too_long());
        }
        if length <= limit {
            bytes.extend_from_slice(&data);
        }
    }
    if length > limit {
        return Err(too_long());
    }
    Ok(bytes)
}

/// A JSON document of the protocol. All of it has to come within `deadline`: whoever sends it is
/// not known yet.
pub(super) async fn read_json<T: DeserializeOwned>(
    body: Body,
    deadline: Duration,
) -> Result<T, Problem> {
    let read = tokio::time::timeout(deadline, read(body, MOST_JSON, deadline)).await;
    let bytes = read.unwrap_or_else(|_| Err(stalled()))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Problem::new(400, "bad-request", error.to_string()))
}

/// Reads and drops the body of a request that is refused, for at most `deadline`: a sender that is
/// still writing would see a broken connection instead of the answer.
pub(super) async fn drop_rest(body: Body, deadline: Duration) {
    // Whatever comes of it, the answer is the refusal.
    let _ = tokio::time::timeout(deadline, read(body, 0, deadline)).await;
}

pub(super) fn broken(error: &(dyn std::error::Error + 'static)) -> Problem {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<TimeoutError>() {
            return stalled();
        }
        cause = error.source();
    }
    Problem::new(400, "body-broken-off", "the body broke off")
}

fn stalled() -> Problem {
    Problem::new(408, "body-stalled", "the body did not come in time")
}
