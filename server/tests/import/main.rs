//! Importing through the public face: the county's real file and what people make of spreadsheets.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod any_bytes;
mod county;
mod rosters;
mod row_errors;
mod sites;
mod support;
