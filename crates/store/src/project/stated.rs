//! Facts with whose word they are, as the fold takes them in.

use kakou_domain::fact::{Body, Fact};
use kakou_domain::fold::visit_of;
use kakou_domain::origin::{Origin, Stated};
use kakou_domain::{AuthorId, VisitId};
use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::entry;
use crate::error::Result;
use crate::whose::{self, ORIGIN, ORIGIN_FROM, read_origin};

/// The usable facts of entries.
pub(crate) fn read_all(tx: &Transaction<'_>, entries: &[i64]) -> Result<Vec<Stated>> {
    let facts = entries.iter().map(|n| read(tx, *n));
    facts.filter_map(Result::transpose).collect()
}

/// What an entry states, if it is usable. What this version cannot read, although an earlier one took
/// it in, is set aside now: no entry keeps the others from being shown.
pub(super) fn read(tx: &Transaction<'_>, n: i64) -> Result<Option<Stated>> {
    let text = format!(
        "SELECT e.payload, {ORIGIN} FROM entry e {ORIGIN_FROM}
         WHERE e.n = ?1 AND e.payload IS NOT NULL AND e.set_aside IS NULL"
    );
    let found: Option<(Vec<u8>, Origin)> = tx
        .prepare_cached(&text)?
        .query_row([n], |row| Ok((row.get(0)?, read_origin(row, 1)?)))
        .optional()?;
    let Some((payload, origin)) = found else {
        return Ok(None);
    };
    match Fact::from_payload(&payload) {
        Ok(fact) => of(tx, fact, origin).map(Some),
        Err(error) => {
            entry::set_aside(tx, n, error.code())?;
            Ok(None)
        }
    }
}

/// What an entry states that was read already.
pub(crate) fn stated(db: &Connection, n: i64, fact: Fact) -> Result<Stated> {
    let text = format!("SELECT {ORIGIN} FROM entry e {ORIGIN_FROM} WHERE e.n = ?1");
    let origin = db
        .prepare_cached(&text)?
        .query_row([n], |row| read_origin(row, 0))?;
    of(db, fact, origin)
}

/// A fact as it is taken in. Of a correction it is looked up whose visit it is.
pub(super) fn of(db: &Connection, fact: Fact, mut origin: Origin) -> Result<Stated> {
    if let Body::VisitAmended(amended) = &fact.body
        && may_be_of_another(&origin)
    {
        let visit = whose::origin_of_fact(db, amended.visit.into())?;
        origin.of_another = visit.map(|visit| visit.author) != Some(origin.author);
    }
    Ok(Stated::new(fact, origin))
}

/// All facts of one visit: of its corrections it is known now whose visit it is.
pub(crate) fn with_visits_author(visit: VisitId, mut facts: Vec<Stated>) -> Vec<Stated> {
    let sealed = |stated: &&Stated| matches!(stated.fact.body, Body::VisitSealed(_));
    let author: Option<AuthorId> = facts.iter().find(sealed).map(|one| one.origin.author);
    for Stated { fact, origin } in &mut facts {
        let corrects = matches!(fact.body, Body::VisitAmended(_)) && visit_of(fact) == Some(visit);
        origin.of_another = corrects && may_be_of_another(origin) && author != Some(origin.author);
    }
    facts
}

/// Headquarters may correct every visit. Before the rules everybody might.
fn may_be_of_another(origin: &Origin) -> bool {
    !origin.former && !origin.is_headquarters()
}
