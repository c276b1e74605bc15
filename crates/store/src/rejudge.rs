//! Judging again what was judged before: when headquarters says something that may change it, entries
//! that were set aside are taken in, and such that stood are set aside.

use kakou_domain::checklist::ChecklistHash;
use kakou_domain::fact::Fact;
use kakou_domain::trust::JournalCarried;
use kakou_domain::{AuthorId, FactId};
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::Result;
use crate::judge::{self, Judge, NOT_ADMITTED, NOT_YOURS, Statement, TAKEN, UNKNOWN_CHECKLIST};
use crate::{entry, project, sql};

/// The projections take an entry in, although their cursor may be past it.
pub(crate) fn take_in_again(tx: &Transaction<'_>, n: i64) -> Result<()> {
    let text = "INSERT OR IGNORE INTO redo (n) SELECT n FROM entry
                WHERE n = ?1 AND payload IS NOT NULL AND set_aside IS NULL";
    tx.prepare_cached(text)?.execute([n])?;
    Ok(())
}

/// The projections need not take an entry in any more.
pub(crate) fn not_again(tx: &Transaction<'_>, n: i64) -> Result<()> {
    tx.prepare_cached("DELETE FROM redo WHERE n = ?1")?
        .execute([n])?;
    Ok(())
}

/// An entry stands no more, because another payload stands under its id.
pub(crate) fn displace(tx: &Transaction<'_>, n: i64) -> Result<()> {
    entry::set_aside(tx, n, TAKEN)?;
    project::take_out(tx, n)
}

/// What waited for a checklist.
pub(crate) fn made_by(
    tx: &Transaction<'_>,
    judge: &mut Judge<'_>,
    checklist: &ChecklistHash,
) -> Result<()> {
    let waiting = numbers(
        tx,
        "SELECT n FROM entry WHERE set_aside = ?1",
        [UNKNOWN_CHECKLIST],
    )?;
    each(tx, judge, waiting, |fact| {
        judge::made_by(fact) == Some(checklist)
    })
}

/// Headquarters said something of an author: what was set aside of it and of its line, and whose word
/// the rest is.
pub(crate) fn of_author(
    tx: &Transaction<'_>,
    judge: &mut Judge<'_>,
    author: AuthorId,
) -> Result<()> {
    let line =
        "SELECT author FROM admission WHERE root = (SELECT root FROM admission WHERE author = ?1)";
    let text = format!(
        "SELECT n FROM entry WHERE set_aside IN (?2, ?3, ?4)
         AND (author IN ({line}) OR origin IN ({line}))"
    );
    let aside = numbers(tx, &text, params![author.0, NOT_ADMITTED, NOT_YOURS, TAKEN])?;
    each(tx, judge, aside, |_| true)?;
    let text = format!(
        "INSERT OR IGNORE INTO redo (n) SELECT n FROM entry
         WHERE author IN ({line}) AND payload IS NOT NULL AND set_aside IS NULL"
    );
    tx.prepare_cached(&text)?.execute([author.0])?;
    Ok(())
}

/// Headquarters said which payload of a fact stands.
pub(crate) fn of_fact(tx: &Transaction<'_>, judge: &mut Judge<'_>, fact: FactId) -> Result<()> {
    let text = "SELECT n FROM entry WHERE fact = ?1 AND (set_aside IS NULL OR set_aside = ?2)
                ORDER BY set_aside IS NOT NULL";
    let all = numbers(tx, text, params![fact.0.into_bytes(), TAKEN])?;
    each(tx, judge, all, |_| true)
}

/// Headquarters said whose payloads it carries, of such that have come already.
pub(crate) fn carried(
    tx: &Transaction<'_>,
    judge: &mut Judge<'_>,
    said: &JournalCarried,
) -> Result<()> {
    let text = "SELECT e.n FROM journal j CROSS JOIN entry e ON e.author = j.author
                WHERE j.role = 'headquarters' AND e.origin IS NULL AND e.payload IS NOT NULL
                AND e.payload_hash IN (SELECT hash FROM carried WHERE of = ?1)";
    let come = numbers(tx, text, [said.of.0])?;
    each(tx, judge, come, |_| true)
}

/// The rules are adopted: what journals stated since is judged by them.
pub(crate) fn after_the_rules(tx: &Transaction<'_>, judge: &mut Judge<'_>) -> Result<()> {
    let text = "SELECT e.n FROM journal j LEFT JOIN adopted d ON d.author = j.author
                CROSS JOIN entry e ON e.author = j.author AND e.seq > coalesce(d.seq, 0)
                WHERE e.payload IS NOT NULL";
    let since = numbers(tx, text, [])?;
    each(tx, judge, since.clone(), |_| true)?;
    for n in since {
        take_in_again(tx, n)?;
    }
    Ok(())
}

fn numbers(db: &Connection, text: &str, values: impl rusqlite::Params) -> Result<Vec<i64>> {
    let numbers = db
        .prepare_cached(text)?
        .query_map(values, |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(numbers)
}

/// Judges entries again of which the facts are `meant`.
fn each(
    tx: &Transaction<'_>,
    judge: &mut Judge<'_>,
    entries: Vec<i64>,
    meant: impl Fn(&Fact) -> bool,
) -> Result<()> {
    for n in entries {
        again(tx, judge, n, &meant)?;
    }
    Ok(())
}

fn again(
    tx: &Transaction<'_>,
    judge: &mut Judge<'_>,
    n: i64,
    meant: impl Fn(&Fact) -> bool,
) -> Result<()> {
    let text = "SELECT author, seq, payload, payload_hash, set_aside, origin FROM entry
                WHERE n = ?1 AND payload IS NOT NULL";
    let read = |row: &Row<'_>| {
        Ok((
            sql::author(row, 0)?,
            sql::seq(row, 1)?,
            row.get::<_, Vec<u8>>(2)?,
            sql::payload_hash(row, 3)?,
            row.get::<_, Option<String>>(4)?,
            row.get::<_, Option<[u8; 16]>>(5)?.map(AuthorId),
        ))
    };
    let (author, seq, payload, hash, before, origin) =
        tx.prepare_cached(text)?.query_row([n], read)?;
    let fact = Fact::from_payload(&payload);
    if !fact.as_ref().is_ok_and(&meant) {
        return Ok(());
    }
    let stated = Statement::of(hash, &fact);
    let found = judge.judge(Some(n), author, seq, &stated)?;
    if found.set_aside == before.as_deref() && found.origin == origin {
        return Ok(());
    }
    let text = "UPDATE entry SET set_aside = ?2, origin = ?3 WHERE n = ?1";
    tx.prepare_cached(text)?.execute(params![
        n,
        found.set_aside,
        found.origin.map(|origin| origin.0)
    ])?;
    if before.is_none() {
        project::take_out(tx, n)?;
    }
    for displaced in found.displaced {
        displace(tx, displaced)?;
    }
    if found.set_aside.is_none() {
        take_in_again(tx, n)?;
        if before.is_some_and(|code| code != UNKNOWN_CHECKLIST) {
            judge.revived.push(n);
        }
        if let Some(word) = stated.word() {
            entry::learn(tx, judge, author, seq, word)?;
        }
    }
    Ok(())
}
