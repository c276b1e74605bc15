//! The app's shell around the store and the sync: commands for the page, events to it, the
//! background sync, the data folder.
//!
//! It decides nothing: a command reads what the page sent, calls one function of a crate below,
//! and answers. It is a library because a phone or a tablet loads it as one; what only a desktop
//! has stands behind `cfg(desktop)`.

mod app;
mod commands;
mod events;
mod evidence;
mod fault;
mod folder;
mod map;
mod practice;
mod recent;
mod repair;
mod saved;
mod shell;
#[cfg(target_os = "linux")]
mod webkit_gtk;

pub use app::run;
pub use commands::enrol::PackLoaded;
pub use events::SyncChanged;
pub use fault::CommandFault;
pub use map::MapApp;
