//! Entries of journals: taking them in as they are judged, reading them again.

use kakou_domain::{AuthorId, FactId, Seq};
use kakou_journal::{ChainHash, Item, PayloadHash, StoredEntry};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::Result;
use crate::judge::{Judge, Judgement, Statement, Word};
use crate::{contest, erase, lookup, meta, names, rejudge, sql, whose};

/// An entry that was taken in.
pub(crate) struct Taken {
    /// Its number in this store.
    pub(crate) n: i64,
    /// Why it is set aside.
    pub(crate) set_aside: Option<&'static str>,
    /// What stands under its id instead, where that is another author's: to be stated by headquarters.
    pub(crate) contested: Option<PayloadHash>,
}

/// Takes in one entry at the end of a journal. What cannot be used is kept and set aside.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    judge: &mut Judge<'_>,
    author: AuthorId,
    seq: Seq,
    item: &Item,
    stated: &Statement,
    chain: &ChainHash,
) -> Result<Taken> {
    insert_at(tx, judge, None, author, seq, item, stated, chain)
}

/// The same, as the `n`th that this store takes in.
#[expect(
    clippy::too_many_arguments,
    reason = "an entry is what it is, where it is"
)]
pub(crate) fn insert_at(
    tx: &Transaction<'_>,
    judge: &mut Judge<'_>,
    n: Option<i64>,
    author: AuthorId,
    seq: Seq,
    item: &Item,
    stated: &Statement,
    chain: &ChainHash,
) -> Result<Taken> {
    let payload = match item {
        Item::Payload(bytes) => Some(bytes.as_slice()),
        Item::Withheld(_) => None,
    };
    let found = judge.judge(n, author, seq, stated)?;
    let payload = payload.filter(|_| !found.erased);
    let fact = stated.fact().filter(|_| !found.erased);
    let text =
        "INSERT INTO entry (n, author, seq, payload, payload_hash, chain_hash, fact, set_aside, origin)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    tx.prepare_cached(text)?.execute(params![
        n,
        author.0,
        sql::stored(seq),
        payload,
        stated.hash.0,
        chain.0,
        fact.map(|id| id.0.into_bytes()),
        found.set_aside,
        found.origin.map(|origin| origin.0),
    ])?;
    let n = tx.last_insert_rowid();
    stands_now(tx, judge, author, seq, stated, &found)?;
    if let (Some(_), Some(payload)) = (found.origin, payload)
        && let Some((of, place)) = whose::carried_place(tx, &stated.hash)?
    {
        // Its author's journal is here with the hash alone: it is the same entry.
        fill_in(tx, judge, of, place, payload, stated)?;
    }
    Ok(Taken {
        n,
        set_aside: found.set_aside,
        contested: found.contested,
    })
}

/// Fills in the payload of an entry that was withheld so far. Its hash was known, so it is the
/// same entry.
pub(crate) fn fill_in(
    tx: &Transaction<'_>,
    judge: &mut Judge<'_>,
    author: AuthorId,
    seq: Seq,
    payload: &[u8],
    stated: &Statement,
) -> Result<()> {
    let text = "SELECT n FROM entry WHERE author = ?1 AND seq = ?2 AND payload IS NULL";
    let n: Option<i64> = tx
        .prepare_cached(text)?
        .query_row(params![author.0, sql::stored(seq)], |row| row.get(0))
        .optional()?;
    let Some(n) = n else { return Ok(()) };
    let found = judge.judge(Some(n), author, seq, stated)?;
    if found.erased {
        return Ok(());
    }
    let text = "UPDATE entry SET payload = ?2, fact = ?3, set_aside = ?4, origin = ?5 WHERE n = ?1";
    tx.prepare_cached(text)?.execute(params![
        n,
        payload,
        stated.fact().map(|id| id.0.into_bytes()),
        found.set_aside,
        found.origin.map(|origin| origin.0),
    ])?;
    rejudge::take_in_again(tx, n)?;
    stands_now(tx, judge, author, seq, stated, &found)
}

/// What follows from an entry: what it displaced is set aside, and what headquarters says with it of
/// others is known from now on.
fn stands_now(
    tx: &Transaction<'_>,
    judge: &mut Judge<'_>,
    author: AuthorId,
    seq: Seq,
    stated: &Statement,
    found: &Judgement,
) -> Result<()> {
    for n in &found.displaced {
        rejudge::displace(tx, *n)?;
    }
    match stated.word() {
        Some(word) if found.set_aside.is_none() => learn(tx, judge, author, seq, word),
        _ => Ok(()),
    }
}

/// Takes note of what headquarters states of what counts, and judges again what that may change.
pub(crate) fn learn(
    tx: &Transaction<'_>,
    judge: &mut Judge<'_>,
    author: AuthorId,
    seq: Seq,
    word: &Word,
) -> Result<()> {
    match word {
        Word::Published(checklist) => {
            let text = "INSERT OR IGNORE INTO known_checklist (hash) VALUES (?1)";
            match tx.prepare_cached(text)?.execute([checklist.as_str()])? {
                0 => Ok(()),
                _ => rejudge::made_by(tx, judge, checklist),
            }
        }
        Word::Admitted(said) => {
            let changed = whose::learn_admission(tx, author, seq, said)?;
            judge.forget();
            match changed {
                true => rejudge::of_author(tx, judge, said.author),
                false => Ok(()),
            }
        }
        Word::Named(said) => names::learn(tx, author, seq, said.author, &said.name),
        Word::Contested(said) => {
            contest::learn(tx, author, seq, said)?;
            judge.forget();
            rejudge::of_fact(tx, judge, said.id)
        }
        Word::Carried(said) => {
            whose::learn_carried(tx, said)?;
            rejudge::carried(tx, judge, said)
        }
        Word::Rules(said) => {
            let first = !whose::rules_are_adopted(tx)?;
            whose::learn_rules(tx, said)?;
            judge.forget();
            match first {
                true => rejudge::after_the_rules(tx, judge),
                false => Ok(()),
            }
        }
        Word::Erased(said) => {
            judge.forget();
            erase::learn(tx, said)
        }
    }
}

/// What this program ships is known without anybody's word.
pub(crate) fn know_shipped_checklists(db: &Connection) -> Result<()> {
    for hash in lookup::shipped() {
        let text = "INSERT OR IGNORE INTO known_checklist (hash) VALUES (?1)";
        db.prepare_cached(text)?.execute([hash.as_str()])?;
    }
    Ok(())
}

/// What headquarters had stated of what counts before this program took note of it.
pub(crate) fn learn_words_once(tx: &Transaction<'_>) -> Result<()> {
    if meta::get(tx, meta::WORDS_LEARNED)?.is_some() {
        return Ok(());
    }
    let text = "SELECT e.author, e.seq, e.payload FROM journal j
                CROSS JOIN entry e ON e.author = j.author
                WHERE j.role = 'headquarters' AND e.payload IS NOT NULL AND e.set_aside IS NULL
                ORDER BY e.n";
    let mut select = tx.prepare(text)?;
    let mut rows = select.query([])?;
    let mut judge = Judge::new(tx);
    while let Some(row) = rows.next()? {
        let payload: Vec<u8> = row.get(2)?;
        let stated = Statement::read(&Item::Payload(payload));
        if let Some(word) = stated.word() {
            learn(
                tx,
                &mut judge,
                sql::author(row, 0)?,
                sql::seq(row, 1)?,
                word,
            )?;
        }
    }
    meta::set(tx, meta::WORDS_LEARNED, "1")
}

/// The hash that an entry was taken in with, and whether its payload is here.
pub(crate) fn hash_at(
    db: &Connection,
    author: AuthorId,
    seq: Seq,
) -> Result<Option<(PayloadHash, bool)>> {
    let text = "SELECT payload_hash, payload IS NOT NULL FROM entry WHERE author = ?1 AND seq = ?2";
    let read = |row: &Row<'_>| Ok((sql::payload_hash(row, 0)?, row.get(1)?));
    Ok(db
        .prepare_cached(text)?
        .query_row(params![author.0, sql::stored(seq)], read)
        .optional()?)
}

/// The chain's hash after an entry.
pub(crate) fn chain_at(db: &Connection, author: AuthorId, seq: Seq) -> Result<Option<ChainHash>> {
    let text = "SELECT chain_hash FROM entry WHERE author = ?1 AND seq = ?2";
    let read = |row: &Row<'_>| sql::chain_hash(row, 0);
    Ok(db
        .prepare_cached(text)?
        .query_row(params![author.0, sql::stored(seq)], read)
        .optional()?)
}

/// Entries of a journal after a place in it, at most `limit`.
pub(crate) fn after(
    db: &Connection,
    author: AuthorId,
    seq: Seq,
    limit: usize,
) -> Result<Vec<StoredEntry>> {
    let mut entries = Vec::new();
    each_after(db, author, seq, &mut |entry| {
        entries.push(entry);
        entries.len() < limit
    })?;
    Ok(entries)
}

/// The payload as others get it: what is set aside is passed on as its hash alone, so that it does
/// nothing elsewhere either. Only a visit that waits for its checklist goes out, for the checklist may
/// be known there. Should it count later after all, headquarters' journal carries it.
pub(crate) const PASSED_ON: &str =
    "CASE WHEN set_aside IS NULL OR set_aside = 'unknown-checklist' THEN payload END";

/// Hands over the entries of a journal after a place in it, one by one, until `take` has enough and
/// says `false`.
pub(crate) fn each_after(
    db: &Connection,
    author: AuthorId,
    seq: Seq,
    take: &mut dyn FnMut(StoredEntry) -> bool,
) -> Result<()> {
    each_as(db, "payload", author, seq, take)
}

/// The same as others get them.
pub(crate) fn each_passed_on(
    db: &Connection,
    author: AuthorId,
    seq: Seq,
    take: &mut dyn FnMut(StoredEntry) -> bool,
) -> Result<()> {
    each_as(db, PASSED_ON, author, seq, take)
}

fn each_as(
    db: &Connection,
    payload: &str,
    author: AuthorId,
    seq: Seq,
    take: &mut dyn FnMut(StoredEntry) -> bool,
) -> Result<()> {
    let text = format!(
        "SELECT seq, {payload}, payload_hash, chain_hash FROM entry
         WHERE author = ?1 AND seq > ?2 ORDER BY seq"
    );
    let mut select = db.prepare_cached(&text)?;
    let mut rows = select.query(params![author.0, sql::stored(seq)])?;
    while let Some(row) = rows.next()? {
        let entry = StoredEntry {
            seq: sql::seq(row, 0)?,
            payload: row.get(1)?,
            payload_hash: sql::payload_hash(row, 2)?,
            chain_hash: sql::chain_hash(row, 3)?,
        };
        if !take(entry) {
            break;
        }
    }
    Ok(())
}

/// An entry as it travels.
pub(crate) fn travelling(entry: StoredEntry) -> Item {
    match entry.payload {
        Some(bytes) => Item::Payload(bytes),
        None => Item::Withheld(entry.payload_hash),
    }
}

/// The hash of the payload of a fact that stands.
pub(crate) fn hash_of(db: &Connection, fact: FactId) -> Result<Option<PayloadHash>> {
    let text = "SELECT payload_hash FROM entry
                WHERE fact = ?1 AND payload IS NOT NULL AND set_aside IS NULL LIMIT 1";
    Ok(db
        .prepare_cached(text)?
        .query_row([fact.0.into_bytes()], |row| sql::payload_hash(row, 0))
        .optional()?)
}

/// The journal in which a fact stands; where several carry it, the last of its author's line, and that
/// before headquarters'. The same on every device, in whatever order they came.
pub(crate) fn place_of(db: &Connection, fact: FactId) -> Result<Option<(AuthorId, Seq)>> {
    let text = "SELECT e.author, e.seq FROM entry e LEFT JOIN admission a ON a.author = e.author
                WHERE e.fact = ?1 AND e.set_aside IS NULL AND e.payload IS NOT NULL
                ORDER BY e.origin IS NOT NULL, a.place DESC, e.seq DESC LIMIT 1";
    let read = |row: &Row<'_>| Ok((sql::author(row, 0)?, sql::seq(row, 1)?));
    Ok(db
        .prepare_cached(text)?
        .query_row([fact.0.into_bytes()], read)
        .optional()?)
}

/// Keeps an entry that was taken in before but cannot be used.
pub(crate) fn set_aside(db: &Connection, n: i64, code: &str) -> Result<()> {
    let text = "UPDATE entry SET set_aside = ?2 WHERE n = ?1";
    db.prepare_cached(text)?.execute(params![n, code])?;
    Ok(())
}
