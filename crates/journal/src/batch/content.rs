//! The content of the frame: written and read field by field.

use kakou_domain::Seq;

use super::limits::MAX_SEQ;
use super::{Batch, BatchError, Limits};
use crate::hash::{ChainHash, PayloadHash};
use crate::head::SignedHead;
use crate::item::Item;
use crate::key::{PublicKey, Signature, Suite};

const PAYLOAD: u8 = 1;
const WITHHELD: u8 = 2;

/// The content in three parts, one after another: what compresses and what cannot lie apart.
#[derive(Default)]
pub(super) struct Content {
    /// Suite and public key.
    pub(super) author: Vec<u8>,
    /// The first seq, and the items.
    pub(super) items: Vec<u8>,
    /// The signed head.
    pub(super) head: Vec<u8>,
}

impl Content {
    pub(super) fn len(&self) -> usize {
        self.author.len() + self.items.len() + self.head.len()
    }
}

/// The content of `batch`, within `limits`.
pub(super) fn write(batch: &Batch, limits: &Limits) -> Result<Content, BatchError> {
    limits.check_entries(batch.items.len())?;
    check_seqs(batch.from, batch.items.len(), batch.head.seq)?;
    let mut content = Content::default();
    content.author.push(batch.public_key().suite().code());
    put(&mut content.author, &batch.public_key().0)?;
    let items = &mut content.items;
    items.extend_from_slice(&batch.from.0.to_be_bytes());
    items.extend_from_slice(&length(batch.items.len())?);
    for item in &batch.items {
        match item {
            Item::Payload(bytes) => {
                limits.check_payload(bytes.len())?;
                items.push(PAYLOAD);
                put(items, bytes)?;
            }
            Item::Withheld(hash) => {
                items.push(WITHHELD);
                put(items, &hash.0)?;
            }
        }
        limits.check_decompressed(items.len())?;
    }
    let head = &mut content.head;
    head.extend_from_slice(&batch.head.seq.0.to_be_bytes());
    put(head, &batch.head.hash.0)?;
    put(head, &batch.head.signature.0)?;
    limits.check_decompressed(content.len())?;
    Ok(content)
}

/// The batch that `content` is, to its last byte.
pub(super) fn read(content: &[u8], limits: &Limits) -> Result<Batch, BatchError> {
    let mut rest = Reader(content);
    let [suite] = rest.fixed("suite")?;
    if Suite::from_code(suite).is_none() {
        return Err(BatchError::UnknownSuite(suite));
    }
    let public_key = PublicKey(rest.exactly("public key")?);
    let from = Seq(u64::from_be_bytes(rest.fixed("first seq")?));
    let count = u32::from_be_bytes(rest.fixed("number of items")?) as usize;
    limits.check_entries(count)?;
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(rest.item(limits)?);
    }
    let seq = Seq(u64::from_be_bytes(rest.fixed("seq of the head")?));
    let hash = ChainHash(rest.exactly("hash of the head")?);
    let signature = Signature(rest.exactly("signature of the head")?);
    if !rest.0.is_empty() {
        return Err(BatchError::TrailingBytes(rest.0.len()));
    }
    check_seqs(from, count, seq)?;
    Ok(Batch {
        from,
        items,
        head: SignedHead {
            public_key,
            seq,
            hash,
            signature,
        },
    })
}

/// The part that has not been read yet.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn fixed<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], BatchError> {
        let (value, rest) = self
            .0
            .split_first_chunk()
            .ok_or(BatchError::Malformed { what })?;
        self.0 = rest;
        Ok(*value)
    }

    fn text(&mut self, what: &'static str) -> Result<&'a [u8], BatchError> {
        let length = u32::from_be_bytes(self.fixed(what)?) as usize;
        let (value, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(BatchError::Malformed { what })?;
        self.0 = rest;
        Ok(value)
    }

    fn exactly<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], BatchError> {
        self.text(what)?
            .try_into()
            .map_err(|_| BatchError::Malformed { what })
    }

    fn item(&mut self, limits: &Limits) -> Result<Item, BatchError> {
        match self.fixed("item")? {
            [PAYLOAD] => {
                let payload = self.text("payload")?;
                limits.check_payload(payload.len())?;
                Ok(Item::Payload(payload.to_vec()))
            }
            [WITHHELD] => Ok(Item::Withheld(PayloadHash(self.exactly("withheld hash")?))),
            _ => Err(BatchError::Malformed { what: "item" }),
        }
    }
}

fn put(content: &mut Vec<u8>, text: &[u8]) -> Result<(), BatchError> {
    content.extend_from_slice(&length(text.len())?);
    content.extend_from_slice(text);
    Ok(())
}

fn length(length: usize) -> Result<[u8; 4], BatchError> {
    u32::try_from(length)
        .map(u32::to_be_bytes)
        .map_err(|_| BatchError::TooLarge {
            what: "length",
            limit: u32::MAX as usize,
        })
}

/// Every seq that the batch speaks of lies in 1..=[`MAX_SEQ`] (the head of an empty journal in 0).
fn check_seqs(from: Seq, count: usize, head: Seq) -> Result<(), BatchError> {
    let after = from.0.checked_add(count as u64);
    let first_fits = from.0 >= 1 && after.is_some_and(|after| after <= MAX_SEQ + 1);
    match (first_fits, head.0 <= MAX_SEQ) {
        (true, true) => Ok(()),
        (false, _) => Err(BatchError::Malformed { what: "first seq" }),
        (true, false) => Err(BatchError::Malformed {
            what: "seq of the head",
        }),
    }
}
