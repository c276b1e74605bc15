//! Drawing sites by lot for a team's unannounced visits.

mod proof;
mod seed;

use kakou_domain::fact::Body;
use kakou_domain::supervision::{AssignmentMade, Attempt, Draw, DrawError, draw};
use kakou_domain::visit::SiteRef;
use kakou_domain::{AssignmentId, CampaignId, DivisionCode, SiteId, SiteKind, TeamId};
use rusqlite::Connection;
use serde::Serialize;

use crate::append::NewFact;
use crate::error::Result;
use crate::office::county;
use crate::review::due_sites;
use crate::review::round::{drawn, round};
use crate::store::Store;

pub use proof::{ProvedDraw, SeedProof};

/// What is drawn, for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawGiven {
    /// In which round.
    pub campaign: CampaignId,
    /// For which team.
    pub team: TeamId,
    /// How many sites.
    pub count: u32,
    /// Only of this kind.
    pub kind: Option<SiteKind>,
    /// Only in this division.
    pub division: Option<DivisionCode>,
    /// Why again, where it was drawn today already.
    pub reason: Option<String>,
}

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawn {
    /// The assignment that states it.
    pub assignment: AssignmentId,
    /// In which round.
    pub campaign: CampaignId,
    /// For which team.
    pub team: TeamId,
    /// How.
    #[serde(flatten)]
    pub draw: Draw,
    /// The sites, in the order in which they were drawn.
    pub sites: Vec<SiteRef>,
}

impl Store {
    /// Draws sites for a team and assigns them: of those that the round covers, that are in service
    /// today, and that were not yet visited in it. One draw stands for a team, round and day: the
    /// next one needs a reason and takes its place, and both are kept.
    ///
    /// # Errors
    /// There is no such round, there are fewer such sites, or it was drawn today already and no
    /// reason is given; nothing is assigned then.
    pub fn draw_sites(&self, given: DrawGiven) -> Result<Drawn> {
        let server = self.server_key()?;
        let day = self.clock().now().date_naive();
        self.write(|tx| {
            let id = self.new_id(tx)?;
            let (_, draws) = drawn(tx)?;
            let (campaign, team) = (given.campaign, given.team);
            let next = draws.next(campaign, team, day, given.reason.as_deref())?;
            let unsigned = Attempt {
                day,
                number: next.number,
                reason: next.reason,
                signature: String::new(),
            };
            let attempt = seed::sign(&server, campaign, team, unsigned)?;
            let seed = seed::seed(&attempt).ok_or(DrawError::Seed)?;
            let eligible = self.eligible(tx, &given)?;
            let ids = eligible.iter().map(|site| site.id);
            let (lot, sites) = draw(&seed, ids, given.count)?;
            let draw = Draw {
                attempt: Some(attempt),
                ..lot
            };
            let made = AssignmentMade {
                campaign: given.campaign,
                team: given.team,
                divisions: Vec::new(),
                sites: sites.clone(),
                draw: Some(draw.clone()),
            };
            let new = NewFact {
                id: Some(id),
                scope: vec![county(tx)?],
                follows: Vec::new(),
                body: Body::AssignmentMade(made),
            };
            self.append(tx, vec![new])?;
            let called = |id: &SiteId| eligible.iter().find(|site| site.id == *id).cloned();
            Ok(Drawn {
                assignment: AssignmentId(id.0),
                campaign: given.campaign,
                team: given.team,
                draw,
                sites: sites.iter().filter_map(called).collect(),
            })
        })
    }

    fn eligible(&self, db: &Connection, given: &DrawGiven) -> Result<Vec<SiteRef>> {
        let round = round(db, given.campaign)?;
        let today = self.clock().now().date_naive();
        let due = due_sites(db, today, Some(&round))?.into_iter();
        let within = |site: &SiteRef| {
            let division = given.division.as_ref();
            let kind = given.kind.as_ref();
            division.is_none_or(|division| division.contains(&site.division))
                && kind.is_none_or(|kind| *kind == site.kind)
        };
        Ok(due
            .filter(|one| !one.is_done() && within(&one.site))
            .map(|one| one.site)
            .collect())
    }
}
