//! `POST /v1/enrol`

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Json;
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use kakou_sync::protocol::{Enrolment, Problem, Protocol};

use super::answer::Refusal;
use super::{Shared, body};
use crate::openapi::wire;

/// Admits a device by an enrolment code.
///
/// The device signs with its new key, so that nobody is admitted under another's. Guesses are
/// limited, by peer and of all peers together.
#[utoipa::path(
    post, path = "/v1/enrol", tag = "protocol",
    request_body = wire::EnrolRequest,
    responses(
        (status = 200, description = "Admitted", body = wire::Enrolment),
        (status = 400, description = "`bad-request`, `bad-name`, `protocol-version`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`code-unknown`, `code-expired`, `code-used`, `retired`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 408, description = "`body-stalled`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body-too-large`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`bad-signature`", body = wire::Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too-many-tries`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`, `server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn enrol(
    State(shared): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    body: Body,
) -> Result<Json<Enrolment>, Refusal> {
    shared
        .enrolments
        .take(peer.ip(), Instant::now())
        .map_err(too_many)
        .inspect_err(|_| shared.metrics.enrolment_refused())?;
    let request = body::read_json(body, shared.stall).await;
    let enrolled = match request {
        Ok(request) => shared.office.enrol(request).await,
        Err(problem) => Err(problem),
    };
    match enrolled {
        Ok(enrolment) => {
            shared.enrolments.give_back(peer.ip());
            Ok(Json(enrolment))
        }
        Err(problem) => {
            shared.metrics.enrolment_refused();
            Err(problem.into())
        }
    }
}

fn too_many(wait: Duration) -> Problem {
    Problem {
        retry_after: Some(wait.as_secs() + 1),
        ..Problem::new(
            429,
            "too-many-tries",
            "too many tries to enrol; wait a little",
        )
    }
}
