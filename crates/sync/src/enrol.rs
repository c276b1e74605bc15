//! Enrolment: before the first visit or long after it. The whole journal is pushed afterwards.

use kakou_journal::{PublicKey, Signer, fingerprint};
use kakou_store::{Admission, Store, StoreError, read_code};

use crate::error::SyncError;
use crate::protocol::{EnrolRequest, Predecessor, Protocol, SuccessorRequest};

/// Enrols this device by a code, which carries the fingerprint of the server's key: another server
/// is not believed, whatever it answers.
///
/// # Errors
/// A practice folder, a code that is mistyped, expired or used up, another server than the code's or than the one of
/// an earlier pack, or no answer.
pub async fn enrol<P: Protocol<Error = SyncError>>(
    store: &Store,
    protocol: &P,
    server_url: &str,
    code: &str,
    name: &str,
) -> Result<(), SyncError> {
    // Before anything is asked: a code must not be used up for a practice folder.
    store.refuse_in_practice()?;
    let (secret, print) = read_code(code)?;
    let key = store.own_key()?;
    let public_key = key.public_key();
    let proof = key
        .sign(&EnrolRequest::message(&secret, &public_key))
        .map_err(|error| StoreError::Journal(error.into()))?;
    let request = EnrolRequest {
        code: secret,
        public_key,
        name: name.trim().to_owned(),
        proof,
        succeeds: predecessor(store, &public_key)?,
    };
    if store
        .trusted_server()?
        .is_some_and(|known| fingerprint(&known) != print)
    {
        return Err(SyncError::OtherServer);
    }
    let answer = protocol.enrol(request).await?;
    let word = &answer.headquarters;
    let believed = fingerprint(&word.server_key) == print && word.verify().is_ok();
    if !believed || answer.author != store.author()? {
        return Err(SyncError::OtherServer);
    }
    store.enrolled(&Admission {
        server_url: server_url.to_owned(),
        token: answer.token,
        headquarters: answer.headquarters,
        divisions: answer.divisions,
        name: answer.name,
    })?;
    // For other divisions rows are made again, and without them nothing could be sealed until the
    // first sync comes to its end.
    store.project_all()?;
    Ok(())
}

/// The journal that the own one goes on from, with its word that it does.
fn predecessor(store: &Store, own: &PublicKey) -> Result<Option<Predecessor>, SyncError> {
    let Some(before) = store.predecessor()? else {
        return Ok(None);
    };
    let key = store.key(before)?;
    let proof = key
        .sign(&SuccessorRequest::message(before, own))
        .map_err(|error| StoreError::Journal(error.into()))?;
    let public_key = key.public_key();
    Ok(Some(Predecessor { public_key, proof }))
}
