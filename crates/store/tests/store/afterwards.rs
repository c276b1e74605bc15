//! After the visit: findings are handed over and followed, somebody is disposed, shifts are counted.

mod dispositions;
mod exported;
mod findings;
mod support;
mod tallies;
