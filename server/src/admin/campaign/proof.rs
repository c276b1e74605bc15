//! `campaign verify-draw`: proves that sites were drawn by lot, and that nobody chose the seed.

use kakou_domain::supervision::DrawProof;
use kakou_store::views::AssignmentView;
use kakou_store::{ProvedDraw, SeedProof, Store};
use uuid::Uuid;

use super::super::desk::Desk;
use super::draw::attempt;
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A draw, as `campaign draw` and `campaign list` show it, or a round
    id: Uuid,
}

pub(super) fn run(desk: &Desk, store: &Store, args: &Args) -> Result<(), ServerError> {
    let proved = store.prove_draws(args.id)?;
    if proved.is_empty() {
        return Err(ServerError::NoDraw(args.id));
    }
    let texts: String = proved.iter().map(text).collect();
    desk.print(&proved, &texts)?;
    match proved.iter().filter(|one| one.is_broken()).count() {
        0 => Ok(()),
        broken => Err(ServerError::DrawDiffers(broken)),
    }
}

/// The verdict, and the list with what was drawn of it: * the assigned sites.
fn text(proved: &ProvedDraw) -> String {
    let AssignmentView {
        id,
        sites,
        draw: Some(draw),
        superseded_by,
        ..
    } = &proved.assignment
    else {
        return String::new();
    };
    let verdict = match proved.proof {
        DrawProof::Same => "the same sites come out",
        DrawProof::Differs { .. } => "OTHER SITES COME OUT",
        DrawProof::NotKept => "the list was not kept: it cannot be drawn again",
    };
    let seed = match proved.seed {
        SeedProof::Follows => "the seed follows from the server's key",
        SeedProof::Given => "the seed was given by a person",
        SeedProof::Differs => "THE SEED DOES NOT FOLLOW FROM THE SERVER'S KEY",
        SeedProof::OtherDay => "IT WAS STATED ON ANOTHER DAY",
        SeedProof::EarlierMissing => "AN EARLIER DRAW OF THAT DAY IS MISSING",
    };
    let later = superseded_by.map_or_else(String::new, |by| format!("; {by} stands in its place"));
    let heading = format!(
        "{id}  drawn {} of {} with seed {}{}: {verdict}; {seed}{later}\n",
        draw.count,
        draw.of,
        draw.seed,
        attempt(draw)
    );
    let lines = draw.list.iter().map(|site| {
        let mark = if sites.contains(site) { '*' } else { ' ' };
        let name = proved.names.get(site).map_or("-", String::as_str);
        format!("  {mark} {site}  {name}\n")
    });
    heading + &lines.collect::<String>()
}
