//! Repairing a damaged database. Nothing is deleted: the damaged file is set aside, what can be read
//! of journals, drafts and the device's own values goes into a new one, and projections are made
//! again. What is proved by the chain stands as it did. Where the own journal has lost entries, or
//! its end is not certain, it is closed and a successor carries on what no receipt covers; the rest
//! comes from the server. A server that lost entries begins a new epoch, as after a restore, so that
//! tablets give them back.
//!
//! SQLite refuses a database for one bad page in the wrong place, and reads nothing behind a bad
//! frame of the log; so the pages are read here ([`pages`], [`record`]), for reading only.

mod check;
mod entries;
mod in_use;
mod install;
mod mark;
mod pages;
mod plan;
mod rebuild;
mod record;
mod rows;
mod salvage;
mod wal;
mod walk;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kakou_domain::Clock;
use kakou_domain::supervision::Role;
use serde::Serialize;

use crate::error::{Result, StoreError};
use crate::keyfile::file_error;
use crate::meta;
use crate::store::{DATABASE, KEYS, Store};

pub(crate) use check::enter;
pub(crate) use install::finish_interrupted;
pub(crate) use mark::set as mark_damaged;
pub(crate) use plan::DAMAGED;

use plan::Plan;
use salvage::Salvage;

/// What a repair came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Repaired {
    /// Where the damaged file lies now, unchanged.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub set_aside: PathBuf,
    /// Entries of all journals that stand as before.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub kept: u64,
    /// Facts that a successor of the own journal carries on.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub carried: u64,
    /// Entries that were here and cannot be read. A tablet gets those that the server has back from
    /// it, a server from the tablets.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub missing: u64,
    /// Own entries among them that no server has.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub unsent_lost: u64,
    /// Drafts that were read.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub drafts: u64,
    /// Whether every page was read that had any of this. Otherwise there may have been more.
    pub complete: bool,
    /// Whether the own journal goes on in a successor.
    pub successor: bool,
    /// Whether the server's address and token are lost: the tablet enrols again.
    pub enrol_again: bool,
}

impl Store {
    /// Repairs the data folder that nobody has open; `None` when nothing is wrong with it.
    ///
    /// # Errors
    /// [`StoreError::InUse`]; no room for a second database beside the first; keys that are gone, or
    /// a server of which not even the county can be read. The folder is then as it was.
    pub fn repair(folder: &Path, clock: Arc<dyn Clock>) -> Result<Option<Repaired>> {
        finish_interrupted(folder)?;
        if !folder.join(DATABASE).is_file() {
            return Err(StoreError::NotSetUp(folder.to_owned()));
        }
        let _lock = in_use::alone(folder)?;
        if !mark::is_set(folder) && check::is_sound(folder)? {
            return Ok(None);
        }
        let making = folder.join("repair.making");
        let _ = fs::remove_dir_all(&making);
        let repaired = repair_into(folder, &making, clock);
        let _ = fs::remove_dir_all(&making);
        repaired.map(Some)
    }
}

fn repair_into(folder: &Path, making: &Path, clock: Arc<dyn Clock>) -> Result<Repaired> {
    let (keys, new_keys) = (folder.join(KEYS), making.join(KEYS));
    fs::create_dir_all(&new_keys).map_err(|error| file_error(&new_keys, error))?;
    let database = folder.join(DATABASE);
    let log = install::with_end(&database, "-wal");
    let salvage = Salvage::of(&database, &log, &making.join("entries.db"))?;
    if salvage.meta.contains_key(meta::PRACTICE) {
        return Err(StoreError::Practice);
    }
    let plan = Plan::of(&salvage, &keys)?;
    let new = making.join(DATABASE);
    rebuild::rebuild(&salvage, &plan, &new)?;
    copy_files(&keys, &new_keys)?;
    let mut repaired = Repaired {
        set_aside: PathBuf::new(),
        kept: plan.journals.iter().map(|row| row.seq.0).sum(),
        carried: 0,
        missing: plan.missing,
        unsent_lost: plan.unsent_lost,
        drafts: salvage.drafts.len() as u64,
        complete: salvage.whole.all(),
        successor: false,
        enrol_again: plan.role == Role::Inspector
            && !(salvage.whole.meta && salvage.whole.log)
            && !salvage.meta.contains_key(meta::TOKEN),
    };
    let stamp = clock.now().format("%Y%m%d-%H%M%S%3f").to_string();
    go_on(&plan, making, clock, &mut repaired)?;
    // A key that nothing names yet does no harm; a journal without its key would.
    copy_files(&new_keys, &keys)?;
    drop(salvage);
    repaired.set_aside = install::install(folder, &new, &stamp)?;
    Ok(repaired)
}

/// The own journal goes on, or a successor does.
fn go_on(plan: &Plan, making: &Path, clock: Arc<dyn Clock>, repaired: &mut Repaired) -> Result<()> {
    if plan.own.is_none() {
        Store::create(making, plan.role, clock)?;
        return Ok(());
    }
    let store = Store::open(making, clock)?;
    match plan.role {
        // Who brought which photo the tablets show again, when they hear of another epoch.
        Role::Headquarters
            if !(plan.nothing_missing && plan.own_goes_on && plan.files_brought_known) =>
        {
            store.begin_epoch(&plan.carry)?;
            (repaired.successor, repaired.carried) = (true, plan.carry.len() as u64);
        }
        Role::Inspector if !plan.own_goes_on => {
            let lost = plan.carry.iter().map(|(_, payload)| payload.clone());
            let succession = store.succeed_with(DAMAGED, lost.collect())?;
            (repaired.successor, repaired.carried) = (true, succession.carried as u64);
        }
        _ => {}
    }
    store.quick_check()
}

/// Copies the files that are not there yet.
fn copy_files(from: &Path, to: &Path) -> Result<()> {
    let failed = |error| file_error(from, error);
    for file in fs::read_dir(from).map_err(failed)? {
        let file = file.map_err(failed)?;
        let copy = to.join(file.file_name());
        if !copy.exists() {
            crate::keyfile::copy_key(&file.path(), &copy)?;
        }
    }
    Ok(())
}
