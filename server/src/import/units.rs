//! The bodies that answer for something.

use std::collections::HashMap;

use kakou_domain::UnitId;
use kakou_domain::places::UnitDefined;

use super::heading::{Field, UNITS};
use super::known::{Known, Names};
use super::problem::{Problem, RowError};
use super::record::Sheet;
use super::table::Table;
use super::{Imported, Progress};

/// The units that are new.
///
/// # Errors
/// Every error of every row.
pub fn units(
    table: &Table,
    known: &Known,
    progress: Progress<'_>,
) -> Result<Imported<UnitDefined>, Vec<RowError>> {
    let place = &[Field::Division, Field::Village, Field::Township];
    let sheet = Sheet::new(table, UNITS, &[&[Field::Name], place])?;
    let names = Names::new(known);
    let mut seen: HashMap<UnitId, usize> = HashMap::new();
    let units = sheet.read(progress, |record| {
        let division = names.required_division_of(record);
        let name = record.required_text(Field::Name);
        let (division, name) = (division?, name?);
        let id = UnitId::of(&division, &name);
        if let Some(first) = seen.insert(id, record.row()) {
            record.fail(Field::Name, Problem::DuplicateRow { first });
        }
        Some(UnitDefined { id, division, name })
    })?;
    let all = units.len();
    let new: Vec<UnitDefined> = units
        .into_iter()
        .filter(|unit| known.units.get(&unit.id) != Some(unit))
        .collect();
    let unchanged = all - new.len();
    Ok(sheet.imported(new, unchanged))
}
