//! `retire`: takes no more entries of a tablet.

use kakou_domain::AuthorId;
use serde_json::json;

use super::desk::Desk;
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The tablet's author, as `devices` lists it
    author: AuthorId,
    /// Why; it stands in headquarters' journal
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    desk.open()?.retire(args.author, &args.reason)?;
    let document = json!({"author": args.author, "retired": args.reason});
    desk.print(&document, &format!("{} is retired", args.author))
}
