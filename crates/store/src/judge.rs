//! Judging an entry: whether what it says can be used here. The server and every tablet judge alike;
//! what cannot be used is set aside with its code, kept, and judged again when that may change.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use chrono::{DateTime, FixedOffset};
use kakou_domain::checklist::ChecklistHash;
use kakou_domain::fact::{Body, Fact, FactError};
use kakou_domain::name::look_alike;
use kakou_domain::rights::may_state;
use kakou_domain::supervision::{AuthorAdmitted, AuthorNamed, Role};
use kakou_domain::trust::{IdContested, JournalCarried, PayloadErased, RulesAdopted};
use kakou_domain::{AuthorId, FactId, Seq};
use kakou_journal::{Item, PayloadHash, is_fact_id_of};
use rusqlite::Connection;

use crate::contest::{self, Rival};
use crate::erase;
use crate::error::Result;
use crate::names;
use crate::whose::{self, Whose};

/// A visit whose checklist nobody has published here; it is taken in as soon as somebody does.
pub(crate) const UNKNOWN_CHECKLIST: &str = "unknown-checklist";
/// The kind is not for an author of this role.
const NOT_ALLOWED: &str = "kind-not-allowed";
/// The author was never admitted by headquarters, as far as it has been heard here.
pub(crate) const NOT_ADMITTED: &str = "not-admitted";
/// The id fits no key of the author.
pub(crate) const NOT_YOURS: &str = "id-not-yours";
/// Another payload stands under the id.
pub(crate) const TAKEN: &str = "id-taken";
/// The id is none that a fact may have.
const ID_MALFORMED: &str = "id-malformed";
/// The scope is not the division that the fact is about.
const FALSE_SCOPE: &str = "scope-false";
/// Headquarters erased it.
pub(crate) const ERASED: &str = "payload-erased";
/// An inspector's fact is signed with headquarters' name.
const FALSE_NAME: &str = "name-not-yours";

/// What an entry states, as far as taking it in needs to know. It is read without the database, so
/// that nobody waits for the one writer meanwhile.
pub(crate) struct Statement {
    /// Of the payload, also of one that is withheld.
    pub(crate) hash: PayloadHash,
    /// What is stated; nothing of what cannot be read or is withheld.
    said: Option<Said>,
    /// Why it cannot be read.
    unreadable: Option<&'static str>,
}

/// What judging asks of a fact.
struct Said {
    id: FactId,
    by: String,
    kind: Box<str>,
    own_id: bool,
    true_scope: bool,
    /// The checklist that a visit was made by.
    made_by: Option<ChecklistHash>,
    /// When a visit was made, as it says.
    visited_at: Option<DateTime<FixedOffset>>,
    /// What is known from now on.
    word: Option<Word>,
}

/// What headquarters states of what counts.
pub(crate) enum Word {
    /// A checklist may be used.
    Published(ChecklistHash),
    /// An author is taken in.
    Admitted(AuthorAdmitted),
    /// An author is called so.
    Named(AuthorNamed),
    /// One of two payloads stands.
    Contested(IdContested),
    /// Another's payloads follow.
    Carried(JournalCarried),
    /// Since when this is asked.
    Rules(RulesAdopted),
    /// Payloads are erased.
    Erased(PayloadErased),
}

impl Word {
    fn of(body: &Body) -> Option<Self> {
        Some(match body {
            Body::ChecklistPublished(template) => Self::Published(template.hash()),
            Body::AuthorAdmitted(said) => Self::Admitted(said.clone()),
            Body::AuthorNamed(said) => Self::Named(said.clone()),
            Body::IdContested(said) => Self::Contested(said.clone()),
            Body::JournalCarried(said) => Self::Carried(said.clone()),
            Body::RulesAdopted(said) => Self::Rules(said.clone()),
            Body::PayloadErased(said) => Self::Erased(said.clone()),
            _ => return None,
        })
    }
}

impl Statement {
    /// What an item says.
    pub(crate) fn read(item: &Item) -> Self {
        match item {
            Item::Payload(payload) => Self::of(item.hash(), &Fact::from_payload(payload)),
            Item::Withheld(hash) => Self {
                hash: *hash,
                said: None,
                unreadable: None,
            },
        }
    }

    /// The same of a payload that has been read.
    pub(crate) fn of(hash: PayloadHash, read: &Result<Fact, FactError>) -> Self {
        let (said, unreadable) = match read {
            Ok(fact) => (Some(Said::of(fact)), None),
            Err(error) => (None, Some(error.code())),
        };
        Self {
            hash,
            said,
            unreadable,
        }
    }

    /// The fact's id.
    pub(crate) fn fact(&self) -> Option<FactId> {
        self.said.as_ref().map(|said| said.id)
    }

    /// When a visit was made, as it says.
    pub(crate) fn visited_at(&self) -> Option<DateTime<FixedOffset>> {
        self.said.as_ref()?.visited_at
    }

    /// What is known from now on.
    pub(crate) fn word(&self) -> Option<&Word> {
        self.said.as_ref()?.word.as_ref()
    }
}

impl Said {
    fn of(fact: &Fact) -> Self {
        Self {
            id: fact.id,
            by: fact.by.clone(),
            kind: fact.body.kind().into(),
            own_id: fact.has_own_id(),
            true_scope: fact.has_true_scope(),
            made_by: made_by(fact).cloned(),
            visited_at: visited_at(&fact.body),
            word: Word::of(&fact.body),
        }
    }
}

fn visited_at(body: &Body) -> Option<DateTime<FixedOffset>> {
    match body {
        Body::VisitSealed(content) => Some(content.visited_at),
        Body::VisitAmended(amended) => Some(amended.content.visited_at),
        _ => None,
    }
}

/// The checklist that a visit was made by.
pub(crate) fn made_by(fact: &Fact) -> Option<&ChecklistHash> {
    match &fact.body {
        Body::VisitSealed(content) => Some(&content.checklist.hash),
        Body::VisitAmended(amended) => Some(&amended.content.checklist.hash),
        _ => None,
    }
}

/// What is found of an entry.
#[derive(Default)]
pub(crate) struct Judgement {
    /// Whose it is, where another's journal carries it.
    pub(crate) origin: Option<AuthorId>,
    /// Why it cannot be used.
    pub(crate) set_aside: Option<&'static str>,
    /// Entries of other payloads under its id that stood and are to be set aside now.
    pub(crate) displaced: Vec<i64>,
    /// What stands under its id instead of it, where that is another author's.
    pub(crate) contested: Option<PayloadHash>,
    /// Whether headquarters erased it: only its hash is kept.
    pub(crate) erased: bool,
}

/// Judges entries in one transaction. What it has found out of authors it keeps until headquarters says
/// something of them.
pub(crate) struct Judge<'a> {
    db: &'a Connection,
    authors: HashMap<AuthorId, Rc<Whose>>,
    names: Option<Vec<String>>,
    contests: Option<bool>,
    erasures: Option<bool>,
    /// Entries that were set aside and stand now. They were passed on as hashes; headquarters carries
    /// them.
    pub(crate) revived: Vec<i64>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(db: &'a Connection) -> Self {
        Self {
            db,
            authors: HashMap::new(),
            names: None,
            contests: None,
            erasures: None,
            revived: Vec::new(),
        }
    }

    /// Forgets what may have changed with a word of headquarters.
    pub(crate) fn forget(&mut self) {
        self.authors.clear();
        self.names = None;
        self.contests = None;
        self.erasures = None;
    }

    pub(crate) fn whose(&mut self, author: AuthorId) -> Result<Rc<Whose>> {
        Ok(match self.authors.entry(author) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(place) => place.insert(Rc::new(Whose::of(self.db, author)?)).clone(),
        })
    }

    /// What is found of an entry at its place in a journal. `n` is its own number, when it is here
    /// already.
    pub(crate) fn judge(
        &mut self,
        n: Option<i64>,
        author: AuthorId,
        seq: Seq,
        stated: &Statement,
    ) -> Result<Judgement> {
        if self.is_erased(&stated.hash)? {
            return Ok(Judgement {
                set_aside: Some(ERASED),
                erased: true,
                ..Judgement::default()
            });
        }
        let Some(said) = &stated.said else {
            return Ok(Judgement {
                set_aside: stated.unreadable,
                ..Judgement::default()
            });
        };
        let writer = self.whose(author)?;
        let former = writer.former_to.is_none_or(|to| seq <= to);
        let origin = match writer.role {
            Role::Headquarters => whose::carried_of(self.db, &stated.hash)?,
            _ => None,
        };
        let owner = match origin {
            Some(origin) => self.whose(origin)?,
            None => writer,
        };
        let mut found = Judgement {
            origin,
            ..Judgement::default()
        };
        found.set_aside = match self.refusal(said, &owner, former)? {
            Some(code) => Some(code),
            None => self.rivalry(n, origin.unwrap_or(author), seq, said, stated, &mut found)?,
        };
        Ok(found)
    }

    /// Why it cannot be used, whatever else claims its id.
    fn refusal(
        &mut self,
        said: &Said,
        owner: &Whose,
        former: bool,
    ) -> Result<Option<&'static str>> {
        if !may_state(owner.role, &said.kind) {
            return Ok(Some(NOT_ALLOWED));
        }
        if !former {
            let fits = || owner.keys.iter().any(|key| is_fact_id_of(said.id, key));
            let refused = match () {
                () if !said.own_id => Some(ID_MALFORMED),
                () if !owner.admitted => Some(NOT_ADMITTED),
                () if said.id.0.get_version_num() == 8 && !fits() => Some(NOT_YOURS),
                () if owner.role == Role::Headquarters => None,
                () if !said.true_scope => Some(FALSE_SCOPE),
                () if self.is_headquarters(&said.by)? => Some(FALSE_NAME),
                () => None,
            };
            if refused.is_some() {
                return Ok(refused);
            }
        }
        let unknown = match &said.made_by {
            Some(checklist) => !is_known(self.db, checklist)?,
            None => false,
        };
        Ok(unknown.then_some(UNKNOWN_CHECKLIST))
    }

    /// Which of several payloads under one id stands: the one that headquarters said, else of one
    /// author's the earlier in its chain, else the one that was taken in first.
    fn rivalry(
        &mut self,
        n: Option<i64>,
        owner: AuthorId,
        seq: Seq,
        said: &Said,
        stated: &Statement,
        found: &mut Judgement,
    ) -> Result<Option<&'static str>> {
        let root = self.whose(owner)?.root;
        let mut rivals = match contest::is_claimed(self.db, said.id)? {
            true => contest::rivals(self.db, said.id, &stated.hash, root)?,
            false => Vec::new(),
        };
        rivals.retain(|rival| Some(rival.n) != n);
        if let Some(stands) = self.decided(said.id)? {
            if stands != stated.hash {
                return Ok(Some(TAKEN));
            }
            let others = rivals.iter().filter(|rival| rival.hash != stands);
            found.displaced = others.map(|rival| rival.n).collect();
            return Ok(None);
        }
        if rivals.is_empty() {
            return Ok(None);
        }
        let place = contest::chain_place(self.db, owner, seq)?;
        let goes_before = |rival: &Rival| match rival.root == root {
            true => place < rival.place,
            false => n.is_some_and(|n| n < rival.n),
        };
        if let Some(first) = rivals.iter().find(|rival| !goes_before(rival)) {
            let another = first.root != root && first.hash != stated.hash;
            found.contested = another.then_some(first.hash);
            return Ok(Some(TAKEN));
        }
        found.displaced = rivals.iter().map(|rival| rival.n).collect();
        Ok(None)
    }

    /// Which payload stands, as headquarters has said it. Mostly it had to say nothing.
    fn decided(&mut self, id: FactId) -> Result<Option<PayloadHash>> {
        if self.contests.is_none() {
            self.contests = Some(contest::any(self.db)?);
        }
        match self.contests {
            Some(true) => contest::stands(self.db, id),
            _ => Ok(None),
        }
    }

    fn is_erased(&mut self, hash: &PayloadHash) -> Result<bool> {
        if self.erasures.is_none() {
            self.erasures = Some(erase::any(self.db)?);
        }
        Ok(self.erasures == Some(true) && erase::is_erased(self.db, hash)?)
    }

    fn is_headquarters(&mut self, by: &str) -> Result<bool> {
        if self.names.is_none() {
            self.names = Some(names::of_headquarters(self.db)?);
        }
        let mut names = self.names.iter().flatten();
        Ok(names.any(|name| look_alike(name, by)))
    }
}

fn is_known(db: &Connection, checklist: &ChecklistHash) -> Result<bool> {
    let text = "SELECT 1 FROM known_checklist WHERE hash = ?1";
    Ok(db.prepare_cached(text)?.exists([checklist.as_str()])?)
}
