//! `GET /openapi.json`

use axum::Json;
use utoipa::openapi::OpenApi;

/// Gives the description of this interface.
pub(crate) async fn document() -> Json<OpenApi> {
    Json(crate::openapi::openapi())
}
