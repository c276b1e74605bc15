//! A server in a new epoch was restored from a backup: tablets give back what it lost.

use kakou_journal::{Dictionary, batch};
use kakou_store::Parcel;

use super::Step;
use crate::error::SyncError;
use crate::protocol::Protocol;

impl<P: Protocol<Error = SyncError>> Step<'_, P> {
    /// Gives back what this device holds of headquarters' journals and of its own earlier ones. Its
    /// own journal is pushed as always: the server's answer says from where.
    pub(super) async fn give_back(&mut self, parcel: &Parcel) -> Result<(), SyncError> {
        for author in self.store.journals_to_give_back()? {
            let state = self.protocol.journal(&self.account.token, author).await?;
            if let Some(lost) = self.store.give_back(author, state.seq)? {
                let bytes = batch::encode(&lost, Dictionary::newest())?;
                self.protocol
                    .push(&self.account.token, author, bytes)
                    .await?;
                self.summary.given_back += lost.items.len() as u64;
            }
        }
        self.store.restart_feed(&parcel.heading.epoch)?;
        Ok(())
    }
}
