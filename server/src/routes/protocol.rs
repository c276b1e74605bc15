//! What holds for every request of the protocol: its version, and a place to be answered in.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use kakou_sync::protocol::{PROTOCOL_HEADER, PROTOCOL_VERSION, Problem};
use tokio::sync::Semaphore;

use super::answer::Refusal;
use super::{Shared, body};
use crate::problem::busy;

/// Refuses requests of another version of the protocol. One that does not say is taken as ours.
pub(super) async fn check_version(
    State(shared): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    match request.headers().get(PROTOCOL_HEADER) {
        Some(version) if version != PROTOCOL_VERSION => {
            body::drop_rest(request.into_body(), shared.stall).await;
            let detail = format!("this server speaks version {PROTOCOL_VERSION} of the protocol");
            Err(Problem::new(400, "protocol-version", detail).into())
        }
        _ => Ok(next.run(request).await),
    }
}

/// Lets only so many in at once; the others are told to come again.
pub(super) async fn take_a_place(
    State(shared): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    in_a_place(&shared.places, request, next).await
}

/// The same for files.
pub(super) async fn take_a_file_place(
    State(shared): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    in_a_place(&shared.file_places, request, next).await
}

async fn in_a_place(places: &Semaphore, request: Request, next: Next) -> Result<Response, Refusal> {
    match places.try_acquire() {
        Ok(_place) => Ok(next.run(request).await),
        Err(_) => Err(busy("too many requests at once").into()),
    }
}
