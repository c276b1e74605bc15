//! Builders that tests share: a county, tablets, visits, a clock that is set by hand.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]

mod clock;
mod county;
mod visit;

pub use clock::TestClock;
pub use county::{Folder, admit, county, id, tablet, tablet_of, village};
pub use visit::{VisitBuilder, visit};
