//! The app on a desktop.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    #[cfg(target_os = "linux")]
    draw_plainly();
    kakou_app_lib::run();
}

/// Where there is no graphics processor, pages are drawn without one. Linux's web view would imitate
/// it, which takes 60 MiB and makes lists scroll with a third of the frames.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "nothing safe sets an environment variable")]
fn draw_plainly() {
    if !std::path::Path::new("/dev/dri").exists() {
        // SAFETY: no other thread runs yet that could read the environment meanwhile.
        unsafe { std::env::set_var("WEBKIT_DISABLE_COMPOSITING_MODE", "1") };
    }
}
