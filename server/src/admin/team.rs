//! `team`: says who belongs to a team and what it visits as a rule, and lists the teams.

use clap::Subcommand;
use kakou_domain::fact::Body;
use kakou_domain::places::TeamSet;
use kakou_domain::{DivisionCode, TeamId};
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
    /// Make a team, or say anew who belongs to it
    Set(Set),
    /// List the teams
    List,
}

#[derive(Debug, clap::Args)]
struct Set {
    /// Its name, for example 第3组
    #[arg(long)]
    name: String,
    /// An inspector, by the name that the tablet bears; may be repeated
    #[arg(long = "member", value_name = "NAME", required = true)]
    members: Vec<String>,
    /// A division that it visits as a rule; may be repeated
    #[arg(long = "division", value_name = "CODE")]
    divisions: Vec<DivisionCode>,
}

pub(super) fn run(desk: &Desk, args: Args) -> Result<(), ServerError> {
    match args.verb {
        Verb::Set(given) => set(desk, given),
        Verb::List => list(desk),
    }
}

fn set(desk: &Desk, given: Set) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    check_text("name", &given.name)?;
    let mut members = Vec::new();
    for member in given.members {
        check_text("member", &member)?;
        let member = member.trim().to_owned();
        if !members.contains(&member) {
            members.push(member);
        }
    }
    for division in &given.divisions {
        check_division(&store, division)?;
    }
    let team = TeamSet {
        id: TeamId::of(&given.name),
        name: given.name.trim().to_owned(),
        members,
        divisions: given.divisions,
    };
    let document = json!({
        "id": team.id,
        "name": team.name,
        "members": team.members,
        "divisions": team.divisions,
    });
    let text = format!("{}: {}", team.name, team.members.join(", "));
    store.state(vec![(vec![store.county()?], Body::TeamSet(team))])?;
    desk.print(&document, &text)
}

fn list(desk: &Desk) -> Result<(), ServerError> {
    let teams = desk.open_up_to_date()?.teams()?;
    let mut text = String::new();
    for team in &teams {
        let (members, divisions) = (team.members.join(", "), listed(&team.divisions));
        text.push_str(&format!("{}  {members}  {divisions}\n", team.name));
    }
    desk.print(&teams, &text)
}
