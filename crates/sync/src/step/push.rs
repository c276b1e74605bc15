//! Pushing the own journal. One optimistic batch without a question first; the server's answer says
//! what it has. When there is nothing to send, an empty batch asks for the receipt. While a batch is
//! on its way the next one is packed.

use std::panic::resume_unwind;

use kakou_domain::Seq;
use kakou_journal::{Batch, Dictionary, batch};
use kakou_store::{Cursor, StoreError};

use super::Step;
use crate::error::SyncError;
use crate::protocol::{Problem, Protocol, Pushed};
use crate::state::Phase;

/// How often one sync corrects its picture of what the server has before it gives up.
const CORRECTIONS: usize = 4;

impl<P: Protocol<Error = SyncError>> Step<'_, P> {
    /// Pushes all; gives where the feed ends, if the server says it.
    pub(super) async fn push(&mut self) -> Result<Option<Cursor>, SyncError> {
        let total = self.store.status()?.pending;
        self.tell(Phase::Pushing, 0, total);
        let mut corrections = 0;
        let mut ready = None;
        loop {
            let packed = match ready.take() {
                Some(packed) => packed,
                None => pack(self.store.next_push()?).await?,
            };
            let sent = packed.batch.items.len() as u64;
            let end = packed.batch.head.seq;
            let (answer, next) = tokio::join!(self.send(packed), self.pack_after(end));
            let feed_end = match self.take_answer(answer).await? {
                Taken::Confirmed(feed_end) => feed_end,
                Taken::Corrected if corrections < CORRECTIONS => {
                    corrections += 1;
                    continue;
                }
                Taken::Corrected => return Err(SyncError::NoProgress),
            };
            self.summary.pushed += sent;
            self.tell(
                Phase::Pushing,
                self.summary.pushed,
                total.max(self.summary.pushed),
            );
            let status = self.store.status()?;
            if status.pending == 0 {
                return Ok(feed_end);
            }
            // The server may have confirmed more than was sent.
            let confirmed = Seq(status.seq.0 - status.pending);
            ready = next?.filter(|packed| packed.batch.from == confirmed.next());
        }
    }

    async fn send(&self, packed: Packed) -> Result<Pushed, SyncError> {
        let Packed { batch, bytes } = packed;
        let answer = self
            .protocol
            .push(&self.account.token, batch.author(), bytes)
            .await;
        match answer {
            // A server that is older than our dictionary: once more without one.
            Err(SyncError::Problem(problem)) if problem.code == "unknown-dictionary" => {
                let bytes = batch::encode(&batch, Dictionary::NONE)?;
                self.protocol
                    .push(&self.account.token, batch.author(), bytes)
                    .await
            }
            other => other,
        }
    }

    /// What follows the batch that ends with `end`, if anything does.
    async fn pack_after(&self, end: Seq) -> Result<Option<Packed>, SyncError> {
        // The request is handed over before the store is read.
        tokio::task::yield_now().await;
        let batch = self.store.push_after(end)?;
        if batch.items.is_empty() {
            return Ok(None);
        }
        pack(batch).await.map(Some)
    }

    async fn take_answer(&mut self, answer: Result<Pushed, SyncError>) -> Result<Taken, SyncError> {
        match answer {
            Ok(pushed) => self.take_receipt(pushed).await,
            Err(SyncError::Problem(problem)) => match *problem {
                Problem {
                    code,
                    have: Some(have),
                    ..
                } if code == "gap" => {
                    self.store.unconfirm(self.store.author()?, have)?;
                    Ok(Taken::Corrected)
                }
                Problem { code, .. } if code == "forked" || code == "closed" => {
                    self.go_on_in_a_successor(&code).await?;
                    Ok(Taken::Corrected)
                }
                problem => {
                    if problem.code == "not-your-journal" && self.announce_again().await? {
                        return Ok(Taken::Corrected);
                    }
                    Err(SyncError::Problem(Box::new(problem)))
                }
            },
            Err(error) => Err(error),
        }
    }

    async fn take_receipt(&mut self, pushed: Pushed) -> Result<Taken, SyncError> {
        let Pushed { receipt, feed_end } = pushed;
        receipt
            .verify(&self.server)
            .map_err(|_| SyncError::OtherServer)?;
        let own = self.store.status()?.seq;
        if receipt.seq > own {
            self.refill(own).await?;
        }
        match self.store.apply_receipt(&receipt) {
            Ok(()) => Ok(Taken::Confirmed(feed_end.map(|n| Cursor {
                epoch: receipt.epoch,
                n,
            }))),
            Err(StoreError::Forked { .. }) => {
                self.go_on_in_a_successor("forked").await?;
                Ok(Taken::Corrected)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Fetches entries of the own journal that the server has and this device has lost.
    async fn refill(&mut self, own: Seq) -> Result<(), SyncError> {
        let mut from = own.next();
        loop {
            let author = self.store.author()?;
            let bytes = self
                .protocol
                .entries(&self.account.token, author, from)
                .await?;
            let parcel = kakou_store::Parcel::decode(&bytes)?;
            match self.store.refill(&parcel) {
                Ok(0) => return Ok(()),
                Ok(new) => {
                    self.summary.refilled += new as u64;
                    from = Seq(from.0 + new as u64);
                }
                // Ours is another chain: the receipt will say so, and a successor goes on.
                Err(StoreError::Forked { .. }) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// A batch, and what goes over the wire for it.
struct Packed {
    batch: Batch,
    bytes: Vec<u8>,
}

/// Compresses a batch aside, so that the connection is served meanwhile.
async fn pack(batch: Batch) -> Result<Packed, SyncError> {
    let work = move || {
        let bytes = batch::encode(&batch, Dictionary::newest())?;
        Ok(Packed { batch, bytes })
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(packed) => packed,
        Err(error) => resume_unwind(error.into_panic()),
    }
}

enum Taken {
    /// With where the feed ends.
    Confirmed(Option<Cursor>),
    Corrected,
}
