//! Whose word an entry is: what headquarters has said of its author, and since when that is asked.

use std::collections::BTreeSet;

use kakou_domain::origin::{NOT_ADMITTED, Origin};
use kakou_domain::supervision::{AuthorAdmitted, Role};
use kakou_domain::trust::{JournalCarried, RulesAdopted};
use kakou_domain::{AuthorId, DivisionCode, Seq};
use kakou_journal::{PayloadHash, PublicKey};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::{journal, meta, names, sql};

/// Bits of a place for a seq in a journal of headquarters; above them which of its journals.
const SEQ_BITS: u32 = 40;
/// How many predecessors are followed: a device that began so many journals has another trouble.
const MOST_BEFORE: usize = 100;

/// What is known of an author.
#[derive(Debug, Clone)]
pub(crate) struct Whose {
    /// What it may state.
    pub(crate) role: Role,
    /// Whether headquarters has admitted it, or it is this device itself.
    pub(crate) admitted: bool,
    /// The first journal of its line.
    pub(crate) root: AuthorId,
    /// Its key, and those of the journals before it.
    pub(crate) keys: Vec<PublicKey>,
    /// Up to where the rules of before hold; `None` when they hold everywhere.
    pub(crate) former_to: Option<Seq>,
}

impl Whose {
    /// What is known of the author of a journal.
    pub(crate) fn of(db: &Connection, author: AuthorId) -> Result<Self> {
        let row = journal::get(db, author)?;
        let said = admission(db, author)?;
        let role = match (&row, &said) {
            (Some(row), _) if row.role == Role::Headquarters => Role::Headquarters,
            (_, Some(said)) => said.role,
            _ => Role::Inspector,
        };
        let text = "SELECT seq FROM adopted WHERE author = ?1";
        let listed = db
            .prepare_cached(text)?
            .query_row([author.0], |row| sql::seq(row, 0))
            .optional()?;
        let former_to = rules_are_adopted(db)?.then(|| listed.unwrap_or(Seq(0)));
        let own = meta::get(db, meta::AUTHOR)?.is_some_and(|own| own == author.to_string());
        let placed = said.as_ref().is_some_and(|said| said.placed);
        let mut keys: Vec<PublicKey> = row.iter().map(|row| row.public_key).collect();
        let mut next = said.as_ref().map(|said| said.author);
        while let Some(before) = next.take().filter(|_| keys.len() < MOST_BEFORE) {
            if let Some(said) = admission(db, before)? {
                keys.push(said.public_key);
                next = said.before;
            } else if let Some(row) = journal::get(db, before)? {
                keys.push(row.public_key);
            }
        }
        Ok(Self {
            role,
            admitted: own || placed || role == Role::Headquarters || listed.is_some(),
            root: said.map_or(author, |said| said.root),
            keys,
            former_to,
        })
    }
}

/// What headquarters has said of an author.
pub(crate) struct Admission {
    pub(crate) author: AuthorId,
    pub(crate) public_key: PublicKey,
    role: Role,
    placed: bool,
    pub(crate) before: Option<AuthorId>,
    root: AuthorId,
}

const ADMISSION: &str =
    "SELECT author, public_key, role, place IS NOT NULL, before, root FROM admission";

fn read_admission(row: &Row<'_>) -> rusqlite::Result<Admission> {
    Ok(Admission {
        author: sql::author(row, 0)?,
        public_key: sql::public_key(row, 1)?,
        role: sql::from_word(row, 2)?,
        placed: row.get(3)?,
        before: row.get::<_, Option<[u8; 16]>>(4)?.map(AuthorId),
        root: sql::author(row, 5)?,
    })
}

fn admission(db: &Connection, author: AuthorId) -> Result<Option<Admission>> {
    let text = format!("{ADMISSION} WHERE author = ?1");
    Ok(db
        .prepare_cached(&text)?
        .query_row([author.0], read_admission)
        .optional()?)
}

/// The inspectors that headquarters has admitted, in the order in which it did.
pub(crate) fn inspectors(db: &Connection) -> Result<Vec<Admission>> {
    let text = format!("{ADMISSION} WHERE role = 'inspector' AND place IS NOT NULL ORDER BY place");
    let all = db
        .prepare_cached(&text)?
        .query_map([], read_admission)?
        .collect::<Result<_, _>>()?;
    Ok(all)
}

/// Whether headquarters has said since when whose word counts is asked.
pub(crate) fn rules_are_adopted(db: &Connection) -> Result<bool> {
    Ok(meta::get(db, meta::RULES)?.is_some())
}

/// The columns that [`read_origin`] reads, and where they come from. Of an entry `e`.
pub(crate) const ORIGIN: &str = "coalesce(a.root, e.origin, e.author), \
    CASE WHEN e.origin IS NULL AND j.role = 'headquarters' THEN j.role \
         ELSE coalesce(a.role, 'inspector') END, \
    a.place, e.seq, \
    e.seq <= coalesce(d.seq, 0) OR NOT EXISTS (SELECT 1 FROM meta WHERE key = 'rules')";
pub(crate) const ORIGIN_FROM: &str = "JOIN journal j ON j.author = e.author \
    LEFT JOIN admission a ON a.author = coalesce(e.origin, e.author) \
    LEFT JOIN adopted d ON d.author = e.author";

/// Reads [`ORIGIN`], which begins at a column.
pub(crate) fn read_origin(row: &Row<'_>, at: usize) -> rusqlite::Result<Origin> {
    let place: Option<i64> = row.get(at + 2)?;
    Ok(Origin {
        author: sql::author(row, at)?,
        role: sql::from_word(row, at + 1)?,
        place: place.map_or(NOT_ADMITTED, i64::unsigned_abs),
        seq: sql::seq(row, at + 3)?,
        former: row.get(at + 4)?,
        of_another: false,
    })
}

/// Whose the entry is that states a fact here; of several journals that carry it the first.
pub(crate) fn origin_of_fact(
    db: &Connection,
    fact: kakou_domain::FactId,
) -> Result<Option<Origin>> {
    let text = format!(
        "SELECT {ORIGIN} FROM entry e {ORIGIN_FROM}
         WHERE e.fact = ?1 AND e.payload IS NOT NULL AND e.set_aside IS NULL
         ORDER BY a.place IS NULL, a.place, e.seq LIMIT 1"
    );
    Ok(db
        .prepare_cached(&text)?
        .query_row([fact.0.into_bytes()], |row| read_origin(row, 0))
        .optional()?)
}

/// A place in headquarters' chain.
pub(crate) fn place(db: &Connection, author: AuthorId, seq: Seq) -> Result<i64> {
    let text = "SELECT place FROM admission WHERE author = ?1 AND role = 'headquarters'";
    let own: Option<Option<i64>> = db
        .prepare_cached(text)?
        .query_row([author.0], |row| row.get(0))
        .optional()?;
    let journal = own.flatten().unwrap_or(0) >> SEQ_BITS;
    Ok((journal << SEQ_BITS) | sql::stored(seq).min((1 << SEQ_BITS) - 1))
}

/// The entry at a place in headquarters' chain.
pub(crate) fn entry_at(db: &Connection, place: i64) -> Result<Option<(AuthorId, Seq)>> {
    let text = "SELECT author FROM admission WHERE role = 'headquarters' AND place >> ?1 = ?2";
    let author = db
        .prepare_cached(text)?
        .query_row([i64::from(SEQ_BITS), place >> SEQ_BITS], |row| {
            sql::author(row, 0)
        })
        .optional()?;
    let seq = Seq((place & ((1 << SEQ_BITS) - 1)).unsigned_abs());
    Ok(author.map(|author| (author, seq)))
}

/// Where headquarters admitted an author and those whose journals it goes on from, the own one first.
pub(crate) fn admissions_of_line(
    db: &Connection,
    author: AuthorId,
) -> Result<Vec<(AuthorId, Option<i64>)>> {
    let text = "SELECT place, before FROM admission WHERE author = ?1";
    let (mut line, mut next) = (Vec::new(), Some(author));
    while let Some(author) = next.take().filter(|_| line.len() < MOST_BEFORE) {
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, Option<[u8; 16]>>(1)?));
        let known = db
            .prepare_cached(text)?
            .query_row([author.0], read)
            .optional()?;
        let (place, before) = known.unwrap_or_default();
        line.push((author, place));
        next = before.map(AuthorId);
    }
    Ok(line)
}

/// Notes what headquarters says of an author, at a place in its chain. Gives the author if that changes
/// whose word its entries are.
pub(crate) fn learn_admission(
    db: &Connection,
    by: AuthorId,
    seq: Seq,
    said: &AuthorAdmitted,
) -> Result<bool> {
    let Some(key) = key_of(said) else {
        return Ok(false);
    };
    let known = admission(db, said.author)?;
    let before = known.as_ref().and_then(|known| known.before);
    let before = before.or(said.succeeds).filter(|one| *one != said.author);
    let earlier = before.map(|one| admission(db, one)).transpose()?.flatten();
    let root = match (&earlier, before) {
        (Some(earlier), _) => earlier.root,
        (None, Some(before)) => before,
        (None, None) => said.author,
    };
    // Headquarters' next journal begins with its own admission: what it says comes after all before.
    let place = match (by == said.author, before) {
        (true, Some(before)) => {
            let before = place(db, before, Seq(0))?;
            (((before >> SEQ_BITS) + 1) << SEQ_BITS) | sql::stored(seq)
        }
        _ => place(db, by, seq)?,
    };
    let divisions = every_division(db, said)?;
    let text = "INSERT INTO admission
                  (author, public_key, role, name, place, before, root, divisions)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                ON CONFLICT (author) DO UPDATE SET role = excluded.role,
                  name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END,
                  place = min(coalesce(place, excluded.place), excluded.place),
                  before = excluded.before, root = excluded.root,
                  divisions = excluded.divisions";
    db.prepare_cached(text)?.execute(params![
        said.author.0,
        key.0,
        sql::word(&said.role),
        said.name.as_deref().unwrap_or_default(),
        place,
        before.map(|before| before.0),
        root.0,
        serde_json::to_string(&divisions)?,
    ])?;
    if let Some(name) = &said.name {
        names::learn(db, by, seq, said.author, name)?;
    }
    // Those that go on from it have its root.
    db.prepare_cached("UPDATE admission SET root = ?2 WHERE root = ?1 AND author <> ?1")?
        .execute([said.author.0, root.0])?;
    Ok(known.is_none_or(|known| !known.placed || known.root != root || known.role != said.role))
}

/// Notes that this device goes on in another journal, before headquarters has heard of it.
pub(crate) fn note_succession(
    db: &Connection,
    before: AuthorId,
    after: &PublicKey,
    role: Role,
) -> Result<()> {
    let root = admission(db, before)?.map_or(before, |said| said.root);
    let text = "INSERT OR IGNORE INTO admission
                  (author, public_key, role, name, place, before, root, divisions)
                VALUES (?1, ?2, ?3, '', NULL, ?4, ?5, '[]')";
    db.prepare_cached(text)?.execute(params![
        after.author().0,
        after.0,
        sql::word(&role),
        before.0,
        root.0
    ])?;
    Ok(())
}

fn every_division(db: &Connection, said: &AuthorAdmitted) -> Result<BTreeSet<DivisionCode>> {
    let mut all = divisions_of(db, said.author)?;
    all.extend(said.divisions.iter().cloned());
    Ok(all)
}

/// The journal that an author's goes on from.
pub(crate) fn before(db: &Connection, author: AuthorId) -> Result<Option<AuthorId>> {
    Ok(admission(db, author)?.and_then(|said| said.before))
}

/// 辖区外: whether a division lies outside of all that an author's line was ever admitted for. Of what
/// was stated before the rules, or by whom nobody admitted yet, it is not asked.
pub(crate) fn is_outside(
    db: &Connection,
    origin: &Origin,
    division: &DivisionCode,
) -> Result<bool> {
    if origin.former || origin.is_headquarters() || origin.place == NOT_ADMITTED {
        return Ok(false);
    }
    let text = "SELECT divisions FROM admission WHERE root = ?1";
    let mut select = db.prepare_cached(text)?;
    let mut rows = select.query([origin.author.0])?;
    while let Some(row) = rows.next()? {
        let divisions: BTreeSet<DivisionCode> = sql::parsed(row, 0)?;
        if divisions.iter().any(|own| own.contains(division)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The divisions that an author was ever admitted for.
pub(crate) fn divisions_of(db: &Connection, author: AuthorId) -> Result<BTreeSet<DivisionCode>> {
    let text = "SELECT divisions FROM admission WHERE author = ?1";
    let known = db
        .prepare_cached(text)?
        .query_row([author.0], |row| sql::parsed(row, 0))
        .optional()?;
    Ok(known.unwrap_or_default())
}

fn key_of(said: &AuthorAdmitted) -> Option<PublicKey> {
    let bytes = data_encoding::HEXLOWER.decode(said.public_key.as_bytes());
    let key = PublicKey(bytes.ok()?.try_into().ok()?);
    (key.author() == said.author).then_some(key)
}

/// Notes since when whose word counts is asked. Of several words the one that goes furthest counts.
pub(crate) fn learn_rules(db: &Connection, said: &RulesAdopted) -> Result<()> {
    let text = "INSERT INTO adopted (author, seq) VALUES (?1, ?2)
                ON CONFLICT (author) DO UPDATE SET seq = max(seq, excluded.seq)";
    let mut insert = db.prepare_cached(text)?;
    for (author, seq) in &said.journals {
        insert.execute(params![author.0, sql::stored(*seq)])?;
    }
    meta::set(db, meta::RULES, &said.version.to_string())
}

/// Notes whose payloads follow in headquarters' journal.
pub(crate) fn learn_carried(db: &Connection, said: &JournalCarried) -> Result<()> {
    let text = "INSERT OR IGNORE INTO carried (hash, of) VALUES (?1, ?2)";
    let mut insert = db.prepare_cached(text)?;
    for hash in said.hashes.iter().filter_map(|hash| read_hash(hash)) {
        insert.execute([hash.0.as_slice(), said.of.0.as_slice()])?;
    }
    let text = "UPDATE carried SET seq = e.seq FROM entry e
                WHERE e.author = ?1 AND e.payload IS NULL AND e.payload_hash = carried.hash
                AND carried.of = ?1";
    db.prepare_cached(text)?.execute([said.of.0])?;
    Ok(())
}

/// Where the hash of a carried payload stands in its author's own journal, without the payload.
pub(crate) fn carried_place(
    db: &Connection,
    hash: &PayloadHash,
) -> Result<Option<(AuthorId, Seq)>> {
    let text = "SELECT of, seq FROM carried WHERE hash = ?1 AND seq IS NOT NULL";
    Ok(db
        .prepare_cached(text)?
        .query_row([hash.0], |row| {
            Ok((sql::author(row, 0)?, sql::seq(row, 1)?))
        })
        .optional()?)
}

/// Whose a payload is that headquarters' journal carries.
pub(crate) fn carried_of(db: &Connection, hash: &PayloadHash) -> Result<Option<AuthorId>> {
    let text = "SELECT of FROM carried WHERE hash = ?1";
    Ok(db
        .prepare_cached(text)?
        .query_row([hash.0], |row| sql::author(row, 0))
        .optional()?)
}

/// A hash as facts name it.
pub(crate) fn read_hash(text: &str) -> Option<PayloadHash> {
    let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?;
    Some(PayloadHash(bytes.try_into().ok()?))
}
