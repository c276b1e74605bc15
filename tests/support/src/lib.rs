//! Builders that tests share: a county, its server in the same process, tablets, visits, a clock
//! that is set by hand.
#![allow(
    clippy::unwrap_used,
    clippy::result_large_err,
    reason = "a test that cannot be set up should stop where it is, and speed does not matter"
)]

mod clock;
mod county;
mod damage;
mod exchange;
mod listening;
pub mod meet;
mod office;
mod photo;
mod scratch;
mod small_disk;
mod visit;

pub use clock::TestClock;
pub use county::{Folder, admit, county, id, tablet, tablet_of, village};
pub use damage::{Damaged, damage_blocks};
pub use exchange::{exchange, pull, push};
pub use listening::listening;
pub use office::{Call, Fault, Office};
pub use photo::{add_photos, photo, seal_with_photos};
pub use small_disk::{SmallDisk, on_a_small_disk};
pub use visit::{VisitBuilder, normal_answers, visit};
