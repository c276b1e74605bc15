//! Packs: what headquarters stated, as one file for a tablet that has no network yet.
//!
//! Layout: `KKP2`, then as in a parcel ([`crate::parcel`]) the heading and the batches, then 64 bytes: the
//! server's signature over all before. A file of before begins with `KKP1` and is not signed as a whole:
//! of it counts what the signed word in it proves, headquarters' own journals.

use std::collections::BTreeMap;

use kakou_domain::fact::{Body, Fact};
use kakou_domain::supervision::Role;
use kakou_domain::{DivisionCode, Seq};
use kakou_journal::{
    Item, PublicKey, Signature, Signer, Verifier, fingerprint, framed, read_fingerprint,
};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::error::{Result, StoreError};
use crate::feed::{FeedPage, FeedPart};
use crate::parcel::{Parcel, ParcelError};
use crate::store::Store;
use crate::{practice, trust};

const MAGIC: &[u8; 4] = b"KKP2";
/// Of an Ed25519 signature.
const SIGNATURE: usize = 64;
/// The longest pack that is read, in bytes.
pub const LONGEST_PACK: u64 = 256 << 20;

/// A pack that was read: what it proves, and who signed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    pub(crate) parcel: Parcel,
}

impl Pack {
    /// Reads a pack, and checks the signature over the whole of it.
    ///
    /// # Errors
    /// When it is none, is cut off, or is not what the server of its heading signed.
    pub fn read(bytes: &[u8]) -> Result<Self, ParcelError> {
        let Some(inside) = bytes.strip_prefix(MAGIC) else {
            let parcel = proved_by_the_word(Parcel::decode(bytes)?)?;
            return Ok(Self { parcel });
        };
        let (inside, signature) = inside
            .split_last_chunk::<SIGNATURE>()
            .ok_or(ParcelError::Damaged)?;
        // Before anything of it is unpacked.
        let word = Parcel::heading(inside)?.headquarters;
        let (key, signed) = (&word.server_key, &bytes[..bytes.len() - SIGNATURE]);
        let holds = key.verify(&message(key, signed), &Signature(*signature));
        holds
            .and_then(|()| word.verify())
            .map_err(|_| ParcelError::Altered)?;
        let parcel = Parcel::read(inside)?;
        Ok(Self { parcel })
    }

    /// Of the server's key, in groups of four. Whoever is about to trust it compares this with what
    /// headquarters makes known.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.parcel.heading.headquarters.server_key)
    }

    /// The county's code.
    pub fn county(&self) -> &str {
        &self.parcel.heading.headquarters.county
    }

    /// What headquarters calls the county, where the pack says it.
    pub fn county_name(&self) -> Option<String> {
        let items = self.parcel.parts.iter().flat_map(|part| &part.batch.items);
        let mut facts = items.filter_map(|item| match item {
            Item::Payload(payload) => Fact::from_payload(payload).ok(),
            Item::Withheld(_) => None,
        });
        facts.find_map(|fact| match fact.body {
            Body::DivisionDefined(said) if said.code.as_str() == self.county() => Some(said.name),
            _ => None,
        })
    }

    /// Signs a parcel as a pack.
    fn sign(parcel: &Parcel, server: &dyn Signer) -> Result<Vec<u8>> {
        let mut bytes = MAGIC.to_vec();
        parcel.write(&mut bytes)?;
        let signature = server.sign(&message(&server.public_key(), &bytes));
        let signature = signature.map_err(|error| StoreError::Journal(error.into()))?;
        bytes.extend_from_slice(&signature.0);
        Ok(bytes)
    }

    /// Whether this device trusts whose pack it is, or a person says so now by its fingerprint.
    fn check_trust(&self, db: &Connection, trust: Option<&str>) -> Result<()> {
        let own = self.fingerprint();
        match trust {
            Some(typed) if read_fingerprint(typed).is_ok_and(|typed| typed == own) => Ok(()),
            Some(_) => Err(StoreError::OtherFingerprint(own)),
            None if trust::trusted(db)?.is_some() => Ok(()),
            None => Err(StoreError::NotTrusted {
                fingerprint: own,
                county: self.county().to_owned(),
            }),
        }
    }
}

/// What is signed: framed (`kakou/1/pack`, suite, server's key, SHA-256 of all before the signature).
fn message(server: &PublicKey, signed: &[u8]) -> Vec<u8> {
    let (suite, digest) = ([server.suite().code()], Sha256::digest(signed));
    framed("kakou/1/pack", &[&suite, &server.0, &digest])
}

/// Of a pack that is not signed as a whole: headquarters' journals, for they are signed and the word names
/// them. Neither what else was put into it nor what its heading says is believed.
fn proved_by_the_word(mut parcel: Parcel) -> Result<Parcel, ParcelError> {
    let word = parcel.heading.headquarters.clone();
    word.verify().map_err(|_| ParcelError::Altered)?;
    parcel
        .parts
        .retain(|part| word.speaks_through(part.batch.public_key()));
    prove_to_the_end(&parcel.parts)?;
    for part in &mut parcel.parts {
        part.writer.name.clear();
    }
    parcel.heading.divisions = word.county.parse().into_iter().collect();
    Ok(parcel)
}

/// Proves each journal from its first entry to its last by the head at its end. A head that lies further on
/// proves nothing of the entries before it: whoever has a genuine one could put it behind his own.
fn prove_to_the_end(parts: &[FeedPart]) -> Result<(), ParcelError> {
    let mut journals = BTreeMap::new();
    for FeedPart { batch, .. } in parts {
        let begun = || (Verifier::from_genesis(batch.public_key()), batch.head);
        let (verifier, head) = journals.entry(batch.author()).or_insert_with(begun);
        if batch.from != verifier.head().seq.next() {
            return Err(ParcelError::Altered);
        }
        for item in &batch.items {
            verifier.push(item);
        }
        *head = batch.head;
    }
    let mut journals = journals.into_values();
    let proved = journals.try_for_each(|(verifier, head)| verifier.finish(&head).map(drop));
    proved.map_err(|_| ParcelError::Altered)
}

impl Store {
    /// Headquarters' facts as a device with `divisions` may see them, as a signed file: divisions, sites,
    /// rosters, checklists. What tablets wrote is not in it; it comes with the feed.
    pub fn pack(&self, divisions: Vec<DivisionCode>) -> Result<Vec<u8>> {
        let word = self.headquarters()?;
        let mut parts = Vec::new();
        let journals = self.journals()?.into_iter();
        for journal in journals.filter(|journal| journal.role == Role::Headquarters) {
            let mut from = Seq(1);
            while let Some(part) = self.journal_entries(journal.author, from, Some(&divisions))? {
                if part.batch.items.is_empty() {
                    break;
                }
                from = Seq(from.0 + part.batch.items.len() as u64);
                parts.push(part);
            }
        }
        let page = FeedPage {
            parts,
            next: 0,
            more: false,
        };
        let parcel = Parcel::of(page, word, self.epoch()?, divisions);
        Pack::sign(&parcel, &self.server_key()?)
    }

    /// Takes in a pack. A device that trusts no server yet trusts the pack's from now on, if `trust` is
    /// its fingerprint: a person compared it.
    ///
    /// # Errors
    /// Nobody said whom to trust ([`StoreError::NotTrusted`] has whom the pack is of), another fingerprint,
    /// or another server than the one that is trusted. Nothing is taken in then.
    pub fn load_pack(&self, pack: &Pack, trust: Option<&str>) -> Result<usize> {
        let new = self.write(|tx| {
            practice::refuse(tx)?;
            pack.check_trust(tx, trust)?;
            self.take_pack(tx, &pack.parcel)
        })?;
        self.remove_erased_files()?;
        Ok(new)
    }
}
