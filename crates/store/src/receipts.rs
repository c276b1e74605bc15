//! Receipts: the server gives one for each push and keeps it, its tablet verifies it and keeps it too.

use chrono::SecondsFormat;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{Batch, Head, Receipt, SetAside, SignedHead, Signer};
use rusqlite::{Connection, Row, Transaction};

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::{entry, heads, journal, meta, sql, trust};

impl Store {
    /// Takes a pushed batch in as [`Store::receive_push`] does, and signs for the journal as it then
    /// stands. The receipt is durable with the entries that it is for.
    pub fn take_push(&self, batch: &Batch) -> Result<Receipt> {
        let server = self.server_key()?;
        self.receive(batch, |tx, received| {
            let author = received.journal.author;
            let receipt = self.receipt_in(tx, author, &server)?;
            let signed = journal::get(tx, author)?.and_then(|row| row.signed);
            if let Some(signed) = signed.filter(|signed| signed.seq == receipt.seq) {
                heads::keep_with_receipt(tx, &signed, &receipt, &server.public_key())?;
            }
            Ok(receipt)
        })
    }

    /// The signed receipt for a journal as it stands here.
    pub fn receipt(&self, author: AuthorId) -> Result<Receipt> {
        let server = self.server_key()?;
        self.read(|db| self.receipt_in(db, author, &server))
    }

    pub(crate) fn receipt_in(
        &self,
        db: &Connection,
        author: AuthorId,
        server: &dyn Signer,
    ) -> Result<Receipt> {
        let row = journal::get(db, author)?.ok_or(StoreError::UnknownAuthor(author))?;
        let head = Head {
            author,
            seq: row.seq,
            hash: row.head,
        };
        let epoch = meta::get(db, meta::EPOCH)?.unwrap_or_default();
        let now = self
            .clock()
            .now()
            .to_rfc3339_opts(SecondsFormat::Millis, false);
        let aside = set_aside(db, author)?;
        Receipt::sign(server, &head, epoch, row.backed_up, now, aside)
            .map_err(|error| StoreError::Journal(error.into()))
    }

    /// Takes over the server's receipt for the own journal, and keeps it. One that is not signed by the
    /// trusted server, or is for another chain than ours, changes nothing.
    pub fn apply_receipt(&self, receipt: &Receipt) -> Result<()> {
        self.write(|tx| {
            let server = trust::trusted(tx)?.ok_or(StoreError::OtherServer)?;
            receipt.verify(&server)?;
            let ours = match receipt.seq {
                Seq(0) => true,
                seq => entry::chain_at(tx, receipt.author, seq)? == Some(receipt.head),
            };
            if !ours {
                return Err(StoreError::Forked { seq: receipt.seq });
            }
            journal::confirm(tx, receipt.author, receipt.seq, receipt.backed_up_to)?;
            if let Some(signed) = self.signed_for(tx, receipt)? {
                heads::keep_with_receipt(tx, &signed, receipt, &server)?;
            }
            let listed: Vec<_> = receipt
                .set_aside
                .iter()
                .map(|one| (one.seq.0, one.code.as_str()))
                .collect();
            meta::set(tx, meta::SET_ASIDE, &serde_json::to_string(&listed)?)
        })
    }

    /// The own head that a receipt is for. It was signed for the push already; the same key signs the
    /// same head with the same bytes.
    fn signed_for(&self, tx: &Transaction<'_>, receipt: &Receipt) -> Result<Option<SignedHead>> {
        if receipt.seq == Seq(0) {
            return Ok(None);
        }
        let signed = journal::get(tx, receipt.author)?.and_then(|row| row.signed);
        if let Some(signed) = signed.filter(|signed| signed.seq == receipt.seq) {
            return Ok(Some(signed));
        }
        let head = Head {
            author: receipt.author,
            seq: receipt.seq,
            hash: receipt.head,
        };
        Ok(Some(SignedHead::sign(&self.key(receipt.author)?, &head)?))
    }
}

/// The entries of a journal that are kept here but cannot be used.
pub(crate) fn set_aside(db: &Connection, author: AuthorId) -> Result<Vec<SetAside>> {
    // The index of all places of a journal would do as well, and be gone through as a whole.
    let text = "SELECT seq, set_aside FROM entry INDEXED BY entry_set_aside_of
                WHERE set_aside IS NOT NULL AND author = ?1 ORDER BY seq";
    let read = |row: &Row<'_>| {
        Ok(SetAside {
            seq: sql::seq(row, 0)?,
            code: row.get(1)?,
        })
    };
    let rows = db
        .prepare_cached(text)?
        .query_map([author.0], read)?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
