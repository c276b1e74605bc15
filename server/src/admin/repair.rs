//! `repair`: saves what can be read of a damaged database. Where entries are missing a new epoch
//! begins, so that tablets give them back.

use std::sync::Arc;

use kakou_domain::SystemClock;
use kakou_store::Store;

use super::desk::Desk;
use crate::error::ServerError;
use crate::lock::FolderLock;

pub(super) fn run(desk: &Desk) -> Result<(), ServerError> {
    let _lock = FolderLock::take(&desk.folder)?;
    let repaired = Store::repair(&desk.folder, Arc::new(SystemClock))?;
    let back = "tablets give them back at their next contact";
    let text = kakou_cli::repair::told(repaired.as_ref(), &desk.folder, back);
    if repaired.is_some() {
        desk.open_up_to_date()?.reconcile_files()?;
    }
    desk.print(&repaired, &text)
}
