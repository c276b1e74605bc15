//! A server in a new epoch was restored from a backup: tablets give back what it lost.

use kakou_domain::AuthorId;
use kakou_journal::{Batch, Dictionary, Receipt, batch};
use kakou_store::Parcel;

use super::Step;
use crate::error::SyncError;
use crate::protocol::Protocol;

impl<P: Protocol<Error = SyncError>> Step<'_, P> {
    /// Gives back what this device holds of headquarters' journals and of its own earlier ones. Its
    /// own journal is pushed as always: the server's answer says from where.
    pub(super) async fn give_back(&mut self, parcel: &Parcel) -> Result<(), SyncError> {
        for author in self.store.journals_to_give_back()? {
            match self.give_back_one(author).await {
                Err(error) if is_refusal(&error) => {
                    tracing::warn!(%author, code = error.code(), "a journal is not taken back");
                }
                other => other?,
            }
        }
        self.store.restart_feed(&parcel.heading.epoch)?;
        Ok(())
    }

    pub(super) async fn give_back_one(&mut self, author: AuthorId) -> Result<(), SyncError> {
        let state = self.protocol.journal(&self.account.token, author).await?;
        if let Some(lost) = self.store.give_back(author, state.seq)? {
            let bytes = batch::encode(&lost, Dictionary::newest())?;
            let answer = self.protocol.push(&self.account.token, author, bytes);
            self.check_taken_back(&lost, &answer.await?.receipt)?;
            self.summary.given_back += lost.head.seq.0.saturating_sub(state.seq.0);
        }
        Ok(())
    }

    /// Once given back it is not given again: so it must be this server that has signed for it.
    fn check_taken_back(&self, lost: &Batch, receipt: &Receipt) -> Result<(), SyncError> {
        receipt
            .verify(&self.server)
            .map_err(|_| SyncError::OtherServer)?;
        match receipt.author == lost.author() && receipt.seq >= lost.head.seq {
            true => Ok(()),
            false => Err(SyncError::NoProgress),
        }
    }
}

/// The server has no use for what it is given: it does not know the journal, or has gone on in
/// another way. What this device holds stays with it, and asking again would not help.
pub(super) fn is_refusal(error: &SyncError) -> bool {
    matches!(
        error.code(),
        "not-your-journal" | "unknown-journal" | "forked" | "closed" | "gap"
    )
}
