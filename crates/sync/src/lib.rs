//! The protocol between tablets and the county's server, and the tablet's side of it: a state
//! machine that pushes what is the tablet's own, pulls what others wrote, and says where it stands.
//!
//! It knows the store, not Tauri; the command line and the app run the same engine.

pub mod protocol;
