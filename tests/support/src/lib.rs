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
#[cfg(unix)]
mod little_room;
pub mod meet;
mod office;
mod photo;
mod scratch;
mod small_disk;
mod visit;

pub use clock::TestClock;
pub use county::{Folder, admit, county, id, load_pack, tablet, tablet_of, two_tablets, village};
pub use damage::{Damaged, damage_blocks, damage_root};
pub use exchange::{exchange, pull, push};
pub use listening::listening;
#[cfg(unix)]
pub use little_room::with_little_room;
pub use office::{Call, Fault, Office};
pub use photo::{add_photos, large_photo, photo, seal_with_photos, tiny_photo};
pub use small_disk::{SmallDisk, on_a_small_disk};
pub use visit::{VisitBuilder, normal_answers, visit};
