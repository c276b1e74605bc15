//! Coverage 应查/已查: how many of the sites in service that must be visited were visited.

use chrono::NaiveDate;
use kakou_domain::fold::CampaignRow;
use kakou_domain::visit::SiteRef;
use kakou_domain::{CampaignId, DivisionCode, SiteId};
use rusqlite::{Connection, Row, params};

use crate::error::Result;
use crate::views::{Coverage, TownshipCoverage};
use crate::{lookup, sql};

/// A site that must be visited.
#[derive(Debug)]
pub(crate) struct DueSite {
    pub(crate) site: SiteRef,
    /// The day of the first visit that counts.
    pub(super) first_visited_on: Option<String>,
}

impl DueSite {
    pub(crate) fn is_done(&self) -> bool {
        self.first_visited_on.is_some()
    }
}

/// What of a round is done, of the sites that are in service on a day.
pub(super) fn coverage(
    db: &Connection,
    day: NaiveDate,
    campaign: Option<&(CampaignId, CampaignRow)>,
) -> Result<Coverage> {
    let mut townships: Vec<TownshipCoverage> = Vec::new();
    for due in due_sites(db, day, campaign)? {
        count(db, &mut townships, &due.site.division, due.is_done())?;
    }
    let sum = |count: fn(&TownshipCoverage) -> u32| townships.iter().map(count).sum();
    Ok(Coverage {
        due: sum(|one| one.due),
        done: sum(|one| one.done),
        townships,
    })
}

/// The sites that a round covers and that are in service on a day, in the order of their divisions.
/// A visit counts that was made while the round was on, or that names it. Without a round all sites
/// are due and every visit ever made counts.
pub(crate) fn due_sites(
    db: &Connection,
    day: NaiveDate,
    campaign: Option<&(CampaignId, CampaignRow)>,
) -> Result<Vec<DueSite>> {
    let opened = campaign.and_then(|(_, row)| row.opened.current());
    let from = opened.map_or_else(String::new, |opened| opened.from.to_string());
    let to = campaign.and_then(|(_, row)| row.last_day());
    let to = to.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string());
    let named = campaign.map(|(id, _)| id.0.into_bytes());
    let given = params![day.to_string(), from, to, named];
    let mut select = db.prepare_cached(include_str!("coverage.sql"))?;
    let mut due = select
        .query_map(given, read)?
        .collect::<Result<Vec<_>, _>>()?;
    due.retain(|due| opened.is_none_or(|opened| opened.covers(&due.site)));
    Ok(due)
}

fn read(row: &Row<'_>) -> rusqlite::Result<DueSite> {
    let site = SiteRef {
        id: SiteId(sql::uuid(row, 0)?),
        name: row.get(1)?,
        kind: sql::from_word(row, 2)?,
        division: sql::from_word(row, 3)?,
    };
    Ok(DueSite {
        site,
        first_visited_on: row.get(4)?,
    })
}

/// Sites come in the order of their divisions, so a township's stand together.
fn count(
    db: &Connection,
    townships: &mut Vec<TownshipCoverage>,
    division: &DivisionCode,
    done: bool,
) -> Result<()> {
    let Some(township) = division.township() else {
        return Ok(());
    };
    if townships.last().map(|last| &last.division) != Some(&township) {
        townships.push(TownshipCoverage {
            name: lookup::division_name(db, &township)?,
            division: township,
            due: 0,
            done: 0,
        });
    }
    if let Some(last) = townships.last_mut() {
        last.due += 1;
        last.done += u32::from(done);
    }
    Ok(())
}
