//! Where journals stand, and taking in what tablets push.

use kakou_domain::AuthorId;
use kakou_journal::{Limits, SetAside, batch};
use kakou_store::Store;
use kakou_sync::protocol::{JournalState, Problem, Pushed};

use super::who;
use crate::problem::{of_batch, of_store, unauthorized};

/// Where a journal stands here.
pub(super) fn state(store: &Store, token: &str, author: AuthorId) -> Result<JournalState, Problem> {
    let device = who::device(store, token)?;
    who::check_journal(store, &device, author)?;
    let row = store.journal(author).map_err(of_store)?;
    let row = row.ok_or_else(unauthorized)?;
    let set_aside = store.set_aside(author).map_err(of_store)?.into_iter();
    Ok(JournalState {
        seq: row.seq,
        head: row.head,
        epoch: store.epoch().map_err(of_store)?,
        closed: row.closed,
        set_aside: set_aside
            .map(|one| SetAside {
                seq: one.seq,
                code: one.code,
            })
            .collect(),
    })
}

/// Takes in a batch, whole or not at all, and signs for the journal as it then stands.
pub(super) fn push(
    store: &Store,
    token: &str,
    author: AuthorId,
    bytes: &[u8],
) -> Result<Pushed, Problem> {
    let device = who::device(store, token)?;
    who::check_journal(store, &device, author)?;
    let batch = batch::decode(bytes, &Limits::default()).map_err(|error| of_batch(&error))?;
    if batch.author() != author {
        let detail = format!("the batch is of {}, not of {author}", batch.author());
        return Err(Problem::new(400, "another-author", detail));
    }
    Ok(Pushed {
        receipt: store.take_push(&batch).map_err(of_store)?,
        feed_end: Some(store.feed_end(Some(device.author)).map_err(of_store)?),
    })
}
