//! `doubt`: visits that are dated after their receipt, and whether they count.

use kakou_domain::VisitId;
use serde_json::json;

use super::desk::Desk;
use crate::error::ServerError;

/// So many are listed; who has more decides on these first.
const MOST: usize = 500;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The visit; without one, those in doubt are listed
    #[arg(requires = "decided")]
    visit: Option<VisitId>,
    /// It counts on the day that it says
    #[arg(long, group = "decided", requires_all = ["visit", "reason"])]
    counts: bool,
    /// It counts to no day
    #[arg(long, group = "decided", requires_all = ["visit", "reason"])]
    rejected: bool,
    /// Why; it stands in headquarters' journal
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    if let (Some(visit), Some(reason)) = (args.visit, &args.reason) {
        store.decide_date(visit, args.counts, reason)?;
        store.project_all()?;
    }
    let doubted = store.doubted_visits(None, MOST)?.rows;
    let mut text = String::new();
    for one in &doubted {
        let decided = one.doubt.decisions.first();
        let decided = decided.map_or_else(String::new, |one| format!("  rejected: {}", one.reason));
        text.push_str(&format!(
            "{}  {}  dated {}, received {}  {}{decided}\n",
            one.id,
            one.site.name,
            one.visited_at,
            one.doubt.received_at,
            one.inspectors.join("、")
        ));
    }
    desk.print(&json!({"doubted": doubted}), &text)
}
