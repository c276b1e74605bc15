//! Taking lists of sites, units and rosters into headquarters' journal.

use std::path::Path;

use kakou_domain::DivisionCode;
use kakou_domain::fact::Body;
use kakou_store::{Register, Store};

use crate::error::ServerError;
use crate::import::{self, Imported, Known, Progress};

/// What a file lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// Places that are inspected.
    Sites,
    /// Bodies that answer for something.
    Units,
    /// Who must be where.
    Rosters,
}

/// What a file came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Things that were stated.
    pub new: usize,
    /// Things that were known as the file has them.
    pub unchanged: usize,
    /// Columns that were not read.
    pub ignored_headings: Vec<String>,
}

type Stated = (Vec<DivisionCode>, Body);

/// States what is new or changed in a file, in one transaction.
///
/// # Errors
/// When the file is no table, or any row of it is wrong: every error of every row. Nothing is then
/// stated.
pub fn take_in(
    store: &Store,
    kind: ListKind,
    file: &Path,
    progress: Progress<'_>,
) -> Result<Intake, ServerError> {
    store.project_all()?;
    let known = known(store)?;
    let table = import::read_table(file, progress)?;
    let rows = ServerError::Rows;
    let imported = match kind {
        ListKind::Sites => import::sites(&table, &known, progress)
            .map(|imported| stated(imported, |site| site.division.clone(), Body::SiteDefined)),
        ListKind::Units => import::units(&table, &known, progress)
            .map(|imported| stated(imported, |unit| unit.division.clone(), Body::UnitDefined)),
        ListKind::Rosters => import::rosters(&table, &known, progress).map(|imported| {
            // A roster names a site that is known: the import has checked it.
            let division = |site| known.sites.get(&site).map(|site| site.division.clone());
            let of = |roster: &kakou_domain::places::RosterSet| {
                division(roster.site).unwrap_or_else(|| known.county.clone())
            };
            stated(imported, of, Body::RosterSet)
        }),
    };
    let imported = imported.map_err(rows)?;
    let intake = Intake {
        new: imported.facts.len(),
        unchanged: imported.unchanged,
        ignored_headings: imported.ignored_headings,
    };
    store.state(imported.facts)?;
    Ok(intake)
}

fn stated<T>(
    imported: Imported<T>,
    division: impl Fn(&T) -> DivisionCode,
    body: impl Fn(T) -> Body,
) -> Imported<Stated> {
    let facts = imported.facts.into_iter();
    Imported {
        facts: facts
            .map(|fact| (vec![division(&fact)], body(fact)))
            .collect(),
        unchanged: imported.unchanged,
        ignored_headings: imported.ignored_headings,
    }
}

fn known(store: &Store) -> Result<Known, ServerError> {
    let Register {
        divisions,
        kinds,
        roles,
        units,
        sites,
        rosters,
    } = store.register()?;
    Ok(Known {
        county: store.county()?,
        divisions,
        kinds,
        roles,
        units,
        sites,
        rosters,
    })
}
