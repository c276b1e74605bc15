//! Single things as the fold left them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset};
use kakou_domain::checklist::{Checklist, ChecklistHash, Template, standard};
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
    row.defined.current().cloned().ok_or(StoreError::NoSite(id))
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

/// The templates that this program ships. Work begins with them before any pack or server; at
/// set-up headquarters publishes the same ones, with the same hashes.
static SHIPPED: LazyLock<BTreeMap<ChecklistHash, Template>> = LazyLock::new(|| {
    standard()
        .into_iter()
        .map(|one| (one.hash(), one))
        .collect()
});

/// The hashes of the templates that this program ships.
pub(crate) fn shipped() -> impl Iterator<Item = &'static ChecklistHash> {
    SHIPPED.keys()
}

/// A published template, or one that this program ships.
pub(crate) fn template(db: &Connection, hash: &ChecklistHash) -> Result<Option<Template>> {
    // A hash names one content: what is shipped need not be read from the database.
    match SHIPPED.get(hash) {
        Some(shipped) => Ok(Some(shipped.clone())),
        None => published_template(db, hash),
    }
}

/// A template that headquarters has published.
pub(crate) fn published_template(
    db: &Connection,
    hash: &ChecklistHash,
) -> Result<Option<Template>> {
    match read_row(db, &RowKey::Checklist(hash.clone()))? {
        Some(Row::Checklist(row)) => Ok(row.published.current().cloned()),
        _ => Ok(None),
    }
}

/// All templates that are known, in the order of their ids and versions.
pub(crate) fn templates(db: &Connection) -> Result<Vec<Template>> {
    let published = published_beside_shipped(db)?.into_iter();
    let mut templates: Vec<Template> = published.map(|(_, template)| template).collect();
    templates.extend(SHIPPED.values().cloned());
    templates.sort_by(|a, b| (&a.id, a.version).cmp(&(&b.id, b.version)));
    Ok(templates)
}

/// Those that headquarters has published and this program does not ship.
fn published_beside_shipped(db: &Connection) -> Result<Vec<(ChecklistHash, Template)>> {
    let text = "SELECT key FROM fold_row WHERE kind = 'checklist'";
    let keys: Vec<String> = db
        .prepare_cached(text)?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut published = Vec::new();
    for hash in keys.iter().filter_map(|key| key.parse().ok()) {
        if !SHIPPED.contains_key(&hash)
            && let Some(template) = published_template(db, &hash)?
        {
            published.push((hash, template));
        }
    }
    Ok(published)
}

/// The checklist for a kind of site: the newest version. Where several serve one kind, the one that
/// comes first by id. Each seal asks: what is shipped is not copied to choose from it.
pub(crate) fn checklist_for(db: &Connection, kind: &SiteKind) -> Result<Checklist> {
    let published = published_beside_shipped(db)?;
    // The last of equals is taken: what headquarters published goes before what is shipped.
    let published = || published.iter().map(|(hash, template)| (hash, template));
    let all = || SHIPPED.iter().chain(published());
    let fitting = || all().filter(|(_, template)| template.kind(kind).is_some());
    let id = fitting().map(|(_, template)| &template.id).min();
    let newest = fitting()
        .filter(|(_, template)| Some(&template.id) == id)
        .max_by_key(|(_, template)| template.version);
    newest
        .map(|(hash, template)| Checklist::published(hash.clone(), template.clone()))
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

/// The newest visit of a site, as it stands now.
pub(crate) fn last_visit(db: &Connection, site: SiteId) -> Result<Option<(VisitId, VisitFoldRow)>> {
    let text = "SELECT id FROM visit WHERE site = ?1 ORDER BY key DESC LIMIT 1";
    let id = db
        .prepare_cached(text)?
        .query_row([site.0.into_bytes()], |row| sql::uuid(row, 0))
        .optional()?;
    id.map(|id| Ok((VisitId(id), visit(db, VisitId(id))?)))
        .transpose()
}
