//! `contest`: which of two payloads stands that claim one id.

use kakou_domain::FactId;
use serde_json::json;

use super::desk::Desk;
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The fact's id; without one, what is contested is listed
    #[arg(requires = "stands")]
    id: Option<FactId>,
    /// The check code of the payload that stands
    #[arg(long, value_name = "CODE", requires_all = ["id", "reason"])]
    stands: Option<String>,
    /// Why; it stands in headquarters' journal
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    if let (Some(id), Some(stands), Some(reason)) = (args.id, &args.stands, &args.reason) {
        store.decide_contest(id, stands, reason)?;
    }
    let contested = store.contested()?;
    let mut text = String::new();
    for one in &contested {
        let mark = if one.stands { "stands   " } else { "set aside" };
        text.push_str(&format!(
            "{}  {mark}  {}  {}  {}\n",
            one.fact, one.check_code, one.author, one.name
        ));
    }
    desk.print(&json!({"contested": contested}), &text)
}
