//! Proving a draw: the seed was nobody's choice, and the lot gives what was assigned.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use kakou_domain::SiteId;
use kakou_domain::supervision::{Draw, DrawProof, Draws};
use kakou_journal::PublicKey;
use serde::Serialize;
use uuid::Uuid;

use super::seed;
use crate::error::Result;
use crate::review::round::{drawn, view_of};
use crate::store::Store;
use crate::trust;
use crate::views::AssignmentView;

/// Where a draw's seed is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SeedProof {
    /// It follows from the server's key, the round, the team, the day and the number of the draw.
    Follows,
    /// A person gave it, as was possible before.
    Given,
    /// It does not follow from what the draw says that it follows from.
    Differs,
    /// It was stated on another day than the one that it was drawn for.
    OtherDay,
    /// An earlier draw of the same team, round and day is not here.
    EarlierMissing,
}

impl SeedProof {
    /// Whether somebody may have chosen what the rules let nobody choose.
    pub fn is_broken(self) -> bool {
        !matches!(self, Self::Follows | Self::Given)
    }
}

/// A draw with what comes out of it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProvedDraw {
    /// What was assigned.
    pub assignment: AssignmentView,
    /// Where the seed is from.
    pub seed: SeedProof,
    /// What comes out when one draws again.
    #[serde(flatten)]
    pub proof: DrawProof,
    /// What the sites of the list are called here.
    pub names: BTreeMap<SiteId, String>,
}

impl ProvedDraw {
    /// Whether something in it is not as it says.
    pub fn is_broken(&self) -> bool {
        self.seed.is_broken() || matches!(self.proof, DrawProof::Differs { .. })
    }
}

impl Store {
    /// Draws again, one draw or all of a round.
    pub fn prove_draws(&self, id: Uuid) -> Result<Vec<ProvedDraw>> {
        let known = self.register()?.sites;
        self.read(|db| {
            let server = trust::trusted(db)?;
            let (all, draws) = drawn(db)?;
            let mut proved = Vec::new();
            for (assignment, made) in &all {
                let view = view_of(*assignment, &made.content, &draws);
                let meant = assignment.0 == id || view.campaign.0 == id;
                let Some(draw) = view.draw.as_ref().filter(|_| meant) else {
                    continue;
                };
                let listed = draw.list.iter().chain(&view.sites);
                let name = |id: &SiteId| Some((*id, known.get(id)?.name.clone()));
                proved.push(ProvedDraw {
                    seed: seed_of(server.as_ref(), &view, draw, made.at, &draws),
                    proof: draw.proof(&view.sites),
                    names: listed.filter_map(name).collect(),
                    assignment: view,
                });
            }
            Ok(proved)
        })
    }
}

fn seed_of(
    server: Option<&PublicKey>,
    view: &AssignmentView,
    draw: &Draw,
    stated_at: DateTime<FixedOffset>,
    draws: &Draws,
) -> SeedProof {
    let Some(attempt) = &draw.attempt else {
        return SeedProof::Given;
    };
    let signed = server.is_some_and(|key| seed::is_signed(key, view.campaign, view.team, attempt));
    if !signed || seed::seed(attempt).as_ref() != Some(&draw.seed) {
        SeedProof::Differs
    } else if attempt.day != stated_at.date_naive() {
        SeedProof::OtherDay
    } else if !draws.follows_all(view.id) {
        SeedProof::EarlierMissing
    } else {
        SeedProof::Follows
    }
}
