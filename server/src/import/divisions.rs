//! The administrative tree of a county, and the sites that can be made from it.

use std::collections::BTreeMap;

use kakou_domain::places::{DivisionDefined, SiteDefined};
use kakou_domain::{DivisionCode, IdError, Level, SiteKind, everyday_name};

use super::heading::{DIVISIONS, Field};
use super::known;
use super::problem::{Problem, RowError};
use super::record::{Record, Sheet};
use super::table::Table;
use super::{Imported, Progress};

/// One statement of a name: the division, its name, and the row that says so.
type Named = BTreeMap<DivisionCode, (String, usize)>;

/// The county, its townships and its villages. Townships are named in their villages' rows or in
/// rows of their own; the county by `county_name`, in a row of its own, or, without both, by its
/// code.
///
/// # Errors
/// Every error of every row.
pub fn divisions(
    table: &Table,
    county: &DivisionCode,
    county_name: Option<&str>,
    progress: Progress<'_>,
) -> Result<Imported<DivisionDefined>, Vec<RowError>> {
    let sheet = Sheet::new(
        table,
        DIVISIONS,
        &[&[Field::Division], &[Field::DivisionName]],
    )?;
    let mut own = Named::new();
    let mut townships = Named::new();
    let rows = sheet.read(progress, |record| {
        let code = division(record, Field::Division, county);
        let name = record.required_text(Field::DivisionName);
        let (code, name) = (code?, name?);
        township(record, &code, &mut townships);
        if let Some((_, first)) = own.get(&code) {
            record.fail(Field::Division, Problem::DuplicateRow { first: *first });
        }
        own.entry(code.clone()).or_insert((name, record.row()));
        Some((code, record.row()))
    })?;
    let mut errors = Vec::new();
    for (code, (name, row)) in townships {
        let (other, first) = own.entry(code.clone()).or_insert((name.clone(), row));
        if *other != name {
            let problem = Problem::TwoNames {
                division: code,
                name,
                other: other.clone(),
                row: *first,
            };
            errors.push(RowError {
                row,
                column: None,
                problem,
            });
        }
    }
    for (code, row) in rows {
        let township = code
            .township()
            .filter(|township| !own.contains_key(township));
        if let Some(township) = township {
            errors.push(RowError {
                row,
                column: None,
                problem: Problem::UnnamedTownship { township },
            });
        }
    }
    if !errors.is_empty() {
        errors.sort_by_key(|error| error.row);
        return Err(errors);
    }
    let in_file = own.remove(county).map(|(name, _)| name);
    let name = county_name
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty());
    let name = name.or(in_file).unwrap_or_else(|| county.to_string());
    let mut all = vec![DivisionDefined {
        code: county.clone(),
        name,
    }];
    all.extend(
        own.into_iter()
            .map(|(code, (name, _))| DivisionDefined { code, name }),
    );
    all.sort_by_key(|division| division.code.level());
    Ok(sheet.imported(all, 0))
}

/// A code of the county, from it downwards.
fn division(
    record: &mut Record<'_, '_>,
    field: Field,
    county: &DivisionCode,
) -> Option<DivisionCode> {
    let text = record.required_text(field)?;
    let code = record.check(field, known::code(&text))?;
    if county.contains(&code) {
        return Some(code);
    }
    record.fail(
        field,
        Problem::OutsideCounty {
            division: code,
            county: county.clone(),
        },
    );
    None
}

/// What a village's row says of its township.
fn township(record: &mut Record<'_, '_>, code: &DivisionCode, townships: &mut Named) {
    let name = record.text(Field::Township);
    let Some(township) = code.township() else {
        return;
    };
    if let Some(text) = record.text(Field::TownshipCode)
        && let Some(stated) = record.check(Field::TownshipCode, known::code(&text))
        && stated != township
    {
        let name = format!("a division of township {stated}");
        record.fail(
            Field::TownshipCode,
            Problem::DivisionsDisagree {
                code: code.clone(),
                name,
            },
        );
    }
    let Some(name) = name else { return };
    let (other, row) = townships
        .entry(township.clone())
        .or_insert((name.clone(), record.row()));
    if *other != name {
        let problem = Problem::TwoNames {
            division: township,
            name,
            other: other.clone(),
            row: *row,
        };
        record.fail(Field::Township, problem);
    }
}

/// One checkpoint a village and one office a township: 程岗村卡点, 城关镇政府.
///
/// # Errors
/// Never in fact: the two kinds are valid.
pub fn sites_from_divisions(divisions: &[DivisionDefined]) -> Result<Vec<SiteDefined>, IdError> {
    let checkpoint = SiteKind::new("village_checkpoint")?;
    let office = SiteKind::new("office")?;
    let site = |division: &DivisionDefined| {
        let (kind, name) = match division.code.level() {
            Level::Village => (
                &checkpoint,
                format!("{}卡点", everyday_name(&division.name)),
            ),
            Level::Township => (&office, office_name(&division.name)),
            _ => return None,
        };
        Some(SiteDefined::new(division.code.clone(), kind.clone(), &name))
    };
    Ok(divisions.iter().filter_map(site).collect())
}

/// A 街道 has an office (办事处), every other township a government.
fn office_name(township: &str) -> String {
    match township {
        name if name.ends_with("办事处") => name.to_owned(),
        name if name.ends_with("街道") => format!("{name}办事处"),
        name => format!("{name}政府"),
    }
}
