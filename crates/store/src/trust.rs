//! Who speaks for headquarters: the server's key, and its signed word on whose journals are
//! headquarters' own. A tablet trusts one server's key, from its enrolment code or its first pack.

use kakou_journal::{JournalError, PublicKey, SignError, Signature, Signer, framed};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::error::{Result, StoreError};
use crate::meta;

/// The server's signed word on headquarters' journals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headquarters {
    /// The server's own key; it signs receipts too.
    pub server_key: PublicKey,
    /// The county that it serves, as a division code.
    pub county: String,
    /// The keys of headquarters' journals, each a successor of the one before.
    pub authors: Vec<PublicKey>,
    /// By `server_key`, over the framed fields (`kakou/1/headquarters`, suite, server's key, county,
    /// each author's key).
    pub signature: Signature,
}

impl Headquarters {
    pub(crate) fn sign(
        server: &dyn Signer,
        county: String,
        authors: Vec<PublicKey>,
    ) -> Result<Self, SignError> {
        let server_key = server.public_key();
        let mut word = Self {
            server_key,
            county,
            authors,
            signature: Signature([0; 64]),
        };
        word.signature = server.sign(&word.message())?;
        Ok(word)
    }

    /// Whether the server's key signed this word.
    pub fn verify(&self) -> Result<(), JournalError> {
        self.server_key.verify(&self.message(), &self.signature)
    }

    /// Whether a journal is headquarters' own.
    pub fn speaks_through(&self, key: &PublicKey) -> bool {
        self.authors.contains(key)
    }

    fn message(&self) -> Vec<u8> {
        let suite = [self.server_key.suite().code()];
        let mut fields: Vec<&[u8]> = vec![&suite, &self.server_key.0, self.county.as_bytes()];
        fields.extend(self.authors.iter().map(|key| key.0.as_slice()));
        framed("kakou/1/headquarters", &fields)
    }
}

/// The server's key that this device trusts.
pub(crate) fn trusted(db: &Connection) -> Result<Option<PublicKey>> {
    let text = meta::get(db, meta::SERVER_KEY)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// Trusts the server of this word from now on; once one is trusted, no other is.
pub(crate) fn trust(db: &Connection, word: &Headquarters) -> Result<()> {
    word.verify()?;
    match trusted(db)? {
        Some(known) if known != word.server_key => return Err(StoreError::OtherServer),
        Some(_) => {}
        None => {
            meta::set(db, meta::SERVER_KEY, &word.server_key.to_string())?;
            meta::set(db, meta::COUNTY, &word.county)?;
        }
    }
    keep(db, word)
}

/// The word of the trusted server that names most journals, as it was signed: whoever is shown a visit
/// elsewhere needs it.
pub(crate) fn kept(db: &Connection) -> Result<Option<Headquarters>> {
    let text = meta::get(db, meta::HEADQUARTERS)?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// An older word, from a pack, names fewer journals than the one that is here.
fn keep(db: &Connection, word: &Headquarters) -> Result<()> {
    let known = kept(db)?;
    if known.is_some_and(|known| known == *word || known.authors.len() > word.authors.len()) {
        return Ok(());
    }
    meta::set(db, meta::HEADQUARTERS, &serde_json::to_string(word)?)
}
