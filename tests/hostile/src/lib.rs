//! An insider who means harm: a client with a valid enrolment that speaks docs/PROTOCOL.md and nothing
//! else, against a county's real server, beside honest tablets. The tests say of each thing that it
//! tries what must then hold on the server, on a colleague's tablet and on the author's own.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]

mod client;
mod county;
mod fact;
mod shown;

pub use client::Client;
pub use county::County;
pub use fact::{FactBuilder, fact, visit_like};
pub use shown::{difference, shown};
