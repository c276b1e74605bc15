//! The fold through its public face: the same rows in whatever order facts arrive, and conflicts
//! shown as conflicts.

mod any_order;
mod builders;
mod chains;
mod corrections;
mod moves;
mod shelf;
mod stories;
mod world;
