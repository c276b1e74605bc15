//! What headquarters calls authors, beside what facts say of themselves.

use kakou_domain::fold::VisitFoldRow;
use kakou_domain::name::{look_alike, without_number};
use kakou_domain::origin::Origin;
use kakou_domain::visit::VisitContent;
use kakou_domain::{AuthorId, Seq};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::{meta, whose};

/// Notes what headquarters calls an author, at a place in its chain. The last word counts. What this
/// device itself is called from now on, its new facts are signed with.
pub(crate) fn learn(
    db: &Connection,
    by: AuthorId,
    seq: Seq,
    author: AuthorId,
    name: &str,
) -> Result<()> {
    let before = of(db, author)?;
    let text = "INSERT INTO author_name (author, name, place) VALUES (?1, ?2, ?3)
                ON CONFLICT (author) DO UPDATE SET name = excluded.name, place = excluded.place
                WHERE excluded.place >= place";
    db.prepare_cached(text)?
        .execute(params![author.0, name, whose::place(db, by, seq)?])?;
    let after = of(db, author)?;
    let text = "UPDATE journal SET name = ?2 WHERE author = ?1";
    db.prepare_cached(text)?.execute(params![author.0, after])?;
    match after {
        Some(name) if before.is_some_and(|before| before != name) && is_own(db, author)? => {
            meta::set(db, meta::NAME, &name)
        }
        _ => Ok(()),
    }
}

/// What headquarters calls an author, as far as it was heard here.
pub(crate) fn of(db: &Connection, author: AuthorId) -> Result<Option<String>> {
    let text = "SELECT name FROM author_name WHERE author = ?1";
    Ok(db
        .prepare_cached(text)?
        .query_row([author.0], |row| row.get(0))
        .optional()?)
}

/// Where headquarters said last what it calls an author.
pub(crate) fn place(db: &Connection, author: AuthorId) -> Result<Option<i64>> {
    let text = "SELECT place FROM author_name WHERE author = ?1";
    Ok(db
        .prepare_cached(text)?
        .query_row([author.0], |row| row.get(0))
        .optional()?)
}

/// 登记名: what headquarters calls the author of a statement now, where the statement claims another
/// name. Of headquarters itself, and of whom no name was heard here, nothing.
pub(crate) fn beside<'a>(
    db: &Connection,
    origin: &Origin,
    claimed: impl IntoIterator<Item = &'a str>,
) -> Result<Option<String>> {
    let admitted = of_author(db, origin)?;
    let mut claimed = claimed.into_iter();
    Ok(admitted.filter(|name| claimed.any(|one| !look_alike(one, name))))
}

/// The same of a visit. It names those who made it, several as a rule: one of them must be whose device
/// it is.
pub(crate) fn beside_visit(
    db: &Connection,
    row: &VisitFoldRow,
    content: &VisitContent,
) -> Result<Option<String>> {
    let heads = row.sealed.heads();
    let Some((_, sealed)) = heads.first() else {
        return Ok(None);
    };
    let Some(name) = of_author(db, &sealed.origin)? else {
        return Ok(None);
    };
    let inspectors = &content.inspectors;
    let among = |one: &String| look_alike(one, &name);
    let true_names =
        look_alike(&sealed.by, &name) && (inspectors.is_empty() || inspectors.iter().any(among));
    Ok((!true_names).then_some(name))
}

fn of_author(db: &Connection, origin: &Origin) -> Result<Option<String>> {
    match origin.is_headquarters() {
        true => Ok(None),
        false => of_line(db, origin.author),
    }
}

/// What headquarters calls whoever has this journal, which may have gone on under other keys: the last
/// word.
fn of_line(db: &Connection, author: AuthorId) -> Result<Option<String>> {
    let text = "SELECT named.name FROM admission
                JOIN author_name named ON named.author = admission.author
                WHERE admission.root = coalesce((SELECT root FROM admission WHERE author = ?1), ?1)
                ORDER BY named.place DESC LIMIT 1";
    Ok(db
        .prepare_cached(text)?
        .query_row([author.0], |row| row.get(0))
        .optional()?)
}

/// Whether a name looks like one of headquarters'.
pub(crate) fn is_headquarters(db: &Connection, name: &str) -> Result<bool> {
    let names = of_headquarters(db)?;
    Ok(names.iter().any(|known| look_alike(known, name)))
}

/// Headquarters' names, as they were ever stated.
pub(crate) fn of_headquarters(db: &Connection) -> Result<Vec<String>> {
    let text = "SELECT name FROM admission WHERE role = 'headquarters' AND name <> ''";
    let names = db
        .prepare_cached(text)?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(names)
}

/// The name under which this device belongs to a team. One that was told apart by a number belongs to
/// none by the name of the other, whatever it is called in its settings: headquarters says first whose
/// it is.
pub(crate) fn in_teams(db: &Connection) -> Result<Option<String>> {
    match admitted_here(db)? {
        Some(name) if without_number(&name).is_some() => Ok(Some(name)),
        _ => meta::get(db, meta::NAME),
    }
}

/// The name of the active device that this one was told apart from by a number.
pub(crate) fn told_apart_from(db: &Connection) -> Result<Option<String>> {
    let name = admitted_here(db)?;
    Ok(name.as_deref().and_then(without_number).map(str::to_owned))
}

/// What headquarters calls this device, where its owner has called it otherwise.
pub(crate) fn beside_own(db: &Connection) -> Result<Option<String>> {
    let called = meta::get(db, meta::NAME)?.unwrap_or_default();
    Ok(admitted_here(db)?.filter(|name| !look_alike(name, &called)))
}

/// What headquarters calls this device. Until its word has come, what the server said at enrolment.
fn admitted_here(db: &Connection) -> Result<Option<String>> {
    let own = meta::get(db, meta::AUTHOR)?.and_then(|own| own.parse().ok());
    let name = own.map(|own| of_line(db, own)).transpose()?.flatten();
    match name {
        Some(name) => Ok(Some(name)),
        None if meta::get(db, meta::SERVER_URL)?.is_some() => meta::get(db, meta::NAME),
        None => Ok(None),
    }
}

fn is_own(db: &Connection, author: AuthorId) -> Result<bool> {
    Ok(meta::get(db, meta::AUTHOR)?.is_some_and(|own| own == author.to_string()))
}
