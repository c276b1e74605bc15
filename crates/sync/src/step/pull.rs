//! Pulling what others wrote, page by page; each page is durable together with its cursor.

use kakou_store::{Cursor, Parcel};

use super::Step;
use crate::error::SyncError;
use crate::protocol::{FeedRequest, Protocol};
use crate::state::Phase;

impl<P: Protocol<Error = SyncError>> Step<'_, P> {
    /// Nothing is asked where the feed ends at its cursor.
    pub(super) async fn pull(&mut self, feed_end: Option<Cursor>) -> Result<(), SyncError> {
        self.tell(Phase::Pulling, 0, 0);
        if feed_end == Some(self.store.cursor()?) {
            return Ok(());
        }
        loop {
            let cursor = self.store.cursor()?;
            let request = FeedRequest {
                epoch: cursor.epoch.clone(),
                after: cursor.n,
            };
            let bytes = self.protocol.feed(&self.account.token, request).await?;
            let parcel = Parcel::decode(&bytes)?;
            if parcel.heading.headquarters.server_key != self.server {
                return Err(SyncError::OtherServer);
            }
            if !cursor.epoch.is_empty() && parcel.heading.epoch != cursor.epoch {
                self.give_back(&parcel).await?;
            }
            self.summary.pulled += self.store.apply_feed(&parcel)? as u64;
            self.tell(Phase::Pulling, self.summary.pulled, 0);
            let moved = self.store.cursor()?.n == parcel.heading.next;
            if !parcel.heading.more && moved {
                return Ok(());
            }
        }
    }
}
