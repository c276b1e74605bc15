//! What travels to tablets: others' facts, and journals that are refilled.

use kakou_domain::{AuthorId, Seq};
use kakou_store::{Device, FeedPage, Parcel, Store};
use kakou_sync::protocol::{FeedRequest, Problem};

use super::who;
use crate::problem::{of_parcel, of_store};

/// What others wrote since the cursor. A cursor of another epoch, or from beyond the end, begins
/// again. The device's own journal is left out.
pub(super) fn feed(store: &Store, token: &str, request: &FeedRequest) -> Result<Vec<u8>, Problem> {
    let device = who::device(store, token)?;
    let current = request.epoch == store.epoch().map_err(of_store)?
        && request.after <= store.feed_end(None).map_err(of_store)?;
    let after = if current { request.after } else { 0 };
    let page = store
        .feed(after, &device.divisions, Some(device.author))
        .map_err(of_store)?;
    parcel(store, device, page)
}

/// A journal from `from` on: the device's own and its predecessors' whole, others' as far as its
/// divisions go.
pub(super) fn entries(
    store: &Store,
    token: &str,
    author: AuthorId,
    from: Seq,
) -> Result<Vec<u8>, Problem> {
    let device = who::device(store, token)?;
    let journal = store.journal(author).map_err(of_store)?.ok_or_else(|| {
        let detail = format!("no journal of {author} is here");
        Problem::new(404, "unknown-journal", detail)
    })?;
    let divisions = (!who::owns(&device, author)).then_some(device.divisions.as_slice());
    let part = store
        .journal_entries(author, from, divisions)
        .map_err(of_store)?;
    let count = part
        .as_ref()
        .map_or(0, |part| part.batch.items.len() as u64);
    let next = from.0.max(1).saturating_add(count);
    let page = FeedPage {
        parts: part.into_iter().collect(),
        next,
        more: next <= journal.seq.0,
    };
    parcel(store, device, page)
}

fn parcel(store: &Store, device: Device, page: FeedPage) -> Result<Vec<u8>, Problem> {
    let word = store.headquarters().map_err(of_store)?;
    let epoch = store.epoch().map_err(of_store)?;
    Parcel::of(page, word, epoch, device.divisions)
        .encode()
        .map_err(|error| of_parcel(&error))
}
