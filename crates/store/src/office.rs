//! Headquarters' side: setting a county up, publishing, admitting tablets, receipts, epochs.

use chrono::{DateTime, Duration, FixedOffset, SecondsFormat};
use kakou_domain::checklist::Template;
use kakou_domain::fact::Body;
use kakou_domain::supervision::{AuthorAdmitted, AuthorRetired, Role};
use kakou_domain::{AuthorId, DivisionCode, Seq};
use kakou_journal::{Head, PublicKey, Receipt, SetAside, Signer};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use crate::append::NewFact;
use crate::error::{CodeFault, Result, StoreError};
use crate::journal::JournalRow;
use crate::keyfile::{read_key, read_or_create_key};
use crate::secrets::{self, SecretHash};
use crate::store::Store;
use crate::trust::Headquarters;
use crate::{journal, lookup, meta, sql};

const SERVER_KEY_FILE: &str = "server.key";

/// A tablet that headquarters has admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its author.
    pub author: AuthorId,
    /// The person.
    pub name: String,
    /// What it may see.
    pub divisions: Vec<DivisionCode>,
    /// Its earlier journals, which it may give back.
    pub predecessors: Vec<AuthorId>,
    /// When it was admitted first, RFC 3339.
    pub admitted_at: String,
    /// Why it is not admitted any more.
    pub retired: Option<String>,
}

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
            )
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
        self.read(|db| {
            let rows = journal::all(db)?;
            let office = rows.iter().filter(|row| row.role == Role::Headquarters);
            let keys = office.map(|row| row.public_key).collect();
            Headquarters::sign(&server, county(db)?.to_string(), keys)
                .map_err(|error| StoreError::Journal(error.into()))
        })
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

    /// Publishes a checklist; `false` when exactly this one is published already.
    ///
    /// # Errors
    /// When its version is published with another content.
    pub fn publish_checklist(&self, template: Template) -> Result<bool> {
        self.write(|tx| {
            let hash = template.hash();
            if lookup::published_template(tx, &hash)?.is_some() {
                return Ok(false);
            }
            let taken = |known: &Template| {
                known.id == template.id && known.version == template.version && known.hash() != hash
            };
            if lookup::templates(tx)?.iter().any(taken) {
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

    /// Gives out an enrolment code for a division. Only its hash is kept.
    pub fn give_code(&self, division: &DivisionCode, uses: u32, valid: Duration) -> Result<String> {
        let server = self.server_key()?;
        let secret = secrets::new_code()?;
        let expires = (self.clock().now() + valid).to_rfc3339();
        self.write(|tx| {
            let text = "INSERT INTO enrol_code (hash, division, uses_left, expires_at)
                        VALUES (?1, ?2, ?3, ?4)";
            let hash = secrets::code_hash(&server, &secret)?;
            tx.execute(text, params![hash.0, division.as_str(), uses, expires])?;
            Ok(secrets::written_code(&secret, &server.public_key()))
        })
    }

    /// Admits the author of `public_key` by an enrolment code, and gives its bearer token. The same
    /// author asking again with the same code gets a new token and uses nothing up: its first
    /// answer may have been lost on the way.
    pub fn enrol(
        &self,
        secret: &str,
        public_key: &PublicKey,
        name: &str,
    ) -> Result<(String, Device)> {
        let server = self.server_key()?;
        let code = secrets::code_hash(&server, secret)?;
        let (token, token_hash) = secrets::new_token()?;
        self.write(|tx| {
            let author = public_key.author();
            let text = "SELECT 1 FROM device WHERE author = ?1 AND code_hash = ?2";
            let again = tx.prepare_cached(text)?.exists(params![author.0, code.0])?;
            let division = self.redeem(tx, &code, again)?;
            if device(tx, author)?.is_some_and(|device| device.retired.is_some()) {
                return Err(StoreError::Retired(author));
            }
            let divisions = vec![division];
            self.note_device(tx, author, &token_hash, &code, name, &divisions)?;
            if journal::get(tx, author)?.is_none() {
                journal::begin(tx, public_key, Role::Inspector, name)?;
            }
            journal::describe(tx, author, Role::Inspector, name)?;
            if !again {
                self.admit(tx, public_key, Role::Inspector, name, divisions, None)?;
            }
            let device = device(tx, author)?.ok_or(StoreError::UnknownAuthor(author))?;
            Ok((token, device))
        })
    }

    /// Whose token it is; `None` when nobody's.
    pub fn device_of(&self, token: &str) -> Result<Option<Device>> {
        let hash = secrets::token_hash(token);
        self.read(|db| {
            let text = format!("{SELECT_DEVICE} WHERE token_hash = ?1");
            Ok(db
                .prepare_cached(&text)?
                .query_row([hash.0], read_device)
                .optional()?)
        })
    }

    /// The tablets that were ever admitted, those first that were first.
    pub fn devices(&self) -> Result<Vec<Device>> {
        self.read(|db| {
            let text = format!("{SELECT_DEVICE} ORDER BY admitted_at, author");
            let rows = db
                .prepare_cached(&text)?
                .query_map([], read_device)?
                .collect::<Result<_, _>>()?;
            Ok(rows)
        })
    }

    /// A tablet's journal goes on under a new key; its token holds for the new author from now on.
    pub fn admit_successor(&self, before: AuthorId, public_key: &PublicKey) -> Result<Device> {
        self.write(|tx| {
            let known = device(tx, before)?;
            let after = public_key.author();
            let Some(old) = known else {
                // Asked again after the answer was lost.
                let done = device(tx, after)?.filter(|new| new.predecessors.contains(&before));
                return done.ok_or(StoreError::UnknownAuthor(before));
            };
            let mut predecessors = old.predecessors.clone();
            predecessors.push(before);
            let text = "UPDATE device SET author = ?2, predecessors = ?3 WHERE author = ?1";
            let listed = serde_json::to_string(&predecessors)?;
            tx.execute(text, params![before.0, after.0, listed])?;
            journal::begin(tx, public_key, Role::Inspector, &old.name)?;
            journal::close(tx, before, "succeeded")?;
            let divisions = old.divisions.clone();
            self.admit(
                tx,
                public_key,
                Role::Inspector,
                &old.name,
                divisions,
                Some(before),
            )?;
            self.retire_in(tx, before, "succeeded")?;
            device(tx, after)?.ok_or(StoreError::UnknownAuthor(after))
        })
    }

    /// Takes no more entries of an author.
    pub fn retire(&self, author: AuthorId, reason: &str) -> Result<()> {
        self.write(|tx| {
            let text = "UPDATE device SET retired = ?2 WHERE author = ?1";
            if tx.execute(text, params![author.0, reason])? == 0 {
                return Err(StoreError::UnknownAuthor(author));
            }
            self.retire_in(tx, author, reason)
        })
    }

    /// The signed receipt for a journal as it stands here.
    pub fn receipt(&self, author: AuthorId) -> Result<Receipt> {
        let server = self.server_key()?;
        let set_aside = self.set_aside(author)?;
        let set_aside = set_aside
            .into_iter()
            .map(|one| SetAside {
                seq: one.seq,
                code: one.code,
            })
            .collect();
        let row = self
            .journal(author)?
            .ok_or(StoreError::UnknownAuthor(author))?;
        let head = Head {
            author,
            seq: row.seq,
            hash: row.head,
        };
        let now = self
            .clock()
            .now()
            .to_rfc3339_opts(SecondsFormat::Millis, false);
        Receipt::sign(&server, &head, self.epoch()?, row.backed_up, now, set_aside)
            .map_err(|error| StoreError::Journal(error.into()))
    }

    /// The journals that are here.
    pub fn journals(&self) -> Result<Vec<JournalRow>> {
        self.read(journal::all)
    }

    /// The newest entry that the feed can give.
    pub fn feed_end(&self) -> Result<u64> {
        self.read(|db| {
            let end: i64 = db.query_row("SELECT coalesce(max(n), 0) FROM entry", [], |row| {
                row.get(0)
            })?;
            Ok(u64::try_from(end).unwrap_or(0))
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

    /// After a restore from a backup: another epoch, and a successor of headquarters' journal, for
    /// the old one may have gone on after the backup.
    pub fn begin_epoch(&self) -> Result<()> {
        self.write(|tx| {
            meta::set(tx, meta::EPOCH, &Uuid::now_v7().to_string())?;
            let before = meta::author(tx, self.folder())?;
            journal::close(tx, before, "restored")?;
            let name = meta::get(tx, meta::NAME)?.unwrap_or_default();
            let row = self.begin_journal(tx, Role::Headquarters)?;
            journal::describe(tx, row.author, Role::Headquarters, &name)?;
            let divisions = vec![county(tx)?];
            let key = row.public_key;
            self.admit(tx, &key, Role::Headquarters, &name, divisions, Some(before))
        })
    }

    fn redeem(&self, tx: &Transaction<'_>, code: &SecretHash, again: bool) -> Result<DivisionCode> {
        let text = "SELECT division, uses_left, expires_at FROM enrol_code WHERE hash = ?1";
        let read = |row: &Row<'_>| Ok((sql::from_word(row, 0)?, row.get(1)?, row.get(2)?));
        let found: Option<(DivisionCode, u32, String)> = tx
            .prepare_cached(text)?
            .query_row([code.0], read)
            .optional()?;
        let (division, uses_left, expires) = found.ok_or(StoreError::Code(CodeFault::Unknown))?;
        let expires: Option<DateTime<FixedOffset>> = DateTime::parse_from_rfc3339(&expires).ok();
        if expires.is_none_or(|expires| self.clock().now() >= expires) {
            return Err(StoreError::Code(CodeFault::Expired));
        }
        if again {
            return Ok(division);
        }
        if uses_left == 0 {
            return Err(StoreError::Code(CodeFault::Used));
        }
        tx.execute(
            "UPDATE enrol_code SET uses_left = uses_left - 1 WHERE hash = ?1",
            [code.0],
        )?;
        Ok(division)
    }

    fn note_device(
        &self,
        tx: &Transaction<'_>,
        author: AuthorId,
        token: &SecretHash,
        code: &SecretHash,
        name: &str,
        divisions: &[DivisionCode],
    ) -> Result<()> {
        let text =
            "INSERT INTO device (author, token_hash, code_hash, name, divisions, admitted_at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                    ON CONFLICT (author) DO UPDATE SET token_hash = excluded.token_hash,
                      code_hash = excluded.code_hash, name = excluded.name,
                      divisions = excluded.divisions";
        let divisions = serde_json::to_string(divisions)?;
        let now = self.clock().now().to_rfc3339();
        tx.execute(
            text,
            params![author.0, token.0, code.0, name, divisions, now],
        )?;
        Ok(())
    }

    fn admit(
        &self,
        tx: &Transaction<'_>,
        public_key: &PublicKey,
        role: Role,
        name: &str,
        divisions: Vec<DivisionCode>,
        succeeds: Option<AuthorId>,
    ) -> Result<()> {
        let body = Body::AuthorAdmitted(AuthorAdmitted {
            author: public_key.author(),
            public_key: data_encoding::HEXLOWER.encode(&public_key.0),
            role,
            name: name.to_owned(),
            divisions: divisions.clone(),
            succeeds,
        });
        let follows = follows(tx, &body)?;
        self.append(
            tx,
            vec![NewFact {
                id: None,
                scope: divisions,
                follows,
                body,
            }],
        )?;
        Ok(())
    }

    fn retire_in(&self, tx: &Transaction<'_>, author: AuthorId, reason: &str) -> Result<()> {
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

fn county(db: &Connection) -> Result<DivisionCode> {
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
        Some(Row::Author(row)) => row.admitted.head_ids(),
        _ => Vec::new(),
    })
}

const SELECT_DEVICE: &str =
    "SELECT author, name, divisions, predecessors, admitted_at, retired FROM device";

fn read_device(row: &Row<'_>) -> rusqlite::Result<Device> {
    Ok(Device {
        author: sql::author(row, 0)?,
        name: row.get(1)?,
        divisions: sql::parsed(row, 2)?,
        predecessors: sql::parsed(row, 3)?,
        admitted_at: row.get(4)?,
        retired: row.get(5)?,
    })
}

fn device(db: &Connection, author: AuthorId) -> Result<Option<Device>> {
    let text = format!("{SELECT_DEVICE} WHERE author = ?1");
    Ok(db
        .prepare_cached(&text)?
        .query_row([author.0], read_device)
        .optional()?)
}
