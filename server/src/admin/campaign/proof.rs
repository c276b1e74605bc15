//! `campaign verify-draw`: proves that sites were drawn by lot.

use std::collections::BTreeMap;

use kakou_domain::SiteId;
use kakou_domain::supervision::{Draw, DrawProof};
use kakou_store::Store;
use kakou_store::views::AssignmentView;
use serde::Serialize;
use uuid::Uuid;

use super::super::desk::Desk;
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A draw, as `campaign draw` and `campaign list` show it, or a round
    id: Uuid,
}

/// A draw with what comes out of it now.
#[derive(Debug, Serialize)]
struct Proved {
    assignment: AssignmentView,
    #[serde(flatten)]
    proof: DrawProof,
    /// What the sites of the list are called here.
    names: BTreeMap<SiteId, String>,
}

pub(super) fn run(desk: &Desk, store: &Store, args: &Args) -> Result<(), ServerError> {
    let known = store.register()?.sites;
    let all = store.assignments()?.into_iter();
    let meant = |one: &AssignmentView| one.id.0 == args.id || one.campaign.0 == args.id;
    let proved: Vec<Proved> = all
        .filter(meant)
        .filter_map(|assignment| {
            let draw = assignment.draw.as_ref()?;
            let listed = draw.list.iter().chain(&assignment.sites);
            let name = |id: &SiteId| Some((*id, known.get(id)?.name.clone()));
            Some(Proved {
                proof: draw.proof(&assignment.sites),
                names: listed.filter_map(name).collect(),
                assignment,
            })
        })
        .collect();
    if proved.is_empty() {
        return Err(ServerError::NoDraw(args.id));
    }
    let text: String = proved.iter().map(Proved::text).collect();
    desk.print(&proved, &text)?;
    let differs = |one: &&Proved| matches!(one.proof, DrawProof::Differs { .. });
    match proved.iter().filter(differs).count() {
        0 => Ok(()),
        differ => Err(ServerError::DrawDiffers(differ)),
    }
}

impl Proved {
    /// The verdict, and the list with what was drawn of it: * the assigned sites.
    fn text(&self) -> String {
        let AssignmentView {
            id, sites, draw, ..
        } = &self.assignment;
        let verdict = match self.proof {
            DrawProof::Same => "the same sites come out",
            DrawProof::Differs { .. } => "OTHER SITES COME OUT",
            DrawProof::NotKept => "the list was not kept: it cannot be drawn again",
        };
        let Some(Draw {
            seed,
            of,
            count,
            list,
        }) = draw
        else {
            return String::new();
        };
        let heading = format!("{id}  drawn {count} of {of} with seed {seed}: {verdict}\n");
        let lines = list.iter().map(|site| {
            let mark = if sites.contains(site) { '*' } else { ' ' };
            let name = self.names.get(site).map_or("-", String::as_str);
            format!("  {mark} {site}  {name}\n")
        });
        heading + &lines.collect::<String>()
    }
}
