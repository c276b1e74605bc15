//! Who asks, and whose journals it may touch.

use kakou_domain::AuthorId;
use kakou_domain::supervision::Role;
use kakou_store::{Device, Store, StoreError};
use kakou_sync::protocol::Problem;

use crate::problem::{of_store, unauthorized};

/// The device that a token belongs to, if it is still admitted. It is noted as heard of.
pub(super) fn device(store: &Store, token: &str) -> Result<Device, Problem> {
    let device = store.device_of(token).map_err(of_store)?;
    let device = device.ok_or_else(unauthorized)?;
    match device.retired {
        Some(_) => Err(of_store(StoreError::Retired(device.author))),
        None => {
            store.note_seen(device.author).map_err(of_store)?;
            Ok(device)
        }
    }
}

/// Whether a journal is the device's: its own, or one that it went on from.
pub(super) fn owns(device: &Device, author: AuthorId) -> bool {
    device.author == author || device.predecessors.contains(&author)
}

/// Refuses journals that the device has no business with. Headquarters' own are allowed: tablets
/// give back what a restored server lost of them.
pub(super) fn check_journal(
    store: &Store,
    device: &Device,
    author: AuthorId,
) -> Result<(), Problem> {
    if owns(device, author) {
        return Ok(());
    }
    let journal = store.journal(author).map_err(of_store)?;
    match journal.map(|journal| journal.role) {
        Some(Role::Headquarters) => Ok(()),
        _ => {
            let detail = format!("the journal of {author} is not this device's");
            Err(Problem::new(403, "not-your-journal", detail))
        }
    }
}
