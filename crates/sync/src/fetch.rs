//! Fetching evidence that others sent, when somebody wants to see it.

use std::sync::Arc;

use kakou_store::{BlobName, Store};

use crate::error::SyncError;
use crate::protocol::Protocol;
use crate::runner::{Timing, own_server};

/// A file's bytes: from here, or else from the server; it is then kept here under its hash.
///
/// # Errors
/// `blob-not-here` while its author has not uploaded it, or no answer.
pub async fn fetch_evidence<P: Protocol<Error = SyncError>>(
    store: &Store,
    protocol: &P,
    name: &BlobName,
) -> Result<Vec<u8>, SyncError> {
    if let Some(bytes) = store.evidence(name)? {
        return Ok(bytes);
    }
    let account = store.account()?.ok_or(SyncError::NotEnrolled)?;
    let bytes = protocol.blob(&account.token, name).await?;
    store.keep_fetched(name, &bytes)?;
    Ok(bytes)
}

/// The same from the server that this device is enrolled with.
///
/// # Errors
/// See [`fetch_evidence`].
pub async fn fetch_from_server(
    store: &Arc<Store>,
    timing: Timing,
    name: &BlobName,
) -> Result<Vec<u8>, SyncError> {
    if let Some(bytes) = store.evidence(name)? {
        return Ok(bytes);
    }
    let server = own_server(store, timing)?;
    fetch_evidence(store, &server, name).await
}
