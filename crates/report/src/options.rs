//! To whom a slip is handed, and until when. The device remembers it for each visit as a setting;
//! it is no fact.

use chrono::NaiveDate;
use kakou_domain::VisitId;
use kakou_domain::visit::SiteRef;
use kakou_store::{Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::error::Result;

/// The longest name of a unit, in characters.
const MOST_UNIT: usize = 200;

/// What is chosen for a slip and a flash report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SlipOptions {
    /// 责任单位; empty when it is not to be printed.
    pub unit: String,
    /// 整改期限: the last day, or none.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub deadline: Option<NaiveDate>,
}

impl SlipOptions {
    /// The unit as it is printed: one line of a bounded length.
    pub(crate) fn unit(&self) -> String {
        let line = crate::text::one_line(&self.unit);
        line.chars().take(MOST_UNIT).collect()
    }
}

/// What was chosen last for a visit; at first the site's responsible unit, or its village, and no
/// deadline.
///
/// # Errors
/// When there is no such visit, or the store cannot be read.
pub fn options(store: &Store, visit: VisitId) -> Result<SlipOptions> {
    let chosen = store.setting(&key(visit))?;
    let chosen = chosen.and_then(|json| serde_json::from_str(&json).ok());
    match chosen {
        Some(options) => Ok(options),
        None => Ok(SlipOptions {
            unit: usual_unit(store, &store.visit(visit)?.current.site)?,
            deadline: None,
        }),
    }
}

/// Remembers what was chosen for a visit.
///
/// # Errors
/// When the store cannot be written.
pub fn remember(store: &Store, visit: VisitId, options: &SlipOptions) -> Result<()> {
    let json = serde_json::to_string(options).map_err(StoreError::from)?;
    Ok(store.set_setting(&key(visit), &json)?)
}

fn key(visit: VisitId) -> String {
    format!("slip.{visit}")
}

fn usual_unit(store: &Store, site: &SiteRef) -> Result<String> {
    let page = match store.site(site.id) {
        Ok(page) => page,
        Err(StoreError::NoSite(_)) => return Ok(String::new()),
        Err(error) => return Err(error.into()),
    };
    let unit = page.site.unit.filter(|unit| !unit.trim().is_empty());
    let village = || {
        let township = name_or_nothing(&page.row.township);
        let division = name_or_nothing(&page.row.division_name);
        match division == township {
            true => division.to_owned(),
            false => format!("{township}{division}"),
        }
    };
    Ok(unit.unwrap_or_else(village))
}

/// A division that has no name here is called by its code, which says nothing on paper.
pub(crate) fn name_or_nothing(name: &str) -> &str {
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        ""
    } else {
        name
    }
}
