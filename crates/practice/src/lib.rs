//! Practice: an invented county in a folder of its own, so that everything can be tried and nothing
//! reaches a record or a server.
//!
//! A practice folder is an ordinary tablet's store ([`kakou_store::Store::create_practice`]); every
//! rule in it is the real one. Its facts are data, `sample/county.json`. Where practice folders lie
//! is [`Practice`]'s business, and which folder the app works on is the app's.

mod clock;
mod county;
mod folder;
mod sample;
mod visits;

pub use folder::Practice;
