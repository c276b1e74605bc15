//! `rename`: calls a tablet's person otherwise.

use kakou_domain::AuthorId;
use serde_json::json;

use super::desk::{Desk, check_text};
use crate::error::ServerError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The tablet's author, as `devices` lists it
    author: AuthorId,
    /// The person or the team, 1 to 40 characters
    name: String,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    check_text("a name", &args.name)?;
    let name = args.name.trim();
    desk.open()?.rename(args.author, name)?;
    let document = json!({"author": args.author, "name": name});
    desk.print(&document, &format!("{} is called {name}", args.author))
}
