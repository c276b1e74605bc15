//! Single things as the fold left them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset};
use kakou_domain::checklist::{Checklist, ChecklistHash, standard};
use kakou_domain::fold::{
    DayRow, DispositionRow, FindingRow, RosterRow, Row, RowKey, SiteFoldRow, TallyRow, VisitFoldRow,
};
use kakou_domain::places::{Shift, SiteDefined};
use kakou_domain::visit::SiteRef;
use kakou_domain::{
    DayId, DispositionId, DivisionCode, FindingId, SiteId, SiteKind, TallyId, VisitId,
};
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Result, StoreError};
use crate::project::read_row;
use crate::sql;

pub(crate) fn visit(db: &Connection, id: VisitId) -> Result<VisitFoldRow> {
    match read_row(db, &RowKey::Visit(id))? {
        Some(Row::Visit(row)) if row.original().is_some() => Ok(*row),
        _ => Err(StoreError::NoVisit(id)),
    }
}

pub(crate) fn finding(db: &Connection, id: FindingId) -> Result<FindingRow> {
    match read_row(db, &RowKey::Finding(id))? {
        Some(Row::Finding(row)) if row.shown().is_some() => Ok(*row),
        _ => Err(StoreError::NoFinding(id)),
    }
}

pub(crate) fn disposition(db: &Connection, id: DispositionId) -> Result<DispositionRow> {
    match read_row(db, &RowKey::Disposition(id))? {
        Some(Row::Disposition(row)) => Ok(*row),
        _ => Err(StoreError::NoDisposition(id)),
    }
}

/// The tally of a shift; empty while nobody recorded it.
pub(crate) fn tally(db: &Connection, id: TallyId) -> Result<TallyRow> {
    match read_row(db, &RowKey::Tally(id))? {
        Some(Row::Tally(row)) => Ok(*row),
        _ => Ok(TallyRow::default()),
    }
}

/// A team's report of a day; empty while nobody reported it.
pub(crate) fn day(db: &Connection, id: DayId) -> Result<DayRow> {
    match read_row(db, &RowKey::Day(id))? {
        Some(Row::Day(row)) => Ok(*row),
        _ => Ok(DayRow::default()),
    }
}

pub(crate) fn site_row(db: &Connection, id: SiteId) -> Result<Option<SiteFoldRow>> {
    match read_row(db, &RowKey::Site(id))? {
        Some(Row::Site(row)) => Ok(Some(*row)),
        _ => Ok(None),
    }
}

pub(crate) fn site(db: &Connection, id: SiteId) -> Result<SiteDefined> {
    let row = site_row(db, id)?.ok_or(StoreError::NoSite(id))?;
    row.current().ok_or(StoreError::NoSite(id))
}

pub(crate) fn site_ref(site: &SiteDefined) -> SiteRef {
    SiteRef {
        id: site.id(),
        name: site.name.clone(),
        kind: site.kind.clone(),
        division: site.division.clone(),
    }
}

pub(crate) fn roster(db: &Connection, id: SiteId) -> Result<Option<RosterRow>> {
    match read_row(db, &RowKey::Roster(id))? {
        Some(Row::Roster(row)) => Ok(Some(*row)),
        _ => Ok(None),
    }
}

/// The shifts that are set for a site, and the one that is on at a moment. Of several the one that
/// asks for most is taken: where two rosters overlap, nobody is missed.
pub(crate) fn shifts(
    db: &Connection,
    id: SiteId,
    at: DateTime<FixedOffset>,
) -> Result<(Vec<Shift>, Option<Shift>)> {
    let row = roster(db, id)?;
    let shifts = row.and_then(|row| row.defined.current().map(|set| set.shifts.clone()));
    let shifts = shifts.unwrap_or_default();
    let now = shifts
        .iter()
        .filter(|shift| shift.is_on(at))
        .max_by_key(|shift| shift.required);
    Ok((shifts.clone(), now.cloned()))
}

/// The checklists that this program ships. Work begins with them before any pack or server; at
/// set-up headquarters publishes the same ones, with the same hashes.
static SHIPPED: LazyLock<BTreeMap<ChecklistHash, Checklist>> = LazyLock::new(|| {
    standard()
        .into_iter()
        .map(Checklist::from)
        .map(|one| (one.hash().clone(), one))
        .collect()
});

/// The hashes of the checklists that this program ships.
pub(crate) fn shipped() -> impl Iterator<Item = &'static ChecklistHash> {
    SHIPPED.keys()
}

/// A published checklist, or one that this program ships.
pub(crate) fn checklist(db: &Connection, hash: &ChecklistHash) -> Result<Option<Checklist>> {
    // A hash names one content: what is shipped need not be read from the database.
    match SHIPPED.get(hash) {
        Some(shipped) => Ok(Some(shipped.clone())),
        None => published_checklist(db, hash),
    }
}

/// A checklist that headquarters has published.
pub(crate) fn published_checklist(
    db: &Connection,
    hash: &ChecklistHash,
) -> Result<Option<Checklist>> {
    let Some(Row::Checklist(row)) = read_row(db, &RowKey::Checklist(hash.clone()))? else {
        return Ok(None);
    };
    let template = row.published.current().cloned();
    Ok(template.map(|template| Checklist::published(hash.clone(), template)))
}

/// All checklists that are known, in the order of their ids and versions.
pub(crate) fn checklists(db: &Connection) -> Result<Vec<Checklist>> {
    let mut all = published_beside_shipped(db)?;
    all.extend(SHIPPED.values().cloned());
    all.sort_by(|a, b| (&a.id, a.version).cmp(&(&b.id, b.version)));
    Ok(all)
}

/// Those that headquarters has published and this program does not ship.
fn published_beside_shipped(db: &Connection) -> Result<Vec<Checklist>> {
    let text = "SELECT key FROM fold_row WHERE kind = 'checklist'";
    let keys: Vec<String> = db
        .prepare_cached(text)?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let hashes = keys.iter().filter_map(|key| key.parse().ok());
    let others = hashes.filter(|hash| !SHIPPED.contains_key(hash));
    let published = others.map(|hash| published_checklist(db, &hash));
    published.filter_map(Result::transpose).collect()
}

/// The checklist for a kind of site: the newest version. Where several serve one kind, the one that
/// comes first by id.
pub(crate) fn checklist_for(db: &Connection, kind: &SiteKind) -> Result<Checklist> {
    let published = published_beside_shipped(db)?;
    // The last of equals is taken: what headquarters published goes before what is shipped.
    let all = || SHIPPED.values().chain(&published);
    let fitting = || all().filter(|one| one.kind(kind).is_some());
    let id = fitting().map(|one| &one.id).min();
    let newest = fitting()
        .filter(|one| Some(&one.id) == id)
        .max_by_key(|one| one.version);
    newest
        .cloned()
        .ok_or_else(|| StoreError::NoChecklist(kind.to_string()))
}

/// A division's everyday name; its code where it is not known.
pub(crate) fn division_name(db: &Connection, code: &DivisionCode) -> Result<String> {
    let text = "SELECT name FROM division WHERE code = ?1";
    let name: Option<String> = db
        .prepare_cached(text)?
        .query_row([code.as_str()], |row| row.get(0))
        .optional()?;
    Ok(name.unwrap_or_else(|| code.to_string()))
}

/// The everyday name of a division's township; empty where it is in none.
pub(crate) fn township_name(db: &Connection, code: &DivisionCode) -> Result<String> {
    let name = code.township().map(|code| division_name(db, &code));
    Ok(name.transpose()?.unwrap_or_default())
}

/// The newest visit of a site whose date nobody doubts, as it stands now.
pub(crate) fn last_visit(db: &Connection, site: SiteId) -> Result<Option<(VisitId, VisitFoldRow)>> {
    let text = "SELECT id FROM visit
                WHERE site = ?1 AND key NOT IN (SELECT key FROM visit_in_doubt)
                ORDER BY key DESC LIMIT 1";
    let id = db
        .prepare_cached(text)?
        .query_row([site.0.into_bytes()], |row| sql::uuid(row, 0))
        .optional()?;
    id.map(|id| Ok((VisitId(id), visit(db, VisitId(id))?)))
        .transpose()
}
