//! Names the shell's commands, so that each is a permission that a window must be given.

use tauri_build::{AppManifest, Attributes};

/// As in `src/commands.rs`; `capabilities/default.json` gives them to the main window.
const COMMANDS: &[&str] = &[
    "startup_error",
    "status",
    "sync_state",
    "sync_now",
    "verify",
    "conflicts",
    "checklists",
    "diagnostics",
    "diagnostics_save",
    "enrol",
    "parse_enrol",
    "load_pack",
    "set_name",
    "practice_begin",
    "practice_reset",
    "practice_end",
    "sites",
    "site",
    "site_add",
    "vocabulary",
    "villages",
    "site_set_position",
    "site_settle",
    "open_map",
    "today",
    "campaign_choose",
    "drafts",
    "draft_new",
    "draft_amend",
    "draft",
    "draft_answer",
    "draft_fill",
    "draft_unfill",
    "draft_call",
    "draft_uncall",
    "draft_recheck",
    "draft_edit_finding",
    "draft_details",
    "draft_fix",
    "draft_photo_add",
    "draft_photo_remove",
    "draft_photo_restore",
    "draft_discard",
    "draft_restore",
    "draft_seal",
    "visits",
    "visit",
    "visit_count",
    "compare",
    "visit_photo_add",
    "storage",
    "read_qr",
    "findings",
    "finding_counts",
    "finding",
    "finding_move",
    "finding_report",
    "disposition_record",
    "day",
    "day_text",
    "day_report",
    "bulletin_heading",
    "bulletin_heading_set",
    "bulletin",
    "bulletins",
    "bulletin_save",
    "slip_options",
    "slip_options_set",
    "slip",
    "slip_save",
    "record_save",
    "flash",
    "open_saved",
    "setting",
    "setting_set",
];

fn main() {
    // The pages are built into the program: without this an old page would stay in it.
    if std::path::Path::new("../ui/dist").exists() {
        println!("cargo:rerun-if-changed=../ui/dist");
    }
    let manifest = AppManifest::new().commands(COMMANDS);
    if let Err(error) = tauri_build::try_build(Attributes::new().app_manifest(manifest)) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
