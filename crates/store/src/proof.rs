//! A visit proved alone: what its author and headquarters signed, in one file that a third party checks
//! without the data folder.

mod check;
mod make;

use kakou_journal::{BadEntry, Receipt, Stretch};
use serde::{Deserialize, Serialize};

use crate::trust::Headquarters;

pub use check::{Proved, ProvedFact, check_proof};

/// The first field of a proof: what it is, and its version.
const FORMAT: &str = "kakou/1/proof";

/// What proves a visit: its facts, each in its author's journal, and headquarters' word on each author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// `kakou/1/proof`.
    format: String,
    /// The server's word on whose journals are headquarters'.
    word: Headquarters,
    /// The visit as it was sealed, then what was added to it and corrected, in the order of their times.
    visit: Vec<ProofEntry>,
    /// Headquarters' admissions of the authors and of those whose journals they go on from, and what it
    /// calls them.
    headquarters: Vec<ProofEntry>,
}

/// An entry, where it stands, and that the server has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProofEntry {
    /// The fact's bytes, which are JSON, as one text.
    payload: String,
    /// From the entry to a head that its author signed.
    place: Stretch,
    /// The server's receipt for this head. Headquarters' own journal has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    receipt: Option<Receipt>,
}

/// Why a visit cannot be proved, or a proof does not hold.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// This device has not heard the server's signed word.
    #[error("the server's word on headquarters is not here yet; sync once, then try again")]
    NoWord,
    /// Only headquarters' journal carries it.
    #[error(
        "this visit stands only in headquarters' journal, which carries it since a repair: what its \
         author signed is not here"
    )]
    Carried,
    /// No head that its author signed covers it.
    #[error("nothing that its author signed covers this visit here")]
    NotSigned,
    /// An author of the visit is not admitted, as far as is known.
    #[error("headquarters has not admitted an author of this visit, as far as it was heard here")]
    NotAdmitted,
    /// The file is no proof.
    #[error("this is no proof that this program can read: {0}")]
    Unreadable(String),
    /// The server's word is not signed by its key.
    #[error("the word on headquarters is not signed by the server's key; nothing is proved")]
    Word,
    /// An entry does not stand where it says.
    #[error("an entry does not stand in the journal that was signed: {0}")]
    Entry(#[from] BadEntry),
    /// A fact is not what belongs into a proof.
    #[error("the proof holds something else than one visit and its authors' admissions")]
    NotAVisit,
    /// An admission is not headquarters'.
    #[error("an admission is not in a journal of headquarters; nothing is proved")]
    NotHeadquarters,
    /// The id of a fact is not its author's.
    #[error("the visit's id was not made with its author's key: somebody else's visit was copied")]
    ForeignId,
    /// A receipt is not the server's, or for something else.
    #[error("a receipt is not the server's, or is for something else")]
    Receipt,
}

impl ProofError {
    /// Stable, for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoWord => "proof-no-word",
            Self::Carried => "proof-carried",
            Self::NotSigned => "proof-not-signed",
            Self::NotAdmitted => "proof-not-admitted",
            Self::Unreadable(_) => "proof-unreadable",
            Self::Word => "proof-word",
            Self::Entry(_) => "proof-entry",
            Self::NotAVisit => "proof-not-a-visit",
            Self::NotHeadquarters => "proof-not-headquarters",
            Self::ForeignId => "proof-foreign-id",
            Self::Receipt => "proof-receipt",
        }
    }
}
