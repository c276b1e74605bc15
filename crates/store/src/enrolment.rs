//! Enrolment: codes that headquarters gives out, and the tablets that it admits by them.

use chrono::{DateTime, Duration, FixedOffset};
use kakou_domain::name::{look_alike, numbered, without_number};
use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, DivisionCode};
use kakou_journal::{PublicKey, Signer};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;

use crate::error::{CodeFault, Result, StoreError};
use crate::secrets::{self, SecretHash};
use crate::store::Store;
use crate::{journal, names, sql};

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
    /// When it was heard of last, RFC 3339.
    pub seen_at: Option<String>,
    /// How far its clock was off when the server measured that last.
    pub drift: Option<Drift>,
    /// Why it is not admitted any more.
    pub retired: Option<String>,
}

/// How far a device's clock is off, measured by the server's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// The device's clock less the server's, in milliseconds.
    pub ms: i64,
    /// When that was measured, RFC 3339.
    pub measured_at: String,
}

impl Drift {
    /// Whether it is more than people and time signals explain.
    pub fn is_wrong(&self) -> bool {
        self.ms.unsigned_abs() > MOST_DRIFT_MS
    }
}

/// A clock that is off by more than five minutes is wrong.
const MOST_DRIFT_MS: u64 = 5 * 60 * 1_000;

impl Device {
    /// The name under which an active device was admitted already when this one came under the same:
    /// it belongs to no team by that name, until headquarters renames it or names it in one.
    pub fn told_apart_from(&self) -> Option<&str> {
        without_number(&self.name)
    }
}

impl Store {
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
    /// answer may have been lost on the way. Its journal may go on from another, whose key said so.
    pub fn enrol(
        &self,
        secret: &str,
        public_key: &PublicKey,
        name: &str,
        succeeds: Option<AuthorId>,
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
            let name = &free_name(tx, author, succeeds, name)?;
            self.note_device(tx, author, &token_hash, &code, name, &divisions)?;
            if journal::get(tx, author)?.is_none() {
                journal::begin(tx, public_key, Role::Inspector, name)?;
            }
            journal::describe(tx, author, Role::Inspector, name)?;
            if !again {
                self.admit(tx, public_key, Role::Inspector, name, divisions, succeeds)?;
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

    /// Notes that a tablet was heard of just now. Once a minute is enough to know who is silent.
    pub fn note_seen(&self, author: AuthorId) -> Result<()> {
        let now = self.clock().now();
        let known = self.read(|db| Ok(device(db, author)?.and_then(|one| one.seen_at)))?;
        let known = known.and_then(|at| DateTime::parse_from_rfc3339(&at).ok());
        if known.is_some_and(|at| (now - at).abs() < Duration::minutes(1)) {
            return Ok(());
        }
        self.write(|tx| {
            let text = "UPDATE device SET seen_at = ?2 WHERE author = ?1";
            tx.prepare_cached(text)?
                .execute(params![author.0, now.to_rfc3339()])?;
            Ok(())
        })
    }

    /// Notes how far a tablet's clock is off, which says that it is `told` now. Once a minute is enough,
    /// unless it is set.
    pub fn note_drift(&self, author: AuthorId, told: DateTime<FixedOffset>) -> Result<()> {
        let now = self.clock().now();
        let ms = (told - now).num_milliseconds();
        let known = self.read(|db| Ok(device(db, author)?.and_then(|one| one.drift)))?;
        let same = known.is_some_and(|known| {
            let at = DateTime::parse_from_rfc3339(&known.measured_at);
            at.is_ok_and(|at| (now - at).abs() < Duration::minutes(1))
                && known.ms.abs_diff(ms) < 1_000
        });
        if same {
            return Ok(());
        }
        self.write(|tx| {
            let text = "INSERT OR REPLACE INTO device_drift (author, drift_ms, measured_at)
                        VALUES (?1, ?2, ?3)";
            tx.prepare_cached(text)?
                .execute(params![author.0, ms, now.to_rfc3339()])?;
            Ok(())
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
            // It may have come with a bundle before its device could say whose it is.
            if journal::get(tx, after)?.is_none() {
                journal::begin(tx, public_key, Role::Inspector, &old.name)?;
            }
            journal::describe(tx, after, Role::Inspector, &old.name)?;
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

    /// Calls an author otherwise from now on, also one that was told apart by a number.
    ///
    /// # Errors
    /// No device is this author's, or the name is headquarters'.
    pub fn rename(&self, author: AuthorId, name: &str) -> Result<()> {
        self.write(|tx| {
            let known = device(tx, author)?.ok_or(StoreError::UnknownAuthor(author))?;
            if names::is_headquarters(tx, name)? {
                return Err(StoreError::NameOfHeadquarters);
            }
            tx.execute(
                "UPDATE device SET name = ?2 WHERE author = ?1",
                params![author.0, name],
            )?;
            self.name_author(tx, author, name, known.divisions)
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
}

/// The name under which a device is admitted. A second device under the name of an active one is told
/// apart by a number, and so belongs to no team, for teams name their members: a tablet that was set up
/// anew is not locked out, and nobody becomes somebody else unseen. The journal that it goes on from,
/// by that key's word, is no other device's.
pub(crate) fn free_name(
    db: &Connection,
    author: AuthorId,
    before: Option<AuthorId>,
    wanted: &str,
) -> Result<String> {
    if names::is_headquarters(db, wanted)? {
        return Err(StoreError::NameOfHeadquarters);
    }
    let known = device(db, author)?.map(|device| device.name);
    let first = |known: &String| without_number(known).unwrap_or(known) == wanted;
    if let Some(known) = known.filter(first) {
        return Ok(known);
    }
    let text = "SELECT name FROM device WHERE retired IS NULL AND author NOT IN (?1, ?2)";
    let taken: Vec<String> = db
        .prepare_cached(text)?
        .query_map([author.0, before.unwrap_or(author).0], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let (mut name, mut n) = (wanted.to_owned(), 1);
    while taken.iter().any(|other| look_alike(other, &name)) {
        n += 1;
        name = numbered(wanted, n);
    }
    Ok(name)
}

const SELECT_DEVICE: &str =
    "SELECT author, name, divisions, predecessors, admitted_at, seen_at, retired, drift_ms, measured_at
     FROM device LEFT JOIN device_drift USING (author)";

fn read_device(row: &Row<'_>) -> rusqlite::Result<Device> {
    Ok(Device {
        author: sql::author(row, 0)?,
        name: row.get(1)?,
        divisions: sql::parsed(row, 2)?,
        predecessors: sql::parsed(row, 3)?,
        admitted_at: row.get(4)?,
        seen_at: row.get(5)?,
        retired: row.get(6)?,
        drift: row
            .get::<_, Option<i64>>(7)?
            .map(|ms| {
                let measured_at = row.get(8)?;
                Ok::<_, rusqlite::Error>(Drift { ms, measured_at })
            })
            .transpose()?,
    })
}

fn device(db: &Connection, author: AuthorId) -> Result<Option<Device>> {
    let text = format!("{SELECT_DEVICE} WHERE author = ?1");
    Ok(db
        .prepare_cached(&text)?
        .query_row([author.0], read_device)
        .optional()?)
}
