//! `campaign draw`: sites for unannounced visits, by lot.

use kakou_domain::supervision::Draw;
use kakou_domain::{CampaignId, DivisionCode, SiteKind};
use kakou_store::{DrawGiven, Drawn, Store};

use super::super::desk::Desk;
use super::{check_kinds, check_places, known, team_called};
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The round's id
    #[arg(long, value_name = "ID")]
    campaign: CampaignId,
    /// The team's name
    #[arg(long, value_name = "NAME")]
    team: String,
    /// How many sites, of those in service today that were not yet visited in the round
    #[arg(long, value_name = "N")]
    count: u32,
    /// Only sites of this kind
    #[arg(long, value_name = "KIND")]
    kind: Option<SiteKind>,
    /// Only sites in this division
    #[arg(long, value_name = "CODE")]
    division: Option<DivisionCode>,
    /// Why again, where it was drawn today already for this team; both draws are kept and shown
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub(super) fn run(desk: &Desk, store: &Store, args: Args) -> Result<(), ServerError> {
    let campaign = known(store, args.campaign)?;
    let team = team_called(store, &args.team)?;
    check_kinds(store, args.kind.as_slice())?;
    check_places(store, args.division.as_slice(), &[])?;
    let drawn = store.draw_sites(DrawGiven {
        campaign: campaign.id,
        team: team.id,
        count: args.count,
        kind: args.kind,
        division: args.division,
        reason: args.reason,
    })?;
    desk.print(&drawn, &text(&drawn))
}

fn text(drawn: &Drawn) -> String {
    let draw = &drawn.draw;
    let heading = format!(
        "seed {}\ndrawn {} of {} sites, draw {}{}\n",
        draw.seed,
        draw.count,
        draw.of,
        drawn.assignment,
        attempt(draw)
    );
    let sites = drawn.sites.iter();
    let lines = sites.map(|site| format!("{}  {}  {}\n", site.id, site.division, site.name));
    heading + &lines.collect::<String>()
}

/// Which draw it is, and why it was drawn again.
pub(super) fn attempt(draw: &Draw) -> String {
    let Some(attempt) = &draw.attempt else {
        return ", its seed given by a person".to_owned();
    };
    let reason = attempt.reason.as_ref();
    let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
    format!(", number {} of {}{reason}", attempt.number, attempt.day)
}
