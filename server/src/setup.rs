//! Setting a county up: headquarters' journal and keys, divisions, the shipped checklists, and one
//! site a village and a township where that is wished. All or nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kakou_domain::checklist::standard;
use kakou_domain::fact::Body;
use kakou_domain::places::DivisionDefined;
use kakou_domain::supervision::Role;
use kakou_domain::{Clock, DivisionCode, Level};
use kakou_journal::{Signer, fingerprint};
use kakou_store::{Store, StoreError};

use crate::error::ServerError;
use crate::import::{self, Progress};

/// What a county is made from.
#[derive(Debug, Clone)]
pub struct NewCounty<'a> {
    /// Its code, 6 digits.
    pub county: DivisionCode,
    /// Its name; otherwise the file's, or its code.
    pub name: Option<&'a str>,
    /// The table of its divisions.
    pub divisions: &'a Path,
    /// Whether each village gets a checkpoint and each township an office.
    pub sites: Sites,
}

/// Which sites a new county has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sites {
    /// None; they are imported later.
    None,
    /// One checkpoint a village and one office a township.
    FromDivisions,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded {
    /// The county's name.
    pub name: String,
    /// Divisions, with the county itself.
    pub divisions: usize,
    /// Sites.
    pub sites: usize,
    /// Checklists.
    pub checklists: usize,
    /// The fingerprint of the server's key, as enrolment codes carry it.
    pub fingerprint: String,
}

/// Makes the data folder of a county.
///
/// # Errors
/// When the folder holds a county or anything else already, or the table is wrong. Nothing is then
/// left behind.
pub fn set_up(
    folder: &Path,
    new: &NewCounty<'_>,
    clock: Arc<dyn Clock>,
    progress: Progress<'_>,
) -> Result<Founded, ServerError> {
    if new.county.level() != Level::County {
        return Err(ServerError::NotACounty(new.county.clone()));
    }
    check_free(folder)?;
    let table = import::read_table(new.divisions, progress)?;
    let divisions = import::divisions(&table, &new.county, new.name, progress);
    let divisions = divisions.map_err(ServerError::Rows)?.facts;
    let making = making(folder);
    let _ = fs::remove_dir_all(&making);
    let founded = found(&making, new, divisions, clock).and_then(|founded| {
        fs::rename(&making, folder).map_err(|error| ServerError::file(folder, error))?;
        Ok(founded)
    });
    if founded.is_err() {
        let _ = fs::remove_dir_all(&making);
    }
    founded
}

fn check_free(folder: &Path) -> Result<(), ServerError> {
    if folder.join("kakou.db").exists() {
        return Err(StoreError::AlreadySetUp(folder.to_owned()).into());
    }
    let mut entries = fs::read_dir(folder).into_iter().flatten();
    match entries.next() {
        Some(_) => Err(ServerError::NotEmpty(folder.to_owned())),
        None => Ok(()),
    }
}

fn found(
    folder: &Path,
    new: &NewCounty<'_>,
    divisions: Vec<DivisionDefined>,
    clock: Arc<dyn Clock>,
) -> Result<Founded, ServerError> {
    let store = Store::create(folder, Role::Headquarters, clock)?;
    let own = divisions.iter().find(|one| one.code == new.county);
    let name = own.map_or_else(|| new.county.to_string(), |own| own.name.clone());
    store.found_office(&new.county, &name)?;
    let sites = match new.sites {
        Sites::None => Vec::new(),
        Sites::FromDivisions => import::sites_from_divisions(&divisions).unwrap_or_default(),
    };
    let checklists = standard();
    let founded = Founded {
        name,
        divisions: divisions.len(),
        sites: sites.len(),
        checklists: checklists.len(),
        fingerprint: fingerprint(&store.server_key()?.public_key()),
    };
    let divisions = divisions
        .into_iter()
        .map(|one| (vec![one.code.clone()], Body::DivisionDefined(one)));
    let sites = sites
        .into_iter()
        .map(|one| (vec![one.division.clone()], Body::SiteDefined(one)));
    store.state(divisions.chain(sites).collect())?;
    for template in checklists {
        template.check().map_err(ServerError::Faulty)?;
        store.publish_checklist(template)?;
    }
    Ok(founded)
}

/// Where the folder is made before it takes its name.
fn making(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".making");
    folder.with_file_name(name)
}
