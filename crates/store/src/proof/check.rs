//! Checking a proof, with nothing but the file.

use kakou_domain::fact::{Body, Fact};
use kakou_domain::supervision::{AuthorAdmitted, Role};
use kakou_domain::visit::SiteRef;
use kakou_domain::{AuthorId, FactId, Seq, VisitId};
use kakou_journal::{PayloadHash, PublicKey, check_code, fingerprint, is_fact_id_of};
use serde::Serialize;

use super::{FORMAT, Proof, ProofEntry, ProofError};

/// The most journals that one goes on from.
const LONGEST_LINE: usize = 100;

/// What a proof proves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proved {
    /// The county's code.
    pub county: String,
    /// Of the server's key. It must be the one that headquarters makes known: a proof says what a
    /// server's key has signed, not whose key that is.
    pub server: String,
    /// Which visit.
    pub visit: VisitId,
    /// Where, as it was sealed.
    pub site: SiteRef,
    /// When, as its author says, RFC 3339.
    pub visited_at: String,
    /// What was stated, the seal first. That there is nothing else cannot be proved.
    pub facts: Vec<ProvedFact>,
}

/// A fact, whose it is, and that the server has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProvedFact {
    /// `visit.sealed`, `visit.amended` or `visit.supplemented`.
    pub kind: String,
    /// The first letters of its payload's hash, as the tablet showed it.
    pub check_code: String,
    /// When it was stated, as its author says, RFC 3339.
    pub at: String,
    /// Whose journal.
    pub author: AuthorId,
    /// Its entry there.
    pub seq: Seq,
    /// Of the author's key.
    pub fingerprint: String,
    /// Headquarters or a tablet.
    pub role: Role,
    /// What the fact says of who stated it.
    pub by: String,
    /// What headquarters calls the author, where the proof has that.
    pub name: Option<String>,
    /// Since when the server has it at the latest, by the server's clock; `None` without a receipt.
    pub received_at: Option<String>,
    /// Why the server does not use it, where the receipt says so.
    pub set_aside: Option<String>,
}

/// Checks a proof's bytes: each signature, each chain, each admission.
///
/// # Errors
/// The first thing that does not hold; nothing is proved then.
pub fn check_proof(bytes: &[u8]) -> Result<Proved, ProofError> {
    let unreadable = |error: serde_json::Error| ProofError::Unreadable(error.to_string());
    let proof: Proof = serde_json::from_slice(bytes).map_err(unreadable)?;
    if proof.format != FORMAT {
        return Err(ProofError::Unreadable(proof.format));
    }
    proof.check()
}

impl Proof {
    fn check(&self) -> Result<Proved, ProofError> {
        self.word.verify().map_err(|_| ProofError::Word)?;
        let mut said = Said::default();
        for entry in &self.headquarters {
            if !self.word.speaks_through(&entry.place.head.public_key) {
                return Err(ProofError::NotHeadquarters);
            }
            match entry.fact()?.body {
                Body::AuthorAdmitted(admitted) => said.admitted.push(admitted),
                Body::AuthorNamed(named) => said.named.push((named.author, named.name)),
                _ => return Err(ProofError::NotAVisit),
            }
        }
        let sealed = self.visit.first().ok_or(ProofError::NotAVisit)?.fact()?;
        let Body::VisitSealed(content) = sealed.body else {
            return Err(ProofError::NotAVisit);
        };
        let facts = self.visit.iter();
        let facts = facts.map(|entry| self.proved(entry, sealed.id, &said));
        Ok(Proved {
            county: self.word.county.clone(),
            server: fingerprint(&self.word.server_key),
            visit: VisitId(sealed.id.0),
            visited_at: content.visited_at.to_rfc3339(),
            site: content.site,
            facts: facts.collect::<Result<_, _>>()?,
        })
    }

    fn proved(
        &self,
        entry: &ProofEntry,
        seal: FactId,
        said: &Said,
    ) -> Result<ProvedFact, ProofError> {
        let fact = entry.fact()?;
        let of = match &fact.body {
            Body::VisitSealed(_) => fact.id,
            Body::VisitAmended(amended) => FactId(amended.visit.0),
            Body::VisitSupplemented(supplemented) => FactId(supplemented.visit.0),
            _ => return Err(ProofError::NotAVisit),
        };
        if of != seal {
            return Err(ProofError::NotAVisit);
        }
        let key = &entry.place.head.public_key;
        let (role, keys) = match self.word.speaks_through(key) {
            true => (Role::Headquarters, self.word.authors.clone()),
            false => said.line(key)?,
        };
        if fact.id.0.get_version_num() == 8 && !keys.iter().any(|key| is_fact_id_of(fact.id, key)) {
            return Err(ProofError::ForeignId);
        }
        let received = entry.received(&self.word.server_key)?;
        Ok(ProvedFact {
            kind: fact.body.kind().to_owned(),
            check_code: check_code(&entry.hash()),
            at: fact.at.to_rfc3339(),
            author: key.author(),
            seq: entry.place.seq,
            fingerprint: fingerprint(key),
            role,
            name: said.name(key.author()),
            by: fact.by,
            received_at: received.as_ref().map(|(at, _)| at.clone()),
            set_aside: received.and_then(|(_, aside)| aside),
        })
    }
}

impl ProofEntry {
    fn hash(&self) -> PayloadHash {
        PayloadHash::of(self.payload.as_bytes())
    }

    /// The fact, proved to stand in the journal of the head's key.
    fn fact(&self) -> Result<Fact, ProofError> {
        self.place.prove(self.hash())?;
        Fact::from_payload(self.payload.as_bytes())
            .map_err(|error| ProofError::Unreadable(error.to_string()))
    }

    /// When the server had received it at the latest, and why it does not use it.
    fn received(&self, server: &PublicKey) -> Result<Option<(String, Option<String>)>, ProofError> {
        let Some(receipt) = &self.receipt else {
            return Ok(None);
        };
        let head = &self.place.head;
        let holds = receipt.verify(server).is_ok()
            && receipt.author == head.public_key.author()
            && (receipt.seq, receipt.head) == (head.seq, head.hash);
        if !holds {
            return Err(ProofError::Receipt);
        }
        let aside = receipt.set_aside.iter();
        let aside = aside.into_iter().find(|one| one.seq == self.place.seq);
        let code = aside.map(|one| one.code.clone());
        Ok(Some((receipt.received_at.clone(), code)))
    }
}

/// What headquarters says of the authors.
#[derive(Default)]
struct Said {
    admitted: Vec<AuthorAdmitted>,
    named: Vec<(AuthorId, String)>,
}

impl Said {
    fn of(&self, author: AuthorId) -> Option<&AuthorAdmitted> {
        self.admitted.iter().find(|said| said.author == author)
    }

    /// What an author may do, and the keys of its journal and of those that it goes on from.
    fn line(&self, key: &PublicKey) -> Result<(Role, Vec<PublicKey>), ProofError> {
        let admitted = self.of(key.author()).ok_or(ProofError::NotAdmitted)?;
        let (role, mut keys, mut next) = (admitted.role, Vec::new(), Some(admitted));
        while let Some(said) = next.take().filter(|_| keys.len() < LONGEST_LINE) {
            let bytes = data_encoding::HEXLOWER.decode(said.public_key.as_bytes());
            let bytes = bytes.ok().and_then(|bytes| bytes.try_into().ok());
            let key = PublicKey(bytes.ok_or(ProofError::NotAdmitted)?);
            if key.author() != said.author {
                return Err(ProofError::NotAdmitted);
            }
            keys.push(key);
            next = said.succeeds.and_then(|before| self.of(before));
        }
        Ok((role, keys))
    }

    fn name(&self, author: AuthorId) -> Option<String> {
        let mut named = self.named.iter().rev();
        let named = named.find(|(of, _)| *of == author).map(|(_, name)| name);
        let admitted = || self.of(author).and_then(|said| said.name.as_ref());
        named.or_else(admitted).cloned()
    }
}
