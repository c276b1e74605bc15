//! The places that are inspected.

use std::collections::HashMap;

use kakou_domain::coordinates::{CoordinateSystem, is_in_china};
use kakou_domain::places::SiteDefined;
use kakou_domain::{Position, SiteId};

use super::heading::{Field, SITES};
use super::known::{Known, Names};
use super::problem::{Problem, RowError};
use super::record::{Record, Sheet};
use super::table::Table;
use super::text::shortened;
use super::{Imported, Progress};

/// The sites that are new or changed. What a file does not say of a site that is known (no such
/// column, or an empty cell) stays as it was.
///
/// # Errors
/// Every error of every row.
pub fn sites(
    table: &Table,
    known: &Known,
    progress: Progress<'_>,
) -> Result<Imported<SiteDefined>, Vec<RowError>> {
    let place = &[Field::Division, Field::Village, Field::Township];
    let sheet = Sheet::new(table, SITES, &[place, &[Field::Kind], &[Field::Name]])?;
    let names = Names::new(known);
    let mut seen: HashMap<SiteId, usize> = HashMap::new();
    let sites = sheet.read(progress, |record| {
        let named = named(record, &names);
        let stated = stated(record);
        let site = named?;
        let id = site.id();
        if let Some(first) = seen.insert(id, record.row()) {
            record.fail(Field::Name, Problem::DuplicateRow { first });
        }
        let site = stated.over(known.sites.get(&id).cloned().unwrap_or(site));
        record.in_order(
            site.in_service_from,
            site.withdrawn_from,
            Field::WithdrawnFrom,
        );
        Some(site)
    })?;
    let all = sites.len();
    let changed: Vec<SiteDefined> = sites
        .into_iter()
        .filter(|site| known.sites.get(&site.id()) != Some(site))
        .collect();
    let unchanged = all - changed.len();
    Ok(sheet.imported(changed, unchanged))
}

/// The three that make a site's id.
fn named(record: &mut Record<'_, '_>, names: &Names<'_>) -> Option<SiteDefined> {
    let division = names.required_division_of(record);
    let kind = record.required_text(Field::Kind);
    let kind = kind.and_then(|text| record.check(Field::Kind, names.kind(&text)));
    let name = record.required_text(Field::Name);
    Some(SiteDefined::new(division?, kind?, &name?))
}

/// What a row states beyond that.
fn stated(record: &mut Record<'_, '_>) -> Stated {
    Stated {
        code: record.text(Field::Code),
        unit: record.text(Field::Unit),
        liaison: record.text(Field::Liaison),
        phone: record.text(Field::Phone),
        position: position(record),
        in_service_from: record.date(Field::InServiceFrom),
        withdrawn_from: record.date(Field::WithdrawnFrom),
    }
}

struct Stated {
    code: Option<String>,
    unit: Option<String>,
    liaison: Option<String>,
    phone: Option<String>,
    position: Option<Position>,
    in_service_from: Option<chrono::NaiveDate>,
    withdrawn_from: Option<chrono::NaiveDate>,
}

impl Stated {
    fn over(self, site: SiteDefined) -> SiteDefined {
        SiteDefined {
            code: self.code.or(site.code),
            unit: self.unit.or(site.unit),
            liaison: self.liaison.or(site.liaison),
            phone: self.phone.or(site.phone),
            position: self.position.or(site.position),
            in_service_from: self.in_service_from.or(site.in_service_from),
            withdrawn_from: self.withdrawn_from.or(site.withdrawn_from),
            ..site
        }
    }
}

/// A position in WGS-84, from the system that the row names.
fn position(record: &mut Record<'_, '_>) -> Option<Position> {
    let pair = [Field::Latitude, Field::Longitude];
    if !pair.iter().any(|field| record.is_filled(*field)) {
        return None;
    }
    let [latitude, longitude] = pair.map(|field| record.required_number(field));
    let system = record.text(Field::CoordinateSystem);
    let (latitude, longitude) = (latitude?, longitude?);
    let Some(system) = system else {
        record.fail(Field::CoordinateSystem, Problem::MissingCoordinateSystem);
        return None;
    };
    let parsed = system
        .parse()
        .map_err(|_| Problem::UnknownCoordinateSystem {
            value: shortened(&system),
        });
    let system: CoordinateSystem = record.check(Field::CoordinateSystem, parsed)?;
    let in_china = |latitude, longitude| Position::new(latitude, longitude).is_ok_and(is_in_china);
    match system.to_wgs84(latitude, longitude) {
        Ok(position) if in_china(latitude, longitude) => rounded(position),
        _ => {
            let exchanged = in_china(longitude, latitude);
            let problem = Problem::OutsideChina {
                latitude,
                longitude,
                exchanged,
            };
            record.fail(Field::Latitude, problem);
            None
        }
    }
}

/// To a ten-millionth of a degree, about a centimetre: no file knows more, and a number so short
/// is the same after it was written and read.
fn rounded(position: Position) -> Option<Position> {
    let short = |degrees: f64| (degrees * 1e7).round() / 1e7;
    Position::new(short(position.latitude()), short(position.longitude())).ok()
}
