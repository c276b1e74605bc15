//! Parcels: what travels from the server to a tablet, as an answer of the feed, or to refill a journal.
//! Signed as a whole it is a pack file ([`crate::pack`]).
//!
//! Layout: `KKP1`, the length of the heading as 4 bytes big-endian, the heading as JSON, and then
//! each part's batch ([`kakou_journal::batch`]) with its length before it in the same way.

use kakou_domain::DivisionCode;
use kakou_journal::{Dictionary, Limits, batch};
use serde::{Deserialize, Serialize};

use crate::feed::{FeedPage, FeedPart};
use crate::receive::Writer;
use crate::trust::Headquarters;

const MAGIC: &[u8; 4] = b"KKP1";
/// The longest heading: a word on headquarters and a line for each part.
const MOST_HEADING: usize = 1 << 20;
/// The most parts: one a journal.
const MOST_PARTS: usize = 10_000;

/// Entries of several journals with the server's word on headquarters.
#[derive(Debug, Clone, PartialEq)]
pub struct Parcel {
    /// What is said of it as a whole.
    pub heading: Heading,
    /// The entries.
    pub parts: Vec<FeedPart>,
}

/// What is said of a parcel as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Whose journals are headquarters'.
    pub headquarters: Headquarters,
    /// The server's epoch.
    pub epoch: String,
    /// What the receiver may see; what lies outside is withheld.
    pub divisions: Vec<DivisionCode>,
    /// Where the feed goes on.
    pub next: u64,
    /// Whether there is more now.
    pub more: bool,
}

/// A parcel that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParcelError {
    /// It does not begin as a parcel does.
    #[error("this is not a pack")]
    NotAParcel,
    /// It ends too early, or something follows.
    #[error("the pack is cut off or damaged")]
    Damaged,
    /// It is not what the server signed.
    #[error("the pack was altered after the server signed it; nothing of it was taken in")]
    Altered,
    /// A batch in it cannot be read or written.
    #[error("the pack is damaged: {0}")]
    Batch(#[from] kakou_journal::BatchError),
}

impl ParcelError {
    /// Stable, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAParcel => "not-a-pack",
            Self::Damaged => "pack-damaged",
            Self::Altered => "pack-altered",
            Self::Batch(error) => error.code(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(flatten)]
    heading: Heading,
    writers: Vec<Writer>,
}

impl Parcel {
    /// Makes a parcel of a part of the feed.
    pub fn of(
        page: FeedPage,
        headquarters: Headquarters,
        epoch: String,
        divisions: Vec<DivisionCode>,
    ) -> Self {
        let FeedPage { parts, next, more } = page;
        Self {
            heading: Heading {
                headquarters,
                epoch,
                divisions,
                next,
                more,
            },
            parts,
        }
    }

    /// As bytes.
    ///
    /// # Errors
    /// When a batch is over its limits.
    pub fn encode(&self) -> Result<Vec<u8>, ParcelError> {
        let mut bytes = MAGIC.to_vec();
        self.write(&mut bytes)?;
        Ok(bytes)
    }

    /// Its heading and batches.
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) -> Result<(), ParcelError> {
        let writers = self.parts.iter().map(|part| part.writer.clone()).collect();
        let written = Written {
            heading: self.heading.clone(),
            writers,
        };
        let heading = serde_json::to_vec(&written).map_err(|_| ParcelError::Damaged)?;
        put(bytes, &heading)?;
        for part in &self.parts {
            put(bytes, &batch::encode(&part.batch, Dictionary::newest())?)?;
        }
        Ok(())
    }

    /// Reads a parcel.
    ///
    /// # Errors
    /// When it is none, is cut off, or a batch in it is damaged or over its limits.
    pub fn decode(bytes: &[u8]) -> Result<Self, ParcelError> {
        Self::read(bytes.strip_prefix(MAGIC).ok_or(ParcelError::NotAParcel)?)
    }

    /// Reads a heading, whatever stands behind it.
    pub(crate) fn heading(mut bytes: &[u8]) -> Result<Heading, ParcelError> {
        Ok(take_heading(&mut bytes)?.heading)
    }

    /// Reads a heading and its batches, and nothing behind them.
    pub(crate) fn read(mut rest: &[u8]) -> Result<Self, ParcelError> {
        let Written { heading, writers } = take_heading(&mut rest)?;
        let mut parts = Vec::with_capacity(writers.len());
        for writer in writers {
            let batch = batch::decode(take(&mut rest)?, &Limits::default())?;
            parts.push(FeedPart { writer, batch });
        }
        if rest.is_empty() {
            Ok(Self { heading, parts })
        } else {
            Err(ParcelError::Damaged)
        }
    }
}

fn take_heading(rest: &mut &[u8]) -> Result<Written, ParcelError> {
    let heading = take(rest)?;
    if heading.len() > MOST_HEADING {
        return Err(ParcelError::Damaged);
    }
    let written: Written = serde_json::from_slice(heading).map_err(|_| ParcelError::Damaged)?;
    match written.writers.len() > MOST_PARTS {
        true => Err(ParcelError::Damaged),
        false => Ok(written),
    }
}

fn put(bytes: &mut Vec<u8>, field: &[u8]) -> Result<(), ParcelError> {
    let length = u32::try_from(field.len()).map_err(|_| ParcelError::Damaged)?;
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(field);
    Ok(())
}

fn take<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], ParcelError> {
    let (length, after) = rest.split_first_chunk::<4>().ok_or(ParcelError::Damaged)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| ParcelError::Damaged)?;
    let (field, after) = after.split_at_checked(length).ok_or(ParcelError::Damaged)?;
    *rest = after;
    Ok(field)
}
