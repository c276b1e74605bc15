//! Who must be where.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, NaiveTime};
use kakou_domain::SiteId;
use kakou_domain::places::{RosterSet, Shift};

use super::heading::{Field, ROSTERS};
use super::known::Known;
use super::problem::{Problem, RowError};
use super::record::{Record, Sheet};
use super::roles;
use super::site_index::SiteIndex;
use super::table::Table;
use super::{Imported, Progress};

/// The most staff that a shift of a site can need; more is a slip of the pen.
pub const MAX_REQUIRED: u32 = 1_000;

/// What makes two shifts of a site the same one.
type ShiftKey = (
    Option<NaiveDate>,
    Option<NaiveDate>,
    Option<NaiveTime>,
    Option<NaiveTime>,
    String,
);

/// The rosters that are new or changed: all rows of a site make its one roster, which replaces what
/// was set before.
///
/// # Errors
/// Every error of every row.
pub fn rosters(
    table: &Table,
    known: &Known,
    progress: Progress<'_>,
) -> Result<Imported<RosterSet>, Vec<RowError>> {
    let site = &[Field::Name, Field::Code, Field::SiteId];
    let sheet = Sheet::new(table, ROSTERS, &[site, &[Field::Required]])?;
    let index = SiteIndex::new(known);
    let mut seen: HashMap<(SiteId, ShiftKey), usize> = HashMap::new();
    let rows = sheet.read(progress, |record| {
        let site = index.site_of(record);
        let shift = shift(record, known);
        let (site, shift) = (site?, shift?);
        if let Some(first) = seen.insert((site, key(&shift)), record.row()) {
            record.fail(Field::Name, Problem::DuplicateRow { first });
        }
        Some((site, shift))
    })?;
    let mut shifts: BTreeMap<SiteId, Vec<Shift>> = BTreeMap::new();
    let mut order = Vec::new();
    for (site, shift) in rows {
        let of_site = shifts.entry(site).or_insert_with(|| {
            order.push(site);
            Vec::new()
        });
        of_site.push(shift);
    }
    let all = order.len();
    let changed: Vec<RosterSet> = order
        .into_iter()
        .filter_map(|site| {
            Some(RosterSet {
                site,
                shifts: in_order(shifts.remove(&site)?),
            })
        })
        .filter(|roster| !is_known(known, roster))
        .collect();
    let unchanged = all - changed.len();
    Ok(sheet.imported(changed, unchanged))
}

fn shift(record: &mut Record<'_, '_>, known: &Known) -> Option<Shift> {
    let from = record.date(Field::From);
    let to = record.date(Field::To);
    record.in_order(from, to, Field::To);
    let name = record.text(Field::Shift).unwrap_or_default();
    let begins = record.time(Field::Begins);
    let ends = record.time(Field::Ends);
    let leader = record.text(Field::Leader);
    let required = record.required_count(Field::Required, 1, MAX_REQUIRED);
    let roles = record.text(Field::Roles).unwrap_or_default();
    let roles = record.check(Field::Roles, roles::read(&roles, &known.roles))?;
    let required = required?;
    record.check(Field::Roles, roles::fit(&roles, required))?;
    Some(Shift {
        from,
        to,
        name,
        begins,
        ends,
        required,
        roles,
        leader,
    })
}

fn key(shift: &Shift) -> ShiftKey {
    (
        shift.from,
        shift.to,
        shift.begins,
        shift.ends,
        shift.name.clone(),
    )
}

/// The order of the rows in a file means nothing.
fn in_order(mut shifts: Vec<Shift>) -> Vec<Shift> {
    shifts.sort_by_cached_key(key);
    shifts
}

fn is_known(known: &Known, roster: &RosterSet) -> bool {
    known
        .rosters
        .get(&roster.site)
        .is_some_and(|before| in_order(before.shifts.clone()) == roster.shifts)
}
