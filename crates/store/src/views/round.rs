//! Rounds of supervision, teams, and what Today shows of them.

use kakou_domain::places::TeamSet;
use kakou_domain::supervision::Draw;
use kakou_domain::{AssignmentId, CampaignId, DivisionCode, Method, SiteId, SiteKind, TeamId};
use serde::Serialize;

use super::Coverage;

/// A round of supervision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CampaignView {
    /// Its id.
    pub id: CampaignId,
    /// What it is called.
    pub title: String,
    /// The leading body first.
    pub organisers: Vec<String>,
    /// How it is done.
    pub methods: Vec<Method>,
    /// First day: `2020-02-14`.
    pub from: String,
    /// The last day on which a visit counts, if one is set.
    pub to: Option<String>,
    /// Whether it was closed.
    pub closed: bool,
    /// Which kinds of site it covers; empty is all.
    pub kinds: Vec<SiteKind>,
    /// Which divisions it covers.
    pub divisions: Vec<DivisionCode>,
    /// Which sites it covers beside them.
    pub sites: Vec<SiteId>,
}

/// What a team is to visit in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssignmentView {
    /// Its id.
    pub id: AssignmentId,
    /// In which round.
    pub campaign: CampaignId,
    /// Which team.
    pub team: TeamId,
    /// Whole divisions.
    pub divisions: Vec<DivisionCode>,
    /// Single sites.
    pub sites: Vec<SiteId>,
    /// How the single sites were drawn, where that was by lot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draw: Option<Draw>,
    /// The later draw for the same team, round and day that stands in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<AssignmentId>,
}

/// What Today is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TodayView {
    /// The rounds that are on, the newest first.
    pub campaigns: Vec<CampaignView>,
    /// The one that new visits belong to, and whose coverage this is.
    pub campaign: Option<CampaignId>,
    /// The team of whoever this device belongs to.
    pub team: Option<TeamSet>,
    /// Whether that team has sites of its own.
    pub assigned: bool,
    /// How much of the round is done; without one, of all sites.
    pub coverage: Coverage,
}
