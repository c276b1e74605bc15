//! What the page expects of every browser and Linux's does not have.

use tauri::Runtime;
use tauri::plugin::{Builder, TauriPlugin};

/// Runs before the page's own scripts.
pub(crate) fn complete<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("webkit-gtk")
        .js_init_script(include_str!("webkit_gtk.js"))
        .build()
}
