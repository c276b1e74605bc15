//! The app on a desktop.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    #[cfg(target_os = "linux")]
    paint_plainly();
    kakou_app_lib::run();
}

/// Where there is no graphics processor, pages are painted without one. Linux's web view would imitate
/// it, which takes 10 MiB more and draws a list that is scrolled a tenth less often.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "nothing safe sets an environment variable")]
fn paint_plainly() {
    if !std::path::Path::new("/dev/dri").exists() {
        // SAFETY: no other thread runs yet that could read the environment meanwhile.
        unsafe { std::env::set_var("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1") };
    }
}
