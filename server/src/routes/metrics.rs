//! `GET /metrics`

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use super::Shared;
use super::answer::Refusal;
use crate::openapi::wire;
use crate::problem::of_store;

/// Gives counts as Prometheus reads them.
#[utoipa::path(
    get, path = "/metrics", tag = "operation",
    responses(
        (status = 200, description = "Counts", body = String, content_type = "text/plain"),
        (status = 503, description = "`server-damaged`, with Retry-After", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn metrics(State(shared): State<Shared>) -> Result<impl IntoResponse, Refusal> {
    let asked = shared.office.ask(|store| store.figures().map_err(of_store));
    let text = shared.metrics.text(&asked.await?);
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}
