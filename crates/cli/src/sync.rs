//! `kakou enrol` and `kakou sync`.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use kakou_store::Store;
use kakou_sync::{
    Http, Network, Phase, PlainHttp, Summary, SyncError, SyncState, Timing, on_contact,
    read_enrol_text, server_address, sync_with_server,
};
use tokio::sync::watch;

use crate::args::EnrolArgs;
use crate::error::CliError;
use crate::print;

pub(crate) fn enrol(
    store: &Arc<Store>,
    timing: Timing,
    args: &EnrolArgs,
) -> Result<ExitCode, CliError> {
    let plain = if args.allow_http {
        PlainHttp::Local
    } else {
        PlainHttp::Loopback
    };
    let base = server_address(&args.server, plain)?;
    let code = read_enrol_text(&args.code).code;
    let summary = block_on(async {
        let http = Http::new(base.clone(), timing.stall, on_contact(store))?;
        kakou_sync::enrol(store, &http, base.as_str(), &code, &args.name).await?;
        sync_once(store, timing).await
    })?;
    print_summary(&summary)?;
    let status = store.status()?;
    if let (Some(name), Some(first)) = (status.name, status.told_apart_from) {
        print::line(&format!(
            "this device is admitted as {name}, because another that is in use is called {first}: it \
             works as it is, and belongs to no team by that name until headquarters says whose it is"
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn sync(
    store: &Arc<Store>,
    timing: Timing,
    wait_online: bool,
    json: bool,
) -> Result<ExitCode, CliError> {
    let summary = block_on(async {
        loop {
            match sync_once(store, timing).await {
                Err(error) if wait_online && error.passes_by_itself() => {
                    eprintln!("waiting: {error} [{}]", error.code());
                    let wait = error
                        .retry_after()
                        .map_or(Duration::from_secs(2), Duration::from_secs);
                    tokio::time::sleep(wait).await;
                }
                other => return other,
            }
        }
    })?;
    if json {
        print::json(&summary)?;
    } else {
        print_summary(&summary)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn sync_once(store: &Arc<Store>, timing: Timing) -> Result<Summary, SyncError> {
    let state = watch::Sender::new(SyncState::default());
    let bar = tokio::spawn(show(state.subscribe()));
    // A command line does not know what its network costs; whoever types it does.
    let done = sync_with_server(store, timing, Network::Unknown, &state).await;
    drop(state);
    // It ends with the state that it shows.
    let _ = bar.await;
    done
}

/// A bar of bytes on standard error while photos are sent, when that is a terminal.
async fn show(mut state: watch::Receiver<SyncState>) {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("photos [{bar:40}] {bytes}/{total_bytes} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    while state.changed().await.is_ok() {
        let now = state.borrow_and_update().clone();
        if now.phase == Phase::Uploading {
            bar.set_length(now.total);
            bar.set_position(now.done);
        }
    }
    bar.finish_and_clear();
}

pub(crate) fn block_on<T>(work: impl Future<Output = Result<T, SyncError>>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(runtime.block_on(work)?)
}

fn print_summary(summary: &Summary) -> Result<(), CliError> {
    print::line(&format!(
        "pushed {}, pulled {}",
        summary.pushed, summary.pulled
    ))?;
    if summary.uploaded > 0 {
        print::line(&format!("sent {} photos", summary.uploaded))?;
    }
    if summary.files_left > 0 {
        print::line(&format!(
            "{} photos are still to be sent",
            summary.files_left
        ))?;
    }
    if summary.given_back > 0 {
        print::line(&format!(
            "gave back {} to a restored server",
            summary.given_back
        ))?;
    }
    if summary.refilled > 0 {
        print::line(&format!(
            "fetched {} of this tablet's own again",
            summary.refilled
        ))?;
    }
    Ok(())
}
