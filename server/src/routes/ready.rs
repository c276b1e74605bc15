//! `GET /readyz`

use axum::Json;
use axum::extract::State;
use kakou_store::views::Room;
use serde::Serialize;
use utoipa::ToSchema;

use super::Shared;
use super::answer::Refusal;
use crate::openapi::wire;
use crate::problem::of_store;

/// That the server can do its work, and how far what people look at is behind.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ready {
    /// Journals that are here.
    journals: u64,
    /// Their entries.
    entries: u64,
    /// Entries that the projections still have to take in.
    projection_lag: u64,
    /// `plenty`, `low`, or `answers_only`: photos are not taken, records still are.
    #[schema(value_type = String)]
    room: Room,
}

/// Says whether the database answers and is sound, and the keys can be read.
#[utoipa::path(
    get, path = "/readyz", tag = "operation",
    responses(
        (status = 200, description = "Ready", body = Ready),
        (status = 503, description = "`not-ready`", body = wire::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn ready(State(shared): State<Shared>) -> Result<Json<Ready>, Refusal> {
    let asked = shared.office.ask(|store| {
        store.server_key().map_err(of_store)?;
        store.own_key().map_err(of_store)?;
        let room = store.room().map_err(of_store)?;
        Ok((store.figures().map_err(of_store)?, room))
    });
    let (figures, room) = asked.await.map_err(not_ready)?;
    Ok(Json(Ready {
        journals: figures.journals,
        entries: figures.entries,
        projection_lag: figures.projection_lag,
        room,
    }))
}

fn not_ready(problem: kakou_sync::protocol::Problem) -> kakou_sync::protocol::Problem {
    kakou_sync::protocol::Problem::new(503, "not-ready", problem.detail)
}
