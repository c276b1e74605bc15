//! Two payloads under one fact's id: which of them stands.

use kakou_domain::fact::Body;
use kakou_domain::origin::NOT_ADMITTED;
use kakou_domain::trust::IdContested;
use kakou_domain::{AuthorId, FactId, Seq};
use kakou_journal::PayloadHash;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::{sql, whose};

/// An entry that states something else under the same id, and stands so far.
pub(crate) struct Rival {
    /// Its number here.
    pub(crate) n: i64,
    /// Of its payload.
    pub(crate) hash: PayloadHash,
    /// The first journal of its author's line.
    pub(crate) root: AuthorId,
    /// Where it stands in its author's line.
    pub(crate) place: (u64, Seq),
}

/// The entries that stand under an id, but for those that state the same and are of the line of `root`:
/// what a successor carries over is the same fact, what a stranger copies is not.
pub(crate) fn rivals(
    db: &Connection,
    id: FactId,
    hash: &PayloadHash,
    root: AuthorId,
) -> Result<Vec<Rival>> {
    let text = "SELECT e.n, e.payload_hash, coalesce(a.root, e.origin, e.author), a.place, e.seq
                FROM entry e LEFT JOIN admission a ON a.author = coalesce(e.origin, e.author)
                WHERE e.fact = ?1 AND e.set_aside IS NULL AND
                  (e.payload_hash <> ?2 OR coalesce(a.root, e.origin, e.author) <> ?3)
                ORDER BY e.n";
    let read = |row: &Row<'_>| {
        let place: Option<i64> = row.get(3)?;
        Ok(Rival {
            n: row.get(0)?,
            hash: sql::payload_hash(row, 1)?,
            root: sql::author(row, 2)?,
            place: (placed(place), sql::seq(row, 4)?),
        })
    };
    let rivals = db
        .prepare_cached(text)?
        .query_map(params![id.0.into_bytes(), hash.0, root.0], read)?
        .collect::<Result<_, _>>()?;
    Ok(rivals)
}

/// Where an entry stands in its author's line: predecessors before successors.
pub(crate) fn chain_place(db: &Connection, author: AuthorId, seq: Seq) -> Result<(u64, Seq)> {
    let text = "SELECT place FROM admission WHERE author = ?1";
    let place: Option<Option<i64>> = db
        .prepare_cached(text)?
        .query_row([author.0], |row| row.get(0))
        .optional()?;
    Ok((placed(place.flatten()), seq))
}

fn placed(place: Option<i64>) -> u64 {
    place.map_or(NOT_ADMITTED, i64::unsigned_abs)
}

/// Which payload stands under an id, where headquarters has said it.
pub(crate) fn stands(db: &Connection, id: FactId) -> Result<Option<PayloadHash>> {
    let text = "SELECT stands FROM contested WHERE fact = ?1";
    Ok(db
        .prepare_cached(text)?
        .query_row([id.0.into_bytes()], |row| sql::payload_hash(row, 0))
        .optional()?)
}

/// Whether an entry here has this id.
pub(crate) fn is_claimed(db: &Connection, id: FactId) -> Result<bool> {
    let text = "SELECT 1 FROM entry WHERE fact = ?1";
    Ok(db.prepare_cached(text)?.exists([id.0.into_bytes()])?)
}

/// Whether headquarters had to say of any id which payload stands.
pub(crate) fn any(db: &Connection) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM contested")?.exists([])?)
}

/// Notes which payload stands, by a word at a place in headquarters' chain. The last word counts, in
/// whatever order they come.
pub(crate) fn learn(db: &Connection, by: AuthorId, seq: Seq, said: &IdContested) -> Result<()> {
    let Some(stands) = whose::read_hash(&said.stands) else {
        return Ok(());
    };
    let text = "INSERT INTO contested (fact, stands, place) VALUES (?1, ?2, ?3)
                ON CONFLICT (fact) DO UPDATE SET stands = excluded.stands, place = excluded.place
                WHERE excluded.place > place";
    db.prepare_cached(text)?.execute(params![
        said.id.0.into_bytes(),
        stands.0,
        whose::place(db, by, seq)?
    ])?;
    Ok(())
}

/// One of the payloads that claim an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The id.
    pub fact: FactId,
    /// Whose payload it is.
    pub author: AuthorId,
    /// The person or the office.
    pub name: String,
    /// The payload's check code.
    pub check_code: String,
    /// Whether it stands.
    pub stands: bool,
}

impl Store {
    /// Headquarters states which of two payloads stands.
    pub(crate) fn state_contest(&self, tx: &Transaction<'_>, said: IdContested) -> Result<()> {
        self.state_for_all(tx, Body::IdContested(said))
    }

    /// The payloads that claim one id, with which of them stands.
    pub fn contested(&self) -> Result<Vec<Claim>> {
        self.read(|db| claims(db, None))
    }

    /// A person at headquarters says which payload stands under an id, by its check code.
    ///
    /// # Errors
    /// No payload of this check code claims the id.
    pub fn decide_contest(&self, id: FactId, stands: &str, reason: &str) -> Result<()> {
        let code = kakou_journal::normalise(stands).map_err(StoreError::Journal)?;
        self.write(|tx| {
            let claims = claims(tx, Some(id))?;
            let chosen = claims.iter().find(|one| one.check_code == code);
            let other = claims.iter().find(|one| one.check_code != code);
            let (Some(chosen), Some(other)) = (chosen, other) else {
                return Err(StoreError::NoVersion(id));
            };
            let hex = |one: &Claim| {
                let hash = hash_of(tx, one)?;
                Ok::<_, StoreError>(data_encoding::HEXLOWER.encode(&hash.0))
            };
            let said = IdContested {
                id,
                stands: hex(chosen)?,
                aside: hex(other)?,
                reason: reason.trim().to_owned(),
            };
            self.state_contest(tx, said)
        })
    }
}

/// Of one id, or of all that several payloads claim.
fn claims(db: &Connection, id: Option<FactId>) -> Result<Vec<Claim>> {
    let text = "SELECT e.fact, coalesce(e.origin, e.author), j.name, e.payload_hash,
                  max(e.set_aside IS NULL)
                FROM entry e LEFT JOIN journal j ON j.author = coalesce(e.origin, e.author)
                WHERE e.fact IN (SELECT fact FROM entry WHERE set_aside = 'id-taken')
                  AND (?1 IS NULL OR e.fact = ?1) AND e.payload IS NOT NULL
                GROUP BY e.fact, e.payload_hash ORDER BY e.fact, max(e.set_aside IS NULL) DESC, min(e.n)";
    let read = |row: &Row<'_>| {
        let name: Option<String> = row.get(2)?;
        Ok(Claim {
            fact: FactId(sql::uuid(row, 0)?),
            author: sql::author(row, 1)?,
            name: name.unwrap_or_default(),
            check_code: kakou_journal::check_code(&sql::payload_hash(row, 3)?),
            stands: row.get(4)?,
        })
    };
    let claims: Vec<Claim> = db
        .prepare_cached(text)?
        .query_map([id.map(|id| id.0.into_bytes())], read)?
        .collect::<Result<_, _>>()?;
    // What a stranger only copied says nothing else.
    let of_several = claims.chunk_by(|one, next| one.fact == next.fact);
    let of_several = of_several.filter(|claims| claims.len() > 1);
    Ok(of_several.flatten().cloned().collect())
}

/// The payload's whole hash.
fn hash_of(db: &Connection, claim: &Claim) -> Result<PayloadHash> {
    let text = "SELECT payload_hash FROM entry WHERE fact = ?1 AND payload IS NOT NULL";
    let mut select = db.prepare_cached(text)?;
    let mut rows = select.query([claim.fact.0.into_bytes()])?;
    while let Some(row) = rows.next()? {
        let hash = sql::payload_hash(row, 0)?;
        if kakou_journal::check_code(&hash) == claim.check_code {
            return Ok(hash);
        }
    }
    Err(StoreError::NoVersion(claim.fact))
}
