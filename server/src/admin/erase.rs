//! `erase`: takes what was stated back for good.

use kakou_domain::FactId;
use kakou_store::Erasure;
use serde_json::json;

use super::desk::Desk;
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The visit, with its corrections and supplements; or another fact by its id
    id: FactId,
    /// Why; it stands in headquarters' journal for ever
    #[arg(long, value_name = "TEXT", requires = "confirm")]
    reason: Option<String>,
    /// The check code of what is erased, as this command shows it without --confirm
    #[arg(long, value_name = "CODE", requires = "reason")]
    confirm: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    match (&args.reason, &args.confirm) {
        (Some(reason), Some(confirm)) => {
            let erased = store.erase(args.id, reason, confirm)?;
            let text = format!(
                "{}erased here, and on each tablet at its next contact; older backups still have it",
                lines(&erased)
            );
            desk.print(&json!({"erased": erased.facts}), &text)
        }
        _ => {
            let would = store.what_erasing_takes(args.id)?;
            let text = format!(
                "{}nothing was erased yet: this cannot be taken back. To erase it: \
                 --confirm {} --reason TEXT",
                lines(&would),
                would.confirm
            );
            desk.print(
                &json!({"would_erase": would.facts, "confirm": would.confirm}),
                &text,
            )
        }
    }
}

fn lines(erasure: &Erasure) -> String {
    let line =
        |one: &kakou_store::ErasedFact| format!("{}  {}  {}\n", one.check_code, one.kind, one.fact);
    erasure.facts.iter().map(line).collect()
}
