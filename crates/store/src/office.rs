//! Headquarters' side: setting a county up, publishing, admitting authors, epochs.

use kakou_domain::checklist::{Checklist, Template};
use kakou_domain::fact::Body;
use kakou_domain::supervision::{AuthorAdmitted, AuthorNamed, AuthorRetired, CampaignOpened, Role};
use kakou_domain::{AuthorId, CampaignId, DivisionCode, Seq};
use kakou_journal::{PublicKey, Signer};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use uuid::Uuid;

use crate::append::NewFact;
use crate::error::{Result, StoreError};
use crate::journal::JournalRow;
use crate::keyfile::{read_key, read_or_create_key};
use crate::store::Store;
use crate::trust::Headquarters;
use crate::{journal, lookup, meta, sql};

const SERVER_KEY_FILE: &str = "server.key";

impl Store {
    /// Makes the server's key, its epoch, and headquarters' own admission.
    pub fn found_office(&self, county: &DivisionCode, name: &str) -> Result<()> {
        let server = read_or_create_key(&self.folder().join("keys").join(SERVER_KEY_FILE))?;
        self.write(|tx| {
            meta::set(tx, meta::COUNTY, county.as_str())?;
            meta::set(tx, meta::NAME, name)?;
            meta::set(tx, meta::SERVER_KEY, &server.public_key().to_string())?;
            meta::set(tx, meta::EPOCH, &Uuid::now_v7().to_string())?;
            meta::set(tx, meta::DIVISIONS, &serde_json::to_string(&[county])?)?;
            let author = meta::author(tx, self.folder())?;
            journal::describe(tx, author, Role::Headquarters, name)?;
            let row = journal::get(tx, author)?.ok_or(StoreError::UnknownAuthor(author))?;
            self.admit(
                tx,
                &row.public_key,
                Role::Headquarters,
                name,
                vec![county.clone()],
                None,
            )?;
            self.adopt_rules_in(tx)
        })
    }

    /// Whether what is stated here is headquarters' word, and not a tablet's.
    pub fn is_office(&self) -> Result<bool> {
        self.read(|db| {
            let author = meta::author(db, self.folder())?;
            let row = journal::get(db, author)?;
            Ok(row.is_some_and(|row| row.role == Role::Headquarters))
        })
    }

    /// The county of this server.
    pub fn county(&self) -> Result<DivisionCode> {
        self.read(county)
    }

    /// The server's key: it signs receipts and the word on headquarters.
    pub fn server_key(&self) -> Result<impl Signer + use<>> {
        read_key(&self.folder().join("keys").join(SERVER_KEY_FILE))
    }

    /// The server's epoch.
    pub fn epoch(&self) -> Result<String> {
        self.read(|db| Ok(meta::get(db, meta::EPOCH)?.unwrap_or_default()))
    }

    /// The server's word on whose journals are headquarters'.
    pub fn headquarters(&self) -> Result<Headquarters> {
        let server = self.server_key()?;
        self.read(|db| word(db, &server))
    }

    /// States facts of headquarters in one transaction: all or none.
    pub fn state(&self, facts: Vec<(Vec<DivisionCode>, Body)>) -> Result<usize> {
        self.write(|tx| {
            let new = facts.into_iter().map(|(scope, body)| {
                let follows = follows(tx, &body)?;
                Ok(NewFact {
                    id: None,
                    scope,
                    follows,
                    body,
                })
            });
            let new = new.collect::<Result<Vec<_>>>()?;
            Ok(self.append(tx, new)?.len())
        })
    }

    /// Opens a round of supervision in this county.
    pub fn open_campaign(&self, opened: CampaignOpened) -> Result<CampaignId> {
        self.write(|tx| {
            let id = self.new_id(tx)?;
            let new = NewFact {
                id: Some(id),
                scope: vec![county(tx)?],
                follows: Vec::new(),
                body: Body::CampaignOpened(opened),
            };
            self.append(tx, vec![new])?;
            Ok(CampaignId(id.0))
        })
    }

    /// Publishes a checklist; `false` when exactly this one is published already.
    ///
    /// # Errors
    /// When its version is published with another content.
    pub fn publish_checklist(&self, template: Template) -> Result<bool> {
        self.write(|tx| {
            let hash = template.hash();
            if lookup::published_checklist(tx, &hash)?.is_some() {
                return Ok(false);
            }
            let taken = |known: &Checklist| {
                let same = (&known.id, known.version) == (&template.id, template.version);
                same && *known.hash() != hash
            };
            if lookup::checklists(tx)?.iter().any(taken) {
                let Template { id, version, .. } = template;
                return Err(StoreError::VersionTaken { id, version });
            }
            let new = NewFact {
                id: None,
                scope: vec![county(tx)?],
                follows: Vec::new(),
                body: Body::ChecklistPublished(Box::new(template)),
            };
            self.append(tx, vec![new])?;
            Ok(true)
        })
    }

    /// The journals that are here.
    pub fn journals(&self) -> Result<Vec<JournalRow>> {
        self.read(journal::all)
    }

    /// The newest entry that the feed can give, of all journals but `except`.
    pub fn feed_end(&self, except: Option<AuthorId>) -> Result<u64> {
        self.read(|db| {
            let text = "SELECT n FROM entry WHERE ?1 IS NULL OR author <> ?1
                        ORDER BY n DESC LIMIT 1";
            let end: Option<i64> = db
                .prepare_cached(text)?
                .query_row([except.map(|author| author.0)], |row| row.get(0))
                .optional()?;
            Ok(end.and_then(|end| u64::try_from(end).ok()).unwrap_or(0))
        })
    }

    /// Notes that a backup holds every journal up to where it stood at `ends`.
    pub fn note_backup(&self, ends: &[(AuthorId, Seq)]) -> Result<()> {
        self.write(|tx| {
            for (author, seq) in ends {
                let text = "UPDATE journal SET backed_up = max(backed_up, ?2) WHERE author = ?1";
                tx.prepare_cached(text)?
                    .execute(params![author.0, sql::stored(*seq)])?;
            }
            Ok(())
        })
    }

    /// After a restore or a repair: another epoch, and a successor of headquarters' journal, for
    /// the old one may have gone on. Of `carried` payloads the place in their authors' journals is
    /// lost: headquarters carries them.
    pub(crate) fn begin_epoch(&self, carried: &[(AuthorId, Vec<u8>)]) -> Result<()> {
        self.write(|tx| {
            meta::set(tx, meta::EPOCH, &Uuid::now_v7().to_string())?;
            let before = meta::author(tx, self.folder())?;
            journal::close(tx, before, "restored")?;
            let name = meta::get(tx, meta::NAME)?.unwrap_or_default();
            let row = self.begin_journal(tx, Role::Headquarters)?;
            journal::describe(tx, row.author, Role::Headquarters, &name)?;
            let divisions = vec![county(tx)?];
            let key = row.public_key;
            self.admit(tx, &key, Role::Headquarters, &name, divisions, Some(before))?;
            self.adopt_rules_in(tx)?;
            self.carry(tx, carried)
        })
    }

    pub(crate) fn admit(
        &self,
        tx: &Transaction<'_>,
        public_key: &PublicKey,
        role: Role,
        name: &str,
        divisions: Vec<DivisionCode>,
        succeeds: Option<AuthorId>,
    ) -> Result<()> {
        let author = public_key.author();
        let body = Body::AuthorAdmitted(AuthorAdmitted {
            author,
            public_key: data_encoding::HEXLOWER.encode(&public_key.0),
            role,
            name: (role == Role::Headquarters).then(|| name.to_owned()),
            divisions: divisions.clone(),
            succeeds,
        });
        let follows = follows(tx, &body)?;
        // Every device must know whose word counts; what a person is called concerns its divisions.
        let admitted = NewFact {
            id: None,
            scope: vec![county(tx)?],
            follows,
            body,
        };
        self.append(tx, vec![admitted])?;
        match role {
            Role::Headquarters => Ok(()),
            _ => self.name_author(tx, author, name, divisions),
        }
    }

    /// States what an author is called, to those divisions that it is admitted for.
    pub(crate) fn name_author(
        &self,
        tx: &Transaction<'_>,
        author: AuthorId,
        name: &str,
        divisions: Vec<DivisionCode>,
    ) -> Result<()> {
        let named = NewFact {
            id: None,
            scope: divisions,
            follows: Vec::new(),
            body: Body::AuthorNamed(AuthorNamed {
                author,
                name: name.to_owned(),
            }),
        };
        self.append(tx, vec![named]).map(drop)
    }

    pub(crate) fn retire_in(
        &self,
        tx: &Transaction<'_>,
        author: AuthorId,
        reason: &str,
    ) -> Result<()> {
        let body = Body::AuthorRetired(AuthorRetired {
            author,
            reason: reason.to_owned(),
        });
        let new = NewFact {
            id: None,
            scope: vec![county(tx)?],
            follows: Vec::new(),
            body,
        };
        self.append(tx, vec![new])?;
        Ok(())
    }
}

/// The server's word on headquarters, signed now.
pub(crate) fn word(db: &Connection, server: &dyn Signer) -> Result<Headquarters> {
    let rows = journal::all(db)?;
    let office = rows.iter().filter(|row| row.role == Role::Headquarters);
    let keys = office.map(|row| row.public_key).collect();
    Headquarters::sign(server, county(db)?.to_string(), keys)
        .map_err(|error| StoreError::Journal(error.into()))
}

/// The county that this folder belongs to.
pub(crate) fn county(db: &Connection) -> Result<DivisionCode> {
    let text = meta::get(db, meta::COUNTY)?.unwrap_or_default();
    DivisionCode::new(&text).map_err(|_| StoreError::BadCursor(text))
}

/// What a statement of headquarters follows: the versions of the same thing that stand now.
fn follows(db: &Connection, body: &Body) -> Result<Vec<kakou_domain::FactId>> {
    use kakou_domain::fold::{Row, RowKey};
    let key = match body {
        Body::DivisionDefined(body) => RowKey::Division(body.code.clone()),
        Body::UnitDefined(body) => RowKey::Unit(body.id),
        Body::ZoneDefined(body) => RowKey::Zone(body.id),
        Body::SiteDefined(body) => RowKey::Site(body.id()),
        Body::RosterSet(body) => RowKey::Roster(body.site),
        Body::TeamSet(body) => RowKey::Team(body.id),
        Body::CampaignClosed(body) => RowKey::Campaign(body.campaign),
        Body::AuthorAdmitted(body) => RowKey::Author(body.author),
        _ => return Ok(Vec::new()),
    };
    Ok(match crate::project::read_row(db, &key)? {
        Some(Row::Division(row)) => row.defined.head_ids(),
        Some(Row::Unit(row)) => row.defined.head_ids(),
        Some(Row::Zone(row)) => row.defined.head_ids(),
        Some(Row::Site(row)) => row.defined.head_ids(),
        Some(Row::Roster(row)) => row.defined.head_ids(),
        Some(Row::Team(row)) => row.defined.head_ids(),
        Some(Row::Campaign(row)) => row.closed.head_ids(),
        Some(Row::Author(row)) => row.admitted.head_ids(),
        _ => Vec::new(),
    })
}
