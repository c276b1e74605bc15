//! What both command lines share, the tablet's `kakou` and the county's `kakou-server`.

pub mod after;
pub mod export;
pub mod file;
pub mod repair;
pub mod visits;
