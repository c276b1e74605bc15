//! The sample as it is written, and the pack that is made of it.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use kakou_domain::Answers;
use kakou_domain::places::DivisionDefined;
use kakou_domain::supervision::Role;
use kakou_store::{Pack, Result, Store};
use serde::Deserialize;

use crate::clock::SetClock;
use crate::county::{Campaign, Village};
use crate::visits::Visit;

/// `sample/county.json`: a county that does not exist. Its codes are no province's, its duty phones
/// begin with an area code that nobody has, and it lies in the sea.
#[derive(Deserialize)]
pub(crate) struct Sample {
    pub(crate) county: DivisionDefined,
    /// What headquarters is called.
    pub(crate) office: String,
    pub(crate) campaign: Campaign,
    pub(crate) townships: Vec<DivisionDefined>,
    pub(crate) villages: Vec<Village>,
    /// Answers of a visit that says nothing else.
    pub(crate) usual: Answers,
    pub(crate) visits: Vec<Visit>,
}

impl Sample {
    fn read() -> Result<Self> {
        Ok(serde_json::from_str(include_str!("../sample/county.json"))?)
    }
}

/// The sample as a pack, with its days counted back from `now`. An office that nobody else hears of
/// states it in `folder`, which can be thrown away afterwards.
pub(crate) fn pack(folder: &Path, now: DateTime<FixedOffset>) -> Result<Pack> {
    let sample = Sample::read()?;
    let clock = Arc::new(SetClock::new(now));
    let office = Store::create(folder, Role::Headquarters, clock.clone())?;
    sample.found(&office, &clock)?;
    let campaign = sample.open_campaign(&office, &clock)?;
    for visit in &sample.visits {
        sample.make(&office, &clock, visit, campaign)?;
    }
    Ok(Pack::read(&office.pack(vec![sample.county.code])?)?)
}
