//! Sending photos: after all records, the small copies before the originals, the newest first,
//! several at once. Each goes on at the byte where the server has it.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::{StreamExt, TryStreamExt, stream};
use kakou_journal::{HoldsProof, Nonce};
use kakou_store::{BlobName, FileToSend, NewUpload, Part, StoreError, hash_of};

use super::Step;
use crate::error::SyncError;
use crate::protocol::{HeldRequest, Problem, Protocol};
use crate::state::Phase;

/// Files that are sent at once.
const AT_ONCE: usize = 3;
/// The first pieces are small: several at once go through the slowest network before it counts as
/// stalled.
const SMALLEST_PIECE: usize = 8 << 10;
/// Larger ones gain nothing.
const LARGEST_PIECE: usize = 1 << 20;
/// A piece that took less is followed by one twice as long; so what the server has is told, and kept
/// when the network breaks, every few seconds.
const QUICK: Duration = Duration::from_millis(1_500);
/// A piece that took more is followed by one half as long.
const SLOW: Duration = Duration::from_secs(6);

/// What all uploads of a sync share.
struct Progress {
    done: AtomicU64,
    total: u64,
    piece: AtomicUsize,
}

impl<P: Protocol<Error = SyncError>> Step<'_, P> {
    pub(super) async fn upload(&mut self) -> Result<(), SyncError> {
        let files = self.store.files_to_send()?;
        if files.is_empty() {
            return Ok(());
        }
        let small = files.iter().filter(|file| !file.thumbnail_sent);
        let small: Vec<BlobName> = small.map(|file| file.name.thumbnail()).collect();
        let whole: Vec<BlobName> = files.iter().map(|file| file.name.clone()).collect();
        let progress = Progress {
            done: AtomicU64::new(0),
            total: self.bytes_of(&files)?,
            piece: AtomicUsize::new(SMALLEST_PIECE),
        };
        self.tell(Phase::Uploading, 0, progress.total);
        for names in [small, whole] {
            let sending = names.iter().map(|name| self.send_file(name, &progress));
            // None of them begins before it is its turn.
            let sending: Vec<_> = sending.collect();
            let sent: Vec<bool> = stream::iter(sending)
                .buffer_unordered(AT_ONCE)
                .try_collect()
                .await?;
            if names.first().is_some_and(|name| name.part() == Part::Whole) {
                self.summary.uploaded += sent.into_iter().filter(|sent| *sent).count() as u64;
            }
        }
        Ok(())
    }

    /// What is to be sent, as far as it lies here.
    fn bytes_of(&self, files: &[FileToSend]) -> Result<u64, SyncError> {
        let mut total = 0;
        for file in files {
            total += self.store.evidence_size(&file.name)?.unwrap_or(0);
            if !file.thumbnail_sent {
                total += self
                    .store
                    .evidence_size(&file.name.thumbnail())?
                    .unwrap_or(0);
            }
        }
        Ok(total)
    }

    /// Sends one file; says whether the server has it now. One that it does not take, or that this
    /// device has lost, keeps no other from going.
    async fn send_file(&self, name: &BlobName, progress: &Progress) -> Result<bool, SyncError> {
        let Some(bytes) = self.read_file(name)? else {
            return self.ask_for_lost(name).await;
        };
        let hash = hash_of(&bytes);
        if name.part() == Part::Whole && hash != name.sha256() {
            return self.ask_for_lost(name).await;
        }
        let new = NewUpload {
            name: name.clone(),
            hash,
            size: bytes.len() as u64,
        };
        match self.send_bytes(&new, &bytes, progress).await {
            Ok(()) => {
                self.store.file_sent(name)?;
                Ok(true)
            }
            Err(SyncError::Problem(problem)) if is_of_this_file(&problem) => {
                tracing::warn!(code = problem.code, "the server does not take a file");
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    async fn send_bytes(
        &self,
        new: &NewUpload,
        bytes: &[u8],
        progress: &Progress,
    ) -> Result<(), SyncError> {
        let token = &self.account.token;
        let begun = self.protocol.begin_upload(token, new).await?;
        let mut offset = begun.offset;
        // Of what was begun the server has not got the rest.
        if let (0, Some(nonce)) = (offset, &begun.nonce)
            && self.show_held(new, nonce, bytes).await?
        {
            offset = new.size;
        }
        self.count(progress, offset.min(new.size));
        while offset < new.size {
            let from = usize::try_from(offset).unwrap_or(bytes.len());
            let most = progress.piece.load(Ordering::Relaxed);
            let piece = bytes.iter().skip(from).take(most).copied().collect();
            let begun = Instant::now();
            let now = self
                .protocol
                .send_piece(token, &new.name, offset, piece)
                .await?;
            if now <= offset {
                return Err(SyncError::NoProgress);
            }
            adapt(&progress.piece, begun.elapsed());
            self.count(progress, now - offset);
            offset = now;
        }
        Ok(())
    }

    /// Somebody else may have brought the same file: then it is enough to show that it is here, too. The
    /// server does not tell beforehand. Says whether it need not be sent.
    async fn show_held(
        &self,
        new: &NewUpload,
        nonce: &Nonce,
        bytes: &[u8],
    ) -> Result<bool, SyncError> {
        let proof = HoldsProof::of(nonce, self.store.author()?, bytes);
        let (token, request) = (&self.account.token, HeldRequest { proof });
        match self.protocol.show_held(token, &new.name, request).await {
            Ok(()) => Ok(true),
            Err(SyncError::Problem(problem)) if problem.code == "blob-not-shown" => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn count(&self, progress: &Progress, more: u64) {
        let done = progress.done.fetch_add(more, Ordering::Relaxed) + more;
        self.tell(Phase::Uploading, done, progress.total);
    }

    fn read_file(&self, name: &BlobName) -> Result<Option<Vec<u8>>, SyncError> {
        match self.store.evidence(name) {
            // No small copy can be made of it; the file itself goes as it is.
            Err(StoreError::Picture(_)) => Ok(None),
            found => Ok(found?),
        }
    }

    /// This device's own fact names the file, and it is not here, or not whole any more (the device
    /// was made anew): when the server has it, it need not be sent.
    async fn ask_for_lost(&self, name: &BlobName) -> Result<bool, SyncError> {
        if name.part() == Part::Thumbnail {
            return Ok(false);
        }
        match self.protocol.has_blob(&self.account.token, name).await? {
            true => self.store.file_sent(name)?,
            false => tracing::warn!(code = "no-photo", "an own file is neither here nor there"),
        }
        Ok(false)
    }
}

/// Pieces grow while they are quick, and shrink when they are slow.
fn adapt(piece: &AtomicUsize, took: Duration) {
    let now = piece.load(Ordering::Relaxed);
    let next = match took {
        took if took < QUICK => (now * 2).min(LARGEST_PIECE),
        took if took > SLOW => (now / 2).max(SMALLEST_PIECE),
        _ => now,
    };
    piece.store(next, Ordering::Relaxed);
}

/// What the server has against one file it need not have against the next.
fn is_of_this_file(problem: &Problem) -> bool {
    matches!(
        problem.code.as_str(),
        "blob-not-named" | "blob-size-differs" | "blob-too-large" | "blob-wrong-hash"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_grow_on_a_quick_network_and_shrink_on_a_slow_one() {
        let piece = AtomicUsize::new(SMALLEST_PIECE);
        let after = |took| {
            adapt(&piece, Duration::from_secs_f64(took));
            piece.load(Ordering::Relaxed)
        };
        assert_eq!(after(0.1), 2 * SMALLEST_PIECE);
        assert_eq!(after(3.0), 2 * SMALLEST_PIECE);
        assert_eq!(after(9.0), SMALLEST_PIECE);
        assert_eq!(after(9.0), SMALLEST_PIECE);
        for _ in 0..20 {
            after(0.1);
        }
        assert_eq!(after(0.1), LARGEST_PIECE);
    }
}
