//! The own journal is forked or closed at the server: a successor goes on, and the server is told.

use kakou_domain::AuthorId;
use kakou_journal::{SignError, Signer};
use kakou_store::StoreError;

use super::Step;
use super::restored::is_refusal;
use crate::error::SyncError;
use crate::protocol::{Protocol, SuccessorRequest};

impl<P: Protocol<Error = SyncError>> Step<'_, P> {
    pub(super) async fn go_on_in_a_successor(&mut self, reason: &str) -> Result<(), SyncError> {
        let succession = self.store.succeed(reason)?;
        tracing::warn!(
            reason,
            carried = succession.carried,
            "the own journal goes on in a successor"
        );
        self.announce_successor().await
    }

    /// Tells the server whose journal goes on under which key. Cut off before the answer came, the
    /// next sync tells it again.
    pub(super) async fn announce_successor(&mut self) -> Result<(), SyncError> {
        let Some(before) = self.store.unannounced_predecessor()? else {
            return Ok(());
        };
        self.announce(before).await?;
        self.store.predecessor_announced()?;
        Ok(())
    }

    /// A server that does not know the own journal may have been restored from a backup that is
    /// older than the succession, and still know an earlier one. Says whether it does now.
    pub(super) async fn announce_again(&mut self) -> Result<bool, SyncError> {
        for before in self.store.earlier_journals()? {
            // First what it lost of it: a journal that was succeeded takes no more.
            let known = match self.give_back_one(before).await {
                Ok(()) => self.announce(before).await,
                Err(error) => Err(error),
            };
            match known {
                Ok(()) => return Ok(true),
                Err(error) if is_refusal(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }

    async fn announce(&self, before: AuthorId) -> Result<(), SyncError> {
        let key = self.store.own_key()?;
        let public_key = key.public_key();
        let message = SuccessorRequest::message(before, &public_key);
        let signed = |error: SignError| StoreError::Journal(error.into());
        let proof = key.sign(&message).map_err(signed)?;
        let old = self.store.key(before)?;
        let request = SuccessorRequest {
            public_key,
            proof,
            proof_of_old: Some(old.sign(&message).map_err(signed)?),
        };
        self.protocol
            .succeed(&self.account.token, before, request)
            .await
    }
}
