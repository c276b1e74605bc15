//! What the page may ask, by subject. Each command reads, calls one function of a crate below, and
//! answers; what is written is told to every list by an event.

mod device;
mod diagnostics;
mod drafts;
pub(crate) mod enrol;
mod findings;
mod papers;
mod photos;
mod practice;
mod reports;
mod settings;
mod sites;
mod status;
mod tallies;
mod upload;
mod visits;

use tauri::Wry;
use tauri::ipc::Invoke;

/// The page and the shell agree on these names; `build.rs` makes a permission of each.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        status::startup_error,
        status::repair,
        status::status,
        status::sync_state,
        status::sync_now,
        status::verify,
        status::conflicts,
        status::checklists,
        device::abilities,
        device::permitted,
        device::permission_ask,
        device::position_watch,
        device::position_rest,
        device::dial,
        device::keep_on,
        diagnostics::diagnostics,
        diagnostics::diagnostics_save,
        enrol::enrol,
        enrol::parse_enrol,
        enrol::load_pack,
        enrol::pack_origin,
        practice::practice_begin,
        practice::practice_reset,
        practice::practice_end,
        sites::sites,
        sites::site,
        sites::site_add,
        sites::vocabulary,
        sites::villages,
        sites::site_set_position,
        sites::site_settle,
        sites::open_map,
        sites::today,
        sites::campaign_choose,
        drafts::drafts,
        drafts::draft_new,
        drafts::draft_amend,
        drafts::draft,
        drafts::draft_answer,
        drafts::draft_fill,
        drafts::draft_unfill,
        drafts::draft_call,
        drafts::draft_uncall,
        drafts::draft_recheck,
        drafts::draft_edit_finding,
        drafts::draft_details,
        drafts::draft_fix,
        photos::draft_photo_add,
        photos::draft_photo_take,
        photos::draft_photo_remove,
        photos::draft_photo_restore,
        drafts::draft_discard,
        drafts::draft_restore,
        drafts::draft_seal,
        visits::visits,
        visits::visit,
        visits::visit_count,
        visits::compare,
        photos::visit_photo_add,
        photos::photo_keep,
        photos::storage,
        photos::evidence_fetch,
        photos::read_qr,
        findings::findings,
        findings::finding_counts,
        findings::finding,
        findings::finding_move,
        findings::finding_report,
        findings::finding_dispositions,
        findings::disposition_record,
        tallies::tallies,
        tallies::tally_sums,
        tallies::tally_record,
        reports::day,
        reports::day_text,
        reports::day_report,
        reports::day_settle,
        reports::bulletin_heading,
        reports::bulletin_heading_set,
        reports::bulletin,
        reports::bulletins,
        reports::bulletin_save,
        papers::slip_options,
        papers::slip_options_set,
        papers::slip,
        papers::slip_save,
        papers::slip_share,
        papers::record_save,
        papers::record_share,
        papers::flash,
        papers::open_saved,
        settings::set_name,
        settings::setting_set,
        settings::settings,
    ]
}
