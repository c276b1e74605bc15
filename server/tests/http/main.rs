//! The server through HTTP: a real listener, a real store.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod backups;
mod description;
mod device;
mod enrolment;
mod feed;
mod headers;
mod hostile;
mod journals;
mod operation;
mod pushes;
mod stopping;
mod successors;
mod support;
mod tls;
