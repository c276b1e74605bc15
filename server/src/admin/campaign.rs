//! `campaign`: opens and closes rounds of supervision, gives teams their share, lists the rounds.

mod draw;
mod proof;

use chrono::NaiveDate;
use clap::Subcommand;
use kakou_domain::fact::Body;
use kakou_domain::places::TeamSet;
use kakou_domain::supervision::{AssignmentMade, CampaignClosed, CampaignOpened};
use kakou_domain::{CampaignId, DivisionCode, Method, SiteId, SiteKind};
use kakou_store::Store;
use kakou_store::views::{AssignmentView, CampaignView};
use serde_json::json;

use super::desk::{Desk, check_division, check_text, listed};
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Open a round of supervision; its id stands alone on the first line
    New(New),
    /// Close a round
    Close {
        /// Its id, as `campaign list` shows it
        campaign: CampaignId,
        /// The last day on which a visit counts; today if it is not named
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Give a team divisions or single sites of a round
    Assign(Assign),
    /// Draw sites of a round by lot and give them to a team
    Draw(draw::Args),
    /// Draw again from the lists that were kept, and say whether the same sites come out and whether
    /// the seed follows from the server's key
    VerifyDraw(proof::Args),
    /// List the rounds, the newest first, with what the teams were given
    List,
}

#[derive(Debug, clap::Args)]
struct New {
    /// What it is called
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// Its first day, for example 2020-02-14
    #[arg(long, value_name = "DATE")]
    from: NaiveDate,
    /// Its last day, if that is known
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
    /// A body that organises it, the leading one first; may be repeated
    #[arg(long = "organiser", value_name = "TEXT")]
    organisers: Vec<String>,
    /// How it is done: unannounced, announced, document_review, phone_check; may be repeated
    #[arg(long = "method", value_name = "METHOD", value_parser = method)]
    methods: Vec<Method>,
    /// A kind of site that it covers, for example village_checkpoint; all, if none is named
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<SiteKind>,
    /// A division that it covers; everything, if neither divisions nor sites are named
    #[arg(long = "division", value_name = "CODE")]
    divisions: Vec<DivisionCode>,
    /// A single site that it covers beside the divisions
    #[arg(long = "site", value_name = "ID")]
    sites: Vec<SiteId>,
}

#[derive(Debug, clap::Args)]
struct Assign {
    /// The round's id
    #[arg(long, value_name = "ID")]
    campaign: CampaignId,
    /// The team's name
    #[arg(long, value_name = "NAME")]
    team: String,
    /// A whole division; may be repeated
    #[arg(
        long = "division",
        value_name = "CODE",
        required_unless_present = "sites"
    )]
    divisions: Vec<DivisionCode>,
    /// A single site; may be repeated
    #[arg(long = "site", value_name = "ID")]
    sites: Vec<SiteId>,
}

pub(super) fn run(desk: &Desk, args: Args) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    match args.verb {
        Verb::New(new) => open(desk, &store, new),
        Verb::Close { campaign, on } => close(desk, &store, campaign, on),
        Verb::Assign(assign) => give(desk, &store, assign),
        Verb::Draw(args) => draw::run(desk, &store, args),
        Verb::VerifyDraw(args) => proof::run(desk, &store, &args),
        Verb::List => list(desk, &store),
    }
}

fn open(desk: &Desk, store: &Store, new: New) -> Result<(), ServerError> {
    check_text("title", &new.title)?;
    for organiser in &new.organisers {
        check_text("organiser", organiser)?;
    }
    if let Some(to) = new.to.filter(|to| *to < new.from) {
        return Err(ServerError::EndsBefore { from: new.from, to });
    }
    check_kinds(store, &new.kinds)?;
    check_places(store, &new.divisions, &new.sites)?;
    let id = store.open_campaign(CampaignOpened {
        title: new.title.trim().to_owned(),
        organisers: new.organisers,
        methods: new.methods,
        from: new.from,
        to: new.to,
        kinds: new.kinds,
        divisions: new.divisions,
        sites: new.sites,
    })?;
    let opened = known(store, id)?;
    desk.print(&opened, &format!("{id}\n{}", line(&opened)))
}

fn close(
    desk: &Desk,
    store: &Store,
    id: CampaignId,
    on: Option<NaiveDate>,
) -> Result<(), ServerError> {
    let campaign = known(store, id)?;
    let on = on.unwrap_or_else(|| store.clock().now().date_naive());
    if let Ok(from) = campaign.from.parse::<NaiveDate>()
        && on < from
    {
        return Err(ServerError::EndsBefore { from, to: on });
    }
    let body = Body::CampaignClosed(CampaignClosed { campaign: id, on });
    store.state(vec![(vec![store.county()?], body)])?;
    let document = json!({"id": id, "on": on});
    desk.print(&document, &format!("{} ends on {on}", campaign.title))
}

fn give(desk: &Desk, store: &Store, assign: Assign) -> Result<(), ServerError> {
    let campaign = known(store, assign.campaign)?;
    let team = team_called(store, &assign.team)?;
    check_places(store, &assign.divisions, &assign.sites)?;
    let made = AssignmentMade {
        campaign: campaign.id,
        team: team.id,
        divisions: assign.divisions,
        sites: assign.sites,
        draw: None,
    };
    let document = json!({
        "campaign": made.campaign,
        "team": made.team,
        "divisions": made.divisions,
        "sites": made.sites,
    });
    let text = format!(
        "{} visits {} divisions and {} sites of {}",
        team.name,
        made.divisions.len(),
        made.sites.len(),
        campaign.title
    );
    store.state(vec![(vec![store.county()?], Body::AssignmentMade(made))])?;
    desk.print(&document, &text)
}

fn list(desk: &Desk, store: &Store) -> Result<(), ServerError> {
    let (campaigns, teams) = (store.campaigns()?, store.teams()?);
    let assignments = store.assignments()?;
    let (mut text, mut documents) = (String::new(), Vec::new());
    for campaign in campaigns {
        let shares: Vec<_> = assignments
            .iter()
            .filter(|one| one.campaign == campaign.id)
            .collect();
        text.push_str(&format!("{}  {}\n", campaign.id, line(&campaign)));
        for share in &shares {
            text.push_str(&format!("  {}\n", share_line(share, &teams)));
        }
        documents.push(json!({"campaign": campaign, "assignments": shares}));
    }
    desk.print(&documents, &text)
}

fn known(store: &Store, id: CampaignId) -> Result<CampaignView, ServerError> {
    let mut campaigns = store.campaigns()?.into_iter();
    let found = campaigns.find(|one| one.id == id);
    found.ok_or(ServerError::UnknownCampaign(id))
}

fn team_called(store: &Store, name: &str) -> Result<TeamSet, ServerError> {
    let mut teams = store.teams()?.into_iter();
    let found = teams.find(|team| team.name == name.trim());
    found.ok_or_else(|| ServerError::UnknownTeam(name.to_owned()))
}

fn check_kinds(store: &Store, kinds: &[SiteKind]) -> Result<(), ServerError> {
    let known = store.register()?.kinds;
    match kinds.iter().find(|kind| !known.contains_key(kind)) {
        Some(unknown) => Err(ServerError::UnknownKind(unknown.clone())),
        None => Ok(()),
    }
}

fn check_places(
    store: &Store,
    divisions: &[DivisionCode],
    sites: &[SiteId],
) -> Result<(), ServerError> {
    for division in divisions {
        check_division(store, division)?;
    }
    let known = store.register()?.sites;
    match sites.iter().find(|site| !known.contains_key(site)) {
        Some(unknown) => Err(ServerError::UnknownSite(*unknown)),
        None => Ok(()),
    }
}

fn line(campaign: &CampaignView) -> String {
    let to = campaign.to.as_deref().unwrap_or("…");
    let closed = if campaign.closed { "  closed" } else { "" };
    format!("{}  {} – {to}{closed}", campaign.title, campaign.from)
}

fn share_line(share: &AssignmentView, teams: &[TeamSet]) -> String {
    let team = teams.iter().find(|team| team.id == share.team);
    let name = team.map_or_else(|| share.team.to_string(), |team| team.name.clone());
    let places = [listed(&share.divisions), listed(&share.sites)];
    let places: Vec<_> = places.into_iter().filter(|text| !text.is_empty()).collect();
    let drawn = share.draw.as_ref().map(|draw| {
        format!(
            "  drawn {} of {} with seed {}, draw {}{}",
            draw.count,
            draw.of,
            draw.seed,
            share.id,
            draw::attempt(draw)
        )
    });
    let later = share.superseded_by;
    let later = later.map(|by| format!("  SUPERSEDED by {by}"));
    format!(
        "{name}: {}{}{}",
        places.join(", "),
        drawn.unwrap_or_default(),
        later.unwrap_or_default()
    )
}

fn method(text: &str) -> Result<Method, String> {
    let word = serde_json::Value::String(text.to_owned());
    serde_json::from_value(word)
        .map_err(|_| "one of unannounced, announced, document_review, phone_check".to_owned())
}
