//! The protocol between tablets and the county's server, and the tablet's side of it: a state
//! machine that pushes what is the tablet's own, pulls what others wrote, and says where it stands.
//!
//! It knows the store, not Tauri; the command line and the app run the same engine.

mod address;
mod authorities;
mod enrol;
mod error;
mod fetch;
mod http;
mod job;
mod network;
pub mod protocol;
mod runner;
mod state;
mod step;

pub use address::{EnrolText, PlainHttp, read_enrol_text, server_address};
pub use enrol::enrol;
pub use error::SyncError;
pub use fetch::{fetch_evidence, fetch_from_server};
pub use http::{Http, Now, OnContact};
pub use job::{LONGEST_JOB, Next, run_job};
pub use network::Network;
pub use runner::{Runner, Timing, on_contact, sync_with_server};
pub use state::{Phase, SyncState};
pub use step::{Summary, sync_once};
