//! The rounds of supervision, the teams, and what of both concerns this device today.

use std::str::FromStr;

use chrono::NaiveDate;
use kakou_domain::fold::{self, AssignmentRow, CampaignRow, RowKey, TeamRow};
use kakou_domain::places::TeamSet;
use kakou_domain::supervision::{AssignmentMade, Draws};
use kakou_domain::versions::Version;
use kakou_domain::visit::SiteRef;
use kakou_domain::{AssignmentId, CampaignId, DivisionCode, SiteId, TeamId};
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;

use crate::error::{Result, StoreError};
use crate::project::read_row;
use crate::store::Store;
use crate::views::{AssignmentView, CampaignView, Coverage, RoundCoverage, TodayView};
use crate::{meta, names};

use super::coverage::coverage;

/// An assignment as it was stated.
type Stated = (AssignmentId, Version<AssignmentMade>);

/// What a team is to visit.
#[derive(Debug, Default)]
pub(crate) struct Share {
    pub(crate) divisions: Vec<DivisionCode>,
    pub(crate) sites: Vec<SiteId>,
}

impl Share {
    /// Whether a site is among it.
    pub(super) fn has(&self, site: &SiteRef) -> bool {
        let mut divisions = self.divisions.iter();
        divisions.any(|one| one.contains(&site.division)) || self.sites.contains(&site.id)
    }
}

impl Store {
    /// What Today is about: the rounds that are on, the own team, the coverage.
    pub fn today(&self) -> Result<TodayView> {
        let day = self.clock().now().date_naive();
        self.read(|db| {
            let campaigns = on(db, day)?;
            let current = chosen(db, &campaigns)?;
            let campaign = current.map(|(id, _)| *id);
            let team = own_team(db)?;
            let share = team.as_ref().map(|team| share_of(db, team, campaign));
            Ok(TodayView {
                campaigns: campaigns.iter().filter_map(view).collect(),
                campaign,
                assigned: share.transpose()?.flatten().is_some(),
                team,
                coverage: coverage(db, day, current)?,
            })
        })
    }

    /// Of several rounds that are on, the one that new visits belong to from now on.
    pub fn choose_campaign(&self, id: CampaignId) -> Result<()> {
        self.write(|tx| meta::set(tx, meta::CAMPAIGN, &id.to_string()))
    }

    /// All rounds, the newest first.
    pub fn campaigns(&self) -> Result<Vec<CampaignView>> {
        self.read(views)
    }

    /// How much of a round is done, of the sites that are in service on a day; without a round, of
    /// all sites.
    pub fn coverage(&self, campaign: Option<CampaignId>, day: NaiveDate) -> Result<Coverage> {
        self.read(|db| {
            let round = campaign.map(|id| round(db, id)).transpose()?;
            coverage(db, day, round.as_ref())
        })
    }

    /// All teams, by name.
    pub fn teams(&self) -> Result<Vec<TeamSet>> {
        self.read(teams)
    }

    /// Which team is to visit what, in each round; what a later draw took the place of among it.
    pub fn assignments(&self) -> Result<Vec<AssignmentView>> {
        self.read(|db| {
            let (all, draws) = drawn(db)?;
            let view = |(id, made): &Stated| view_of(*id, &made.content, &draws);
            Ok(all.iter().map(view).collect())
        })
    }
}

/// What was assigned, and which draws stand.
pub(crate) fn drawn(db: &Connection) -> Result<(Vec<Stated>, Draws)> {
    let rows: Vec<(AssignmentId, AssignmentRow)> = rows(db, "assignment")?;
    let (mut all, mut draws) = (Vec::new(), Draws::default());
    for (id, row) in rows {
        if let Some((_, made)) = row.made.heads().into_iter().next() {
            draws.add(id, made);
            all.push((id, made.clone()));
        }
    }
    Ok((all, draws))
}

pub(crate) fn view_of(id: AssignmentId, made: &AssignmentMade, draws: &Draws) -> AssignmentView {
    AssignmentView {
        id,
        campaign: made.campaign,
        team: made.team,
        divisions: made.divisions.clone(),
        sites: made.sites.clone(),
        draw: made.draw.clone(),
        superseded_by: draws.superseded_by(id),
    }
}

/// One round.
pub(crate) fn round(db: &Connection, id: CampaignId) -> Result<(CampaignId, CampaignRow)> {
    match read_row(db, &RowKey::Campaign(id))? {
        Some(fold::Row::Campaign(row)) => Ok((id, *row)),
        _ => Err(StoreError::NoCampaign(id)),
    }
}

/// All rounds, the newest first.
pub(super) fn views(db: &Connection) -> Result<Vec<CampaignView>> {
    Ok(campaigns(db)?.iter().filter_map(view).collect())
}

/// How much of each round is done, the newest first. Where there is none, of all sites.
pub(super) fn coverage_of_each(db: &Connection, today: NaiveDate) -> Result<Vec<RoundCoverage>> {
    let all = campaigns(db)?;
    if all.is_empty() {
        let coverage = coverage(db, today, None)?;
        let campaign = None;
        return Ok(vec![RoundCoverage { campaign, coverage }]);
    }
    // A site that was withdrawn after a round is not missing from it.
    let each = all.iter().map(|round| {
        let day = round.1.last_day().map_or(today, |last| last.min(today));
        let coverage = coverage(db, day, Some(round))?;
        let campaign = view(round);
        Ok(RoundCoverage { campaign, coverage })
    });
    each.collect()
}

/// The round that a new visit at a site belongs to.
pub(crate) fn covering(
    db: &Connection,
    day: NaiveDate,
    site: &SiteRef,
) -> Result<Option<CampaignId>> {
    let campaigns = on(db, day)?;
    let covering = chosen(db, &campaigns)?.filter(|(_, row)| {
        let opened = row.opened.current();
        opened.is_some_and(|opened| opened.covers(site))
    });
    Ok(covering.map(|(id, _)| *id))
}

/// The team of whoever this device belongs to; of several, the first by name.
pub(crate) fn own_team(db: &Connection) -> Result<Option<TeamSet>> {
    let Some(name) = names::in_teams(db)? else {
        return Ok(None);
    };
    let mut teams = teams(db)?.into_iter();
    Ok(teams.find(|team| team.members.contains(&name)))
}

/// What the own team is to visit in the round that is on; `None` is everything.
pub(crate) fn share(db: &Connection, day: NaiveDate) -> Result<Option<Share>> {
    let Some(team) = own_team(db)? else {
        return Ok(None);
    };
    let campaigns = on(db, day)?;
    let current = chosen(db, &campaigns)?.map(|(id, _)| *id);
    share_of(db, &team, current)
}

/// What a team was assigned in a round, else what it visits as a rule; `None` is everything.
pub(super) fn share_of(
    db: &Connection,
    team: &TeamSet,
    campaign: Option<CampaignId>,
) -> Result<Option<Share>> {
    let mut share = Share::default();
    let (all, draws) = drawn(db)?;
    for (id, Version { content: made, .. }) in &all {
        let mine = made.team == team.id && Some(made.campaign) == campaign;
        if mine && draws.superseded_by(*id).is_none() {
            share.divisions.extend(made.divisions.iter().cloned());
            share.sites.extend(&made.sites);
        }
    }
    if share.divisions.is_empty() && share.sites.is_empty() {
        share.divisions.clone_from(&team.divisions);
    }
    let anything = !share.divisions.is_empty() || !share.sites.is_empty();
    Ok(anything.then_some(share))
}

/// A team's name.
pub(crate) fn team_name(db: &Connection, id: TeamId) -> Result<Option<String>> {
    let Some(fold::Row::Team(row)) = read_row(db, &RowKey::Team(id))? else {
        return Ok(None);
    };
    Ok(row.defined.current().map(|team| team.name.clone()))
}

/// The rounds that are on, the newest first.
fn on(db: &Connection, day: NaiveDate) -> Result<Vec<(CampaignId, CampaignRow)>> {
    let mut all = campaigns(db)?;
    all.retain(|(_, row)| row.is_on(day));
    Ok(all)
}

/// The round that was chosen, as long as it is on; else the newest.
fn chosen<'a>(
    db: &Connection,
    on: &'a [(CampaignId, CampaignRow)],
) -> Result<Option<&'a (CampaignId, CampaignRow)>> {
    let chosen = meta::get(db, meta::CAMPAIGN)?;
    let chosen = on.iter().find(|(id, _)| Some(id.to_string()) == chosen);
    Ok(chosen.or(on.first()))
}

fn campaigns(db: &Connection) -> Result<Vec<(CampaignId, CampaignRow)>> {
    let mut all: Vec<(CampaignId, CampaignRow)> = rows(db, "campaign")?;
    let from = |row: &CampaignRow| row.opened.current().map(|opened| opened.from);
    all.sort_by_key(|(id, row)| std::cmp::Reverse((from(row), *id)));
    Ok(all)
}

pub(super) fn teams(db: &Connection) -> Result<Vec<TeamSet>> {
    let rows: Vec<(TeamId, TeamRow)> = rows(db, "team")?;
    let standing = rows.iter().filter_map(|(_, row)| row.defined.current());
    let mut teams: Vec<TeamSet> = standing.cloned().collect();
    teams.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(teams)
}

/// The rows of a kind. There are some dozens of each kind that is asked for.
pub(super) fn rows<I: FromStr, R: DeserializeOwned>(
    db: &Connection,
    kind: &str,
) -> Result<Vec<(I, R)>> {
    let text = "SELECT key, doc FROM fold_row WHERE kind = ?1 ORDER BY key";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let found: Vec<(String, String)> = db
        .prepare_cached(text)?
        .query_map([kind], read)?
        .collect::<Result<_, _>>()?;
    let mut rows = Vec::with_capacity(found.len());
    for (key, doc) in found {
        if let Ok(id) = key.parse() {
            rows.push((id, serde_json::from_str(&doc)?));
        }
    }
    Ok(rows)
}

fn view((id, row): &(CampaignId, CampaignRow)) -> Option<CampaignView> {
    row.opened.current().map(|opened| CampaignView {
        id: *id,
        title: opened.title.clone(),
        organisers: opened.organisers.clone(),
        methods: opened.methods.clone(),
        from: opened.from.to_string(),
        to: row.last_day().map(|day| day.to_string()),
        closed: row.closed.current().is_some(),
        kinds: opened.kinds.clone(),
        divisions: opened.divisions.clone(),
        sites: opened.sites.clone(),
    })
}
