//! The server through HTTP: a real listener, a real store.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod backups;
mod blobs;
mod description;
mod device;
mod enrolment;
mod feed;
mod foreign;
mod headers;
mod held;
mod hostile;
mod jobs;
mod journals;
mod operation;
mod pushes;
mod runner;
mod stopping;
mod stranger;
mod successors;
mod support;
mod tls;
mod unfinished;
mod uploads;
mod way;
