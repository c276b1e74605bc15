//! Builders that tests share: a county, its server in the same process, tablets, visits, a clock
//! that is set by hand.
#![allow(
    clippy::unwrap_used,
    clippy::result_large_err,
    reason = "a test that cannot be set up should stop where it is, and speed does not matter"
)]

mod clock;
mod county;
mod exchange;
mod office;
mod photo;
mod scratch;
mod visit;

pub use clock::TestClock;
pub use county::{Folder, admit, county, id, tablet, tablet_of, village};
pub use exchange::{exchange, pull, push};
pub use office::{Call, Fault, Office};
pub use photo::{add_photos, photo, seal_with_photos};
pub use visit::{VisitBuilder, visit};
