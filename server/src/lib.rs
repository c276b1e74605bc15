//! The county's server: set-up, imports, publishing, enrolment, journals, feed, backup.
//!
//! [`Office`] answers the protocol from the store; `routes` put it behind HTTP; `admin` is the
//! command line. What a fact means is decided in `kakou-domain`, what holds together in
//! `kakou-journal`, and all SQL is in `kakou-store`.
#![allow(
    clippy::result_large_err,
    reason = "the protocol's Problem is what every request can end in, and no such path is hot"
)]

pub mod admin;
mod cleaner;
mod error;
pub mod import;
mod intake;
mod limits;
mod lock;
mod metrics;
mod office;
mod openapi;
mod problem;
mod projector;
mod publish;
mod routes;
mod serve;
mod setup;

pub use error::ServerError;
pub use intake::{Intake, ListKind, take_in};
pub use lock::FolderLock;
pub use office::Office;
pub use openapi::openapi;
pub use publish::publish;
pub use serve::{Options, Tls, serve};
pub use setup::{Founded, NewCounty, Sites, set_up};

/// How the headers of uploads are read, for whoever tries what it makes of any bytes.
pub mod tus {
    pub use crate::routes::tus::checksum::Checksum;
    pub use crate::routes::tus::metadata::announced;
    pub use crate::routes::tus::offset;
}
