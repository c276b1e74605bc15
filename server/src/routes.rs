//! The office behind HTTP: one endpoint a file. Each reads the request, asks the office, and writes
//! the answer.

mod answer;
pub(crate) mod blob_begin;
pub(crate) mod blob_end;
pub(crate) mod blob_get;
pub(crate) mod blob_piece;
pub(crate) mod blob_proof;
pub(crate) mod blob_state;
mod body;
pub(crate) mod enrol;
pub(crate) mod entries;
pub(crate) mod feed;
pub(crate) mod health;
pub(crate) mod journal;
pub(crate) mod metrics;
mod observe;
pub(crate) mod openapi;
mod path;
mod protocol;
pub(crate) mod push;
pub(crate) mod ready;
pub(crate) mod successor;
mod token;
pub(crate) mod tus;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use kakou_sync::protocol::Problem;
use tokio::sync::Semaphore;

use crate::limits::EnrolLimit;
use crate::metrics::Metrics;
use crate::office::Office;
use answer::Refusal;

/// Requests of the protocol that are answered at the same time; each may hold a body of 8 MiB.
const MOST_AT_ONCE: usize = 64;
/// The same of files: they have places of their own, so that records never wait for photos.
const MOST_FILES_AT_ONCE: usize = 64;

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct Shared {
    office: Office,
    metrics: Arc<Metrics>,
    enrolments: Arc<EnrolLimit>,
    places: Arc<Semaphore>,
    file_places: Arc<Semaphore>,
    stall: Duration,
}

impl Shared {
    /// `stall` is how long a request's body may stand still.
    pub(crate) fn new(office: Office, stall: Duration) -> Self {
        Self {
            office,
            metrics: Arc::default(),
            enrolments: Arc::new(EnrolLimit::new(Instant::now())),
            places: Arc::new(Semaphore::new(MOST_AT_ONCE)),
            file_places: Arc::new(Semaphore::new(MOST_FILES_AT_ONCE)),
            stall,
        }
    }
}

/// All endpoints.
pub(crate) fn router(shared: Shared) -> Router {
    let journal = Router::new()
        .route("/", get(journal::journal))
        .route("/entries", get(entries::entries).post(push::push))
        .route("/successor", post(successor::successor));
    let protocol = Router::new()
        .route("/enrol", post(enrol::enrol))
        .route("/feed", get(feed::feed))
        .nest("/journals/{author}", journal)
        .layer(from_fn_with_state(shared.clone(), protocol::check_version))
        .layer(from_fn_with_state(shared.clone(), protocol::take_a_place));
    let blob = || {
        get(blob_get::get)
            .head(blob_state::head)
            .patch(blob_piece::patch)
            .post(blob_piece::post)
            .delete(blob_end::delete)
            .options(tus::options)
    };
    let blobs = Router::new()
        .route("/", post(blob_begin::begin).options(tus::options))
        .route("/{sha256}", blob())
        .route("/{sha256}/thumb", blob())
        .route("/{sha256}/proof", post(blob_proof::prove))
        .layer(from_fn(tus::speak))
        .layer(from_fn_with_state(shared.clone(), protocol::check_version))
        .layer(from_fn_with_state(
            shared.clone(),
            protocol::take_a_file_place,
        ));
    Router::new()
        .nest("/v1/blobs", blobs)
        .nest("/v1", protocol)
        .route("/healthz", get(health::health))
        .route("/readyz", get(ready::ready))
        .route("/metrics", get(metrics::metrics))
        .route("/openapi.json", get(openapi::document))
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(shared.clone(), observe::observe))
        .with_state(shared)
}

async fn not_found() -> Refusal {
    Problem::new(404, "not-found", "there is nothing at this address").into()
}

async fn method_not_allowed() -> Refusal {
    let detail = "this address does not know the method";
    Problem::new(405, "method-not-allowed", detail).into()
}
