//! `visits`: lists visits, newest first, as the tablet's command line does.

use kakou_cli::visits::{Form as Listing, ListError, VisitArgs, list};

use super::desk::{Desk, Form};
use crate::error::ServerError;

pub(super) fn run(desk: &Desk, args: &VisitArgs) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    let form = match desk.form {
        Form::Text => Listing::Text,
        Form::Json => Listing::Json,
    };
    list(&store, args, form, &mut std::io::stdout().lock()).map_err(|error| match error {
        ListError::Store(error) => error.into(),
        ListError::Output(error) => ServerError::Output(error),
    })
}
