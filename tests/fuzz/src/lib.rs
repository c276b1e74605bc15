//! What must hold of whatever bytes come from outside: one function a reader of them.
//!
//! Each function reads the bytes as its reader does and asserts more than «no panic»: what is read
//! is written and read again as the same, what is refused has a code, limits hold. The corpus test
//! gives them the corpus on every run of the tests; `fuzz/` gives them what libFuzzer makes of it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "an assertion that fails is what a fuzz target is for"
)]

mod batch;
mod bundle;
mod checklist;
mod code;
mod enrolment;
mod import;
mod parcel;
mod payload;
mod proof;
mod tus;

pub use batch::batch;
pub use bundle::bundle;
pub use checklist::checklist;
pub use enrolment::enrolment;
pub use import::{import, import_county};
pub use parcel::parcel;
pub use payload::payload;
pub use proof::proof;
pub use tus::tus;

/// A target: its name, which is also that of its folder in the corpus, and its function.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 9] = [
    ("batch", batch),
    ("bundle", bundle),
    ("checklist", checklist),
    ("enrolment", enrolment),
    ("import", import),
    ("parcel", parcel),
    ("payload", payload),
    ("proof", proof),
    ("tus", tus),
];
