//! The description of the HTTP interface, made from the handlers.

pub(crate) mod wire;

use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi as _};

use crate::routes::{
    blob_begin, blob_end, blob_get, blob_piece, blob_proof, blob_state, enrol, entries, feed,
    health, journal, metrics, push, ready, successor,
};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Kakou, the county's server",
        description = "Version 1 of the protocol between tablets and the county's server. Every \
                       answer carries `kakou-protocol` and `kakou-time`; errors are RFC 9457 \
                       problem details with a stable `code`.",
        version = "1"
    ),
    paths(
        enrol::enrol,
        journal::journal,
        push::push,
        entries::entries,
        successor::successor,
        feed::feed,
        blob_begin::begin,
        blob_state::head,
        blob_piece::patch,
        blob_proof::prove,
        blob_get::get,
        blob_end::delete,
        health::health,
        ready::ready,
        metrics::metrics,
    ),
    modifiers(&Tokens)
)]
struct Description;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, document: &mut OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", scheme);
    }
}

/// The OpenAPI document of `/openapi.json`.
pub fn openapi() -> OpenApi {
    Description::openapi()
}
