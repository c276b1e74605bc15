//! Coverage broken down: by what sites are, by who answers for them, by who visits them, by day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kakou_domain::fold::{CampaignRow, ZoneRow};
use kakou_domain::{CampaignId, SiteId, ZoneId};
use rusqlite::Connection;

use crate::error::Result;
use crate::lookup;
use crate::store::Store;
use crate::views::{CoverageBy, CoverageRow};

use super::coverage::{DueSite, due_sites};
use super::{round, vocabulary};

/// What stands for a responsible unit that nobody named.
const NO_UNIT: &str = "—";

impl Store {
    /// How much of a round is done, of the sites that are in service on a day, in parts; without a
    /// round, of all sites. A site that is in two zones or that two teams visit counts in both, so
    /// the parts need not add up to [`Store::coverage`].
    pub fn coverage_by(
        &self,
        campaign: Option<CampaignId>,
        day: NaiveDate,
        by: CoverageBy,
    ) -> Result<Vec<CoverageRow>> {
        self.read(|db| {
            let round = campaign.map(|id| round::round(db, id)).transpose()?;
            let due = due_sites(db, day, round.as_ref())?;
            match by {
                CoverageBy::Township | CoverageBy::Kind | CoverageBy::Unit => own(db, &due, by),
                CoverageBy::Zone => zones(db, &due),
                CoverageBy::Team => teams(db, &due, round.as_ref()),
                CoverageBy::Day => Ok(days(&due)),
            }
        })
    }
}

/// A part of what is due; `None` where nothing of it is.
fn part<'a>(
    key: String,
    name: String,
    sites: impl IntoIterator<Item = &'a DueSite>,
) -> Option<CoverageRow> {
    let (mut due, mut done) = (0, 0);
    for site in sites {
        due += 1;
        done += u32::from(site.is_done());
    }
    let row = CoverageRow {
        key,
        name,
        due,
        done,
    };
    (due > 0).then_some(row)
}

/// By what stands in the site itself: each is in one part.
fn own(db: &Connection, due: &[DueSite], by: CoverageBy) -> Result<Vec<CoverageRow>> {
    let kinds = vocabulary::words(db)?.kinds;
    // What has no key comes last.
    let mut parts: BTreeMap<(bool, String), Vec<&DueSite>> = BTreeMap::new();
    for one in due {
        let key = match by {
            CoverageBy::Kind => one.site.kind.to_string(),
            CoverageBy::Unit => unit(db, one.site.id)?,
            _ => one
                .site
                .division
                .township()
                .map(|code| code.to_string())
                .unwrap_or_default(),
        };
        parts.entry((key.is_empty(), key)).or_default().push(one);
    }
    let mut rows = Vec::new();
    for ((_, key), sites) in parts {
        let name = match by {
            CoverageBy::Kind => kinds
                .get(&key)
                .map_or_else(|| key.clone(), |name| name.zh.clone()),
            CoverageBy::Unit if key.is_empty() => NO_UNIT.to_owned(),
            CoverageBy::Unit => key.clone(),
            _ => match key.parse() {
                Ok(code) => lookup::division_name(db, &code)?,
                Err(_) => key.clone(),
            },
        };
        rows.extend(part(key, name, sites));
    }
    Ok(rows)
}

/// The site's responsible unit; empty where nobody named one.
fn unit(db: &Connection, id: SiteId) -> Result<String> {
    let unit = lookup::site(db, id)?.unit.unwrap_or_default();
    Ok(unit.trim().to_owned())
}

/// The zones, by name. A site that is in no zone is in none of the parts.
fn zones(db: &Connection, due: &[DueSite]) -> Result<Vec<CoverageRow>> {
    let zones: Vec<(ZoneId, ZoneRow)> = round::rows(db, "zone")?;
    let mut rows: Vec<CoverageRow> = zones
        .iter()
        .filter_map(|(id, row)| {
            let zone = row.defined.current()?;
            let within: BTreeSet<SiteId> = zone.sites.iter().copied().collect();
            let sites = due.iter().filter(|one| within.contains(&one.site.id));
            part(id.to_string(), zone.name.clone(), sites)
        })
        .collect();
    rows.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
    Ok(rows)
}

/// The teams that were given something, by name: in the round, else as a rule.
fn teams(
    db: &Connection,
    due: &[DueSite],
    round: Option<&(CampaignId, CampaignRow)>,
) -> Result<Vec<CoverageRow>> {
    let campaign = round.map(|(id, _)| *id);
    let mut rows = Vec::new();
    for team in round::teams(db)? {
        let Some(share) = round::share_of(db, &team, campaign)? else {
            continue;
        };
        let sites = due.iter().filter(|one| share.has(&one.site));
        rows.extend(part(team.id.to_string(), team.name, sites));
    }
    Ok(rows)
}

/// The days on which sites were visited for the first time: how many were left that morning, and how
/// many of them were visited that day.
fn days(due: &[DueSite]) -> Vec<CoverageRow> {
    let mut first: BTreeMap<&str, u32> = BTreeMap::new();
    for day in due.iter().filter_map(|one| one.first_visited_on.as_deref()) {
        *first.entry(day).or_default() += 1;
    }
    let mut left = u32::try_from(due.len()).unwrap_or(u32::MAX);
    let mut rows = Vec::new();
    for (day, done) in first {
        rows.push(CoverageRow {
            key: day.to_owned(),
            name: day.to_owned(),
            due: left,
            done,
        });
        left = left.saturating_sub(done);
    }
    rows
}
