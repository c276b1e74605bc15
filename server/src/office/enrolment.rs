//! Admitting devices, and the successors of their journals.

use kakou_domain::AuthorId;
use kakou_domain::name::hides;
use kakou_domain::supervision::Role;
use kakou_journal::{PublicKey, Signature};
use kakou_store::{Device, Store};
use kakou_sync::protocol::{EnrolRequest, Enrolment, Problem, SuccessorRequest};

use super::who;
use crate::problem::of_store;

/// The longest name of a person or a team, in characters.
const MAX_NAME: usize = 40;

/// Admits a device by its one-time code.
pub(super) fn enrol(store: &Store, request: &EnrolRequest) -> Result<Enrolment, Problem> {
    let key = &request.public_key;
    let message = EnrolRequest::message(&request.code, key);
    check_proof(key, &message, &request.proof)?;
    let name = check_name(&request.name)?;
    let before = request.succeeds.as_ref().map(|old| {
        let author = old.public_key.author();
        let message = SuccessorRequest::message(author, key);
        check_proof(&old.public_key, &message, &old.proof)?;
        Ok(author)
    });
    let (token, device) = store
        .enrol(&request.code, key, name, before.transpose()?)
        .map_err(of_store)?;
    Ok(Enrolment {
        author: device.author,
        token,
        headquarters: store.headquarters().map_err(of_store)?,
        divisions: device.divisions,
        name: device.name,
        epoch: store.epoch().map_err(of_store)?,
    })
}

/// Lets the journal of `before` go on under a new key. Asked again, it is the same.
pub(super) fn succeed(
    store: &Store,
    token: &str,
    before: AuthorId,
    request: &SuccessorRequest,
) -> Result<(), Problem> {
    let device = who::device(store, token)?;
    let (key, after) = (&request.public_key, request.public_key.author());
    let done_before = device.author == after && device.predecessors.contains(&before);
    if device.author != before && !done_before {
        let detail = format!("the journal of {before} is not this device's newest");
        return Err(Problem::new(403, "not-your-journal", detail));
    }
    let message = SuccessorRequest::message(before, key);
    check_proof(key, &message, &request.proof)?;
    check_old(store, before, &message, request)?;
    if !done_before && is_taken(store, after)? {
        let detail = format!("{after} has a journal already");
        return Err(Problem::new(409, "author-taken", detail));
    }
    store
        .admit_successor(before, key)
        .map(drop)
        .map_err(of_store)
}

/// Whether a key has a journal that is not this device's to go on with: another device's, or
/// headquarters'. One that came with a bundle alone waits for its device.
fn is_taken(store: &Store, author: AuthorId) -> Result<bool, Problem> {
    let Some(journal) = store.journal(author).map_err(of_store)? else {
        return Ok(false);
    };
    let devices = store.devices().map_err(of_store)?;
    let of_a_device = |device: &Device| who::owns(device, author);
    Ok(journal.role != Role::Inspector || devices.iter().any(of_a_device))
}

/// The token alone gives nobody's journal away: the old key says itself who goes on from it.
fn check_old(
    store: &Store,
    before: AuthorId,
    message: &[u8],
    request: &SuccessorRequest,
) -> Result<(), Problem> {
    let Some(journal) = store.journal(before).map_err(of_store)? else {
        return Err(Problem::new(
            404,
            "unknown-author",
            format!("{before} has no journal here"),
        ));
    };
    let Some(proof) = &request.proof_of_old else {
        let detail = "a succession is signed by the old key too: bring the app up to date";
        return Err(Problem::new(422, "succession-unsigned", detail));
    };
    check_proof(&journal.public_key, message, proof)
}

fn check_proof(key: &PublicKey, message: &[u8], proof: &Signature) -> Result<(), Problem> {
    key.verify(message, proof)
        .map_err(|error| Problem::new(422, error.code(), error.to_string()))
}

fn check_name(name: &str) -> Result<&str, Problem> {
    let name = name.trim();
    let fits = (1..=MAX_NAME).contains(&name.chars().count());
    if fits && !name.chars().any(|one| one.is_control() || hides(one)) {
        Ok(name)
    } else {
        let detail = format!("a name has 1 to {MAX_NAME} characters, none of them hidden");
        Err(Problem::new(400, "bad-name", detail))
    }
}
