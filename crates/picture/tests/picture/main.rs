//! What is made of pictures, through the crate's public face.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod given;
mod hostile;
mod kept;
mod qr;
mod upright;
