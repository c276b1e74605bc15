//! The app in its real window: starting it with a screen and a driver of its own, pressing and
//! typing in it, and the county's server that it syncs with.
//!
//! Nothing is skipped: what is missing on the machine fails with a word on how to get it.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]

mod axe;
mod county;
mod page;
mod program;
mod qr;
mod screen;
pub mod story;
mod window;

pub use county::{County, Server};
pub use window::{LYING, PHONE, STANDING, Window};
