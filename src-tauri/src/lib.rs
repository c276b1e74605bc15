//! The app's shell around the store and the sync: commands for the page, events to it, the
//! background sync, the data folder.
//!
//! It decides nothing: a command reads what the page sent, calls one function of a crate below,
//! and answers. It is a library because a tablet loads it as one; what a tablet and a desktop do
//! differently stands in `platform`.

mod app;
mod capture;
mod commands;
mod events;
mod evidence;
mod fault;
mod folder;
mod map;
mod platform;
mod practice;
mod recent;
mod repair;
mod saved;
mod shell;

pub use app::run;
pub use capture::Capture;
pub use commands::enrol::{PackLoaded, PackOrigin};
pub use events::SyncChanged;
pub use fault::CommandFault;
pub use map::MapApp;
pub use platform::{Abilities, Permit, Permitted};
