//! Two payloads under one fact's id: which of them stands.

use kakou_domain::fact::Body;
use kakou_domain::origin::NOT_ADMITTED;
use kakou_domain::trust::IdContested;
use kakou_domain::{AuthorId, FactId, Seq};
use kakou_journal::PayloadHash;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::Result;
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

/// The entries that state another payload under an id and stand.
pub(crate) fn rivals(db: &Connection, id: FactId, hash: &PayloadHash) -> Result<Vec<Rival>> {
    let text = "SELECT e.n, e.payload_hash, coalesce(a.root, e.origin, e.author), a.place, e.seq
                FROM entry e LEFT JOIN admission a ON a.author = coalesce(e.origin, e.author)
                WHERE e.fact = ?1 AND e.payload_hash <> ?2 AND e.set_aside IS NULL
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
        .query_map(params![id.0.into_bytes(), hash.0], read)?
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

impl Store {
    /// Headquarters states which of two payloads stands.
    pub(crate) fn state_contest(&self, tx: &Transaction<'_>, said: IdContested) -> Result<()> {
        self.state_for_all(tx, Body::IdContested(said))
    }
}
